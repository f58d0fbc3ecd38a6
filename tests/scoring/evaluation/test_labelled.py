"""Labelled sets become snapshots that say no more than the files do."""

from pathlib import Path

import numpy as np
import pytest

from scoring.evaluation.labelled import read_set, read_sets
from scoring.evaluation.simulation import LAST_DAY

DAY = 86_400


def write(folder: Path, text: str, name: str = "some.csv") -> Path:
    path = folder / "labelled" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text)
    return path


def test_a_set_with_labels_has_one_snapshot_an_account(tmp_path: Path) -> None:
    found = read_set(write(tmp_path, "is_fake,posts,following,followers\n1,0,900,100\n0,12,300,300\n0,3,0,0\n"))
    assert found.is_fake.tolist() == [True, False, False]
    np.testing.assert_array_equal(found.ratio, [0.9, 0.5, np.nan])
    assert np.isnan(found.rate).all()
    assert found.snapshots["account_id"].tolist() == [1, 2, 3]
    assert found.snapshots["day"].tolist() == [LAST_DAY] * 3
    assert found.snapshots["posts"].tolist() == [0, 12, 3]
    assert np.isnan(found.snapshots["likes"].astype(float)).all()


def test_posts_become_the_snapshots_a_tool_would_have_taken(tmp_path: Path) -> None:
    # The newest post first: today, 40 and 400 days ago; five posts in all, of which the two oldest are not listed.
    times = "|".join(str(1_500_000_000 - age * DAY) for age in (0, 40, 400))
    found = read_set(write(tmp_path, f"followers,following,posts,post_likes,post_comments,post_unixtimes\n100,50,5,9|6|3,3|2|1,{times}\n"))
    rows = found.snapshots
    assert not found.is_fake.any()
    assert rows["day"].tolist() == [LAST_DAY - 30 * before for before in range(11, -1, -1)]
    assert rows["likes"].tolist() == [3.0] * 10 + [4.5, 6.0]
    assert rows["comments"].tolist() == [1.0] * 10 + [1.5, 2.0]
    assert rows["posts"].tolist() == [3.0] * 10 + [4.0, 5.0]
    assert rows["followers"].tolist() == [100.0] * 12
    assert found.rate.tolist() == [0.08]


def test_only_the_latest_twelve_posts_are_averaged(tmp_path: Path) -> None:
    likes = "|".join(["10"] * 12 + ["9999"])
    times = "|".join(str(1_500_000_000 - place) for place in range(13))
    path = write(tmp_path, f"followers,following,posts,post_likes,post_comments,post_unixtimes\n100,50,13,{likes},{likes},{times}\n")
    assert read_set(path).snapshots["likes"].tolist() == [10.0]


def test_who_has_no_posts_has_no_reactions(tmp_path: Path) -> None:
    found = read_set(write(tmp_path, "followers,following,posts,post_likes,post_comments,post_unixtimes\n100,50,0,,,\n"))
    assert found.snapshots["day"].tolist() == [LAST_DAY]
    assert np.isnan(found.snapshots["likes"].astype(float)).all()
    assert np.isnan(found.rate).all()


def test_a_file_without_a_column_is_named(tmp_path: Path) -> None:
    write(tmp_path, "is_fake,followers\n1,2\n", "short.csv")
    with pytest.raises(ValueError, match=r"short\.csv has no column following, posts\."):
        read_sets(tmp_path)
    write(tmp_path, "followers,following,posts\n1,2,3\n", "short.csv")
    with pytest.raises(ValueError, match=r"short\.csv has no column post_comments, post_likes, post_unixtimes\."):
        read_sets(tmp_path)


def test_a_folder_without_sets_says_so(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"has no labelled/\*\.csv"):
        read_sets(tmp_path)
