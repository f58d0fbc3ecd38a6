"""What is kept of accounts' histories is what reading them now gives, however often some of them changed."""

import pandas as pd
import pytest

from discovery.models import Account, Snapshot
from scoring import blocks
from scoring.formulas.benchmarks import cohorts
from scoring.formulas.params import PARAMS, Params
from scoring.histories import read_features
from scoring.models import FeatureBlock
from tests.factories import make_account, make_snapshot

pytestmark = pytest.mark.django_db


@pytest.fixture
def ids(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Of accounts in three blocks, with histories that have jumps, and one without any."""
    monkeypatch.setattr(blocks, "SIZE", 4)
    monkeypatch.setattr(blocks, "MOST_BESIDE", 2)
    while Account.objects.count() == 0 or (Account.objects.latest("pk").pk + 1) % 4:
        make_account()
    Account.objects.all().delete()
    accounts = [make_account() for _ in range(11)]
    for place, account in enumerate(accounts[1:]):
        for month in range(1, 8):
            make_snapshot(account, taken_on=f"2026-0{month}-01", followers=10_000 + 900 * place * month**2, likes=100.0 + place)
    return [account.pk for account in accounts]


def numbers() -> list[int]:
    return sorted({blocks.number_of(pk) for pk in Account.objects.values_list("pk", flat=True)})


def keep_all() -> None:
    for number in numbers():
        blocks.refresh(number, None, PARAMS)


def jump(account_id: int, followers: int) -> None:
    Snapshot.objects.filter(account=account_id, taken_on="2026-04-01").update(followers=followers)


def assert_equal(kept: pd.DataFrame, now: pd.DataFrame) -> None:
    """Texts may be kept as categories."""
    texts = {name: str for name in now.columns if not pd.api.types.is_numeric_dtype(now[name])}
    pd.testing.assert_frame_equal(kept.astype(texts), now.astype(texts), check_dtype=False)


def assert_all_is_of_now() -> None:
    for number in numbers():
        kept, now = blocks.read(number, PARAMS), read_features(blocks.ids_of(number), PARAMS)
        assert kept is not None
        assert_equal(kept.accounts, now.accounts)
        assert_equal(kept.events, now.events)
        (peers,) = blocks.read_peers([number])
        names = list(peers.columns)
        expected = cohorts(now.accounts)[names].sort_values(names, ignore_index=True)
        assert_equal(peers.astype({"platform": str, "measure": str}).sort_values(names, ignore_index=True), expected)


def besides() -> list[bool]:
    return [bool(each) for each in FeatureBlock.objects.order_by("number").values_list("beside_features", flat=True)]


def test_a_few_that_changed_are_kept_beside_their_blocks(ids: list[int]) -> None:
    keep_all()
    assert besides() == [False] * 3
    jump(ids[1], 90_000)
    jump(ids[5], 95_000)
    blocks.refresh(blocks.number_of(ids[1]), [ids[1], ids[5]], PARAMS)
    assert besides() == [True, True, False]
    assert_all_is_of_now()


def test_they_may_change_again_and_become_many(ids: list[int]) -> None:
    keep_all()
    for times, changed in enumerate(([1], [1, 2], [2], [3], [0])):
        for place in changed:
            jump(ids[place], 50_000 + 10_000 * times)
        blocks.refresh(blocks.number_of(ids[0]), [ids[place] for place in changed], PARAMS)
        assert_all_is_of_now()
    assert besides() == [True, False, False]


def test_where_accounts_came_or_went_the_block_is_written_anew(ids: list[int]) -> None:
    keep_all()
    jump(ids[1], 90_000)
    blocks.refresh(blocks.number_of(ids[1]), [ids[1]], PARAMS)
    Account.objects.filter(pk=ids[2]).delete()
    blocks.refresh(blocks.number_of(ids[1]), [], PARAMS)
    assert besides() == [False] * 3
    make_snapshot(make_account(), followers=30_000)
    jump(ids[9], 70_000)
    blocks.refresh(blocks.number_of(ids[9]), [ids[9]], PARAMS)
    assert_all_is_of_now()


def test_a_block_that_was_forgotten_meanwhile_is_read_anew(ids: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    keep_all()
    kept = blocks.kept

    def forgotten_then(params: Params) -> dict[int, blocks.Census]:
        found = kept(params)
        blocks.forget([ids[1]])
        return found

    monkeypatch.setattr(blocks, "kept", forgotten_then)
    blocks.refresh(blocks.number_of(ids[1]), [ids[1]], PARAMS)
    assert_all_is_of_now()


def test_an_account_that_is_gone_is_kept_nowhere(ids: list[int]) -> None:
    """It was due, and deleted before its turn came."""
    keep_all()
    Account.objects.filter(pk=ids[1]).delete()
    blocks.refresh(blocks.number_of(ids[1]), [ids[1]], PARAMS)
    assert_all_is_of_now()
