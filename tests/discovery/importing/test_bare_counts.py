"""What is called a count and nothing else is what its label says, followers unsurely beside accounts, and else kept as it came."""

import json

import pytest

from discovery.importing.fields import Field
from discovery.importing.proposals.proposing import propose
from discovery.importing.proposals.sampling import Confidence
from discovery.models import Snapshot
from tests.discovery.importing.lists import converted, loaded
from tests.discovery.importing.proposed import TODAY, proposed

PLATFORMS = [
    {"name": "youtube", "handle": "@gan8728", "count": "162000", "label": "登録者"},
    {"name": "twitter", "handle": "@Gan_tonanoru", "count": "84600", "label": "フォロワー"},
]


@pytest.mark.django_db
def test_a_label_beside_a_platforms_count_says_that_it_is_of_followers() -> None:
    loaded(json.dumps([{"name": "がん", "platforms": PLATFORMS}, {"name": "てん", "platforms": PLATFORMS[:1]}]), "list.json")
    counted = Snapshot.objects.values_list("account__platform", "account__handle", "followers")
    assert sorted(counted) == [("x", "Gan_tonanoru", 84_600), ("youtube", "gan8728", 162_000)]


@pytest.mark.parametrize("key", ["count", "size", "audience", "数"])
def test_without_a_label_a_platforms_count_is_followers_unsurely(key: str) -> None:
    accounts = [{"platform": place, "username": f"anna_{place}", key: 16_200} for place in ("tiktok", "twitch")]
    file_format, rows = converted(json.dumps([{"name": "Anna K", "socials": accounts}] * 2))
    found = propose(file_format, rows, "list.json", TODAY)
    counted = [guess for name, guess in zip(file_format.columns, found.guesses, strict=True) if name.endswith(key)]
    assert [(guess.field, guess.confidence) for guess in counted] == [(Field.FOLLOWERS, Confidence.UNSURE)] * 2


@pytest.mark.parametrize(
    ("header", "rows", "field", "confidence"),
    [
        ("handle,value,metric", ["16200,subscribers", "800,followers"], "followers", "likely"),
        ("handle,value,metric", ["16200,posts", "800,posts"], "posts", "likely"),
        ("handle,count,note", ["16200,nice", "800,slow"], "followers", "unsure"),
        ("handle,Anzahl,note", ["16200,nice", "800,slow"], "followers", "unsure"),
        # Of two things, of anything, of few, and beside followers nothing says of what.
        ("handle,value,metric", ["16200,followers", "800,posts"], "extra", "likely"),
        ("handle,value,note", ["16200,nice", "800,slow"], "extra", "likely"),
        ("handle,count,note", ["16,nice", "8,slow"], "extra", "likely"),
        ("handle,Total audience,note", ["16200,nice", "800,slow"], "extra", "likely"),
        ("handle,count,followers", ["16200,900", "800,700"], "extra", "likely"),
        ("note,count,what", ["Nice one,900,a", "Not so,700,b"], "extra", "likely"),
    ],
)
def test_a_count_by_itself_is_what_its_neighbours_say(header: str, rows: list[str], field: str, confidence: str) -> None:
    text = "\n".join([header, *(f"{'' if header[0] == 'n' else f'@anna.{at},'}{row}" for at, row in enumerate(rows))])
    found = proposed(text).guesses[1]
    assert (found.field, found.confidence) == (field, confidence)


def test_what_a_long_list_counts_is_asked_since_it_may_be_sorted_by_its_labels() -> None:
    rows = "".join(f"anna_{at},{1000 + at},followers\n" for at in range(500))
    assert proposed(f"handle,value,metric\n{rows}").guesses[1].confidence == Confidence.UNSURE
