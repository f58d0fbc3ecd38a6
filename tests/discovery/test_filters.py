"""The ranked search's filters: what they find, what they refuse, and how they are said."""

import pytest
from django.http import QueryDict
from pytest_django import DjangoAssertNumQueries

from discovery.chips import chips
from discovery.filters import WALKED_FROM, AccountFilter
from discovery.models import Account, Confirmation, ConfirmationPack, EarlierValue
from scoring.models import AccountScore
from tests.discovery.scores import make_score
from tests.factories import make_account, make_list, make_snapshot


@pytest.fixture
def accounts(db: None) -> None:
    make_score(
        make_account("daniel.labelle", title="Dan L", country="CA", topics=["Comedy"]), followers=900_000, tier="macro", peer_trust=40
    )
    make_score(make_account("mayaeats", title="Maya Okafor", country="GB", topics=["Food", "Travel"], bio="Plant-based cooking"))
    make_score(make_account("leo_builds", platform="youtube", title="Leo", topics=["Tech"]), followers=50_000, peer_trust=61.5)
    make_score(make_account("quiet", platform="tiktok", title="Quiet"), followers=None, tier="", peer_trust=None, fit=None)


def search(address: str) -> AccountFilter:
    return AccountFilter(QueryDict(address), queryset=AccountScore.objects.all())


def found(address: str) -> set[str]:
    asked = search(address)
    assert asked.is_valid(), asked.errors
    return {score.account.handle for score in asked.qs}


@pytest.mark.parametrize(
    ("address", "handles"),
    [
        ("", {"daniel.labelle", "mayaeats", "leo_builds", "quiet"}),
        ("platform=youtube", {"leo_builds"}),
        ("platform=youtube&platform=tiktok", {"leo_builds", "quiet"}),
        ("tier=macro", {"daniel.labelle"}),
        ("followers_from=50K&followers_to=100,000", {"mayaeats", "leo_builds"}),
        ("followers_from=0.1M", {"mayaeats", "daniel.labelle"}),
        ("followers_to=99 999", {"leo_builds"}),
        ("followers_from=99e50", set()),
        ("peer_trust_from=61.5", {"leo_builds"}),
        ("country=GB&country=CA", {"mayaeats", "daniel.labelle"}),
        ("topic=Travel", {"mayaeats"}),
        ("topic=Trav", set()),
        ("words=label", {"daniel.labelle"}),
        ("words=maya+plant", {"mayaeats"}),
        ("words=maya+tech", set()),
        ("words=%21%21", set()),
        ("words=%26+%7C+%3A*+'", set()),
        ("platform=instagram&followers_from=&words=&topic=&sort=-fit&after=x", {"daniel.labelle", "mayaeats"}),
    ],
)
def test_filters_find(accounts: None, address: str, handles: set[str]) -> None:
    assert found(address) == handles


@pytest.fixture
def measured(db: None) -> None:
    """One of which everything is known, one with other parts, and one of which nothing is."""
    parts = {"response": 80.0, "conversation": 70.0, "natural_growth": 60.0, "steadiness": 50.0, "reciprocity": 40.0}
    make_score(make_account("known"), **parts, confidence=0.9, growth=0.05)
    make_score(make_account("odd"), **{part: 100 - value for part, value in parts.items()}, confidence=0.3, growth=-0.02)
    make_score(make_account("unknown"), **dict.fromkeys(parts), confidence=0.0, growth=None)


@pytest.mark.parametrize(
    ("address", "handles"),
    [
        ("response_from=80", {"known"}),
        ("response_from=80.1", set()),
        ("conversation_from=30", {"known", "odd"}),
        ("natural_growth_from=60", {"known"}),
        ("steadiness_from=50", {"known", "odd"}),
        ("reciprocity_from=41", {"odd"}),
        ("reciprocity_from=0", {"known", "odd"}),
        ("confidence_from=0.3", {"known", "odd"}),
        ("confidence_from=0.301", {"known"}),
        ("growth_from=5", {"known"}),
        ("growth_from=-2", {"known", "odd"}),
        ("growth_from=0&response_from=80", {"known"}),
    ],
)
def test_filters_by_each_part_confidence_and_growth(measured: None, address: str, handles: set[str]) -> None:
    """What is not known is never found by at least so much of it."""
    assert found(address) == handles


@pytest.mark.parametrize(
    ("address", "field", "reason"),
    [
        ("colour=red", "__all__", "no filter “colour”"),
        ("colour=", "__all__", "no filter “colour”"),
        ("platform=myspace", "platform", "not one of the available choices"),
        ("tier=huge", "tier", "not one of the available choices"),
        ("country=XX", "country", "not one of the available choices"),
        ("followers_from=many", "followers_from", "“many” is not a number"),
        ("followers_from=N/A", "followers_from", "“N/A” is no number"),
        ("followers_from=-5", "followers_from", "is below zero"),
        ("followers_to=5%25", "followers_to", "is a percentage"),
        ("followers_from=2K&followers_to=1K", "followers_to", "swap the two"),
        ("peer_trust_from=high", "peer_trust_from", "Enter a number"),
        ("peer_trust_from=101", "peer_trust_from", "less than or equal to 100"),
        ("peer_trust_from=nan", "peer_trust_from", "Enter a number"),
        ("confidence_from=1.1", "confidence_from", "less than or equal to 1"),
        ("steadiness_from=-1", "steadiness_from", "greater than or equal to 0"),
        ("growth_from=1e9", "growth_from", "less than or equal to 1000"),
        ("flags=red", "flags", "not one of the available choices"),
        ("followers_from=1&followers_from=2", "__all__", "more than once"),
        ("words=a%00b", "words", "Null characters"),
        (f"words={'a' * 201}", "words", "at most 200 characters"),
        ("sort=fit&sort=name", "__all__", "more than once"),
        ("list=5", "list", "no such list"),
        ("list=first", "list", "no such list"),
        ("list=99999999999999999999", "list", "no such list"),
    ],
)
def test_what_it_does_not_know_is_an_error(db: None, address: str, field: str, reason: str) -> None:
    asked = search(address)
    assert not asked.is_valid()
    assert list(asked.errors) == [field]
    assert reason in str(asked.errors[field])


def test_choices_are_what_the_accounts_have(accounts: None) -> None:
    form = search("platform=twitch").form
    assert [value for value, _label in form.fields["platform"].widget.choices] == ["instagram", "tiktok", "youtube", "twitch"]
    assert [value for value, _label in form.fields["country"].widget.choices] == ["CA", "GB"]
    assert [value for value, _label in form.fields["topic"].widget.choices] == ["", "Comedy", "Food", "Tech", "Travel"]


@pytest.mark.parametrize("rows", [3, WALKED_FROM])
def test_a_list_has_the_accounts_it_created_counted_changed_or_confirmed(accounts: None, rows: int) -> None:
    by_handle = {score.account.handle: score.account for score in AccountScore.objects.select_related("account")}
    told, other = make_list(name="spring.csv", unchanged=rows), make_list(unchanged=rows)
    Account.objects.filter(handle="daniel.labelle").update(created_by_list=told)
    make_snapshot(by_handle["mayaeats"], creator_list=told)
    EarlierValue.objects.create(creator_list=told, account=by_handle["leo_builds"], field="title", value="Leo K")
    for creator_list in (told, other):
        Confirmation.objects.create(creator_list=creator_list, account=by_handle["mayaeats"], fields=["handle"])
    quiet = by_handle["quiet"].pk
    ConfirmationPack.objects.create(
        creator_list=other, block=quiet // ConfirmationPack.BLOCK, accounts=[quiet], snapshots=[None], fields=["handle"]
    )
    assert found(f"list={told.pk}") == {"daniel.labelle", "mayaeats", "leo_builds"}
    assert found(f"list={other.pk}") == {"mayaeats", "quiet"}
    assert found(f"list={told.pk}&platform=youtube") == {"leo_builds"}
    assert [chip.text for chip in chips(QueryDict(f"list={told.pk}&platform=youtube"))] == ["YouTube", "From the list spring.csv"]


def test_searching_asks_for_no_choices(accounts: None, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(1):
        assert len(search("platform=instagram").qs) == 2


def test_chips_name_parts_growth_and_flags() -> None:
    shown = chips(QueryDict("natural_growth_from=60&confidence_from=0.5&growth_from=-2&flags=none"))
    assert [chip.text for chip in shown] == ["Confidence ≥ 0.5", "Natural growth ≥ 60", "Growth ≥ -2 % in 30 days", "No flag"]


def test_chips_say_each_filter_and_lead_to_the_search_without_it() -> None:
    shown = chips(QueryDict("platform=x&platform=tiktok&followers_from=50K&country=GB&words=&sort=name&after=abc"))
    assert [chip.text for chip in shown] == ["X", "TikTok", "Followers ≥ 50K", "United Kingdom"]
    assert shown[0].query == "platform=tiktok&followers_from=50K&country=GB&words=&sort=name"
    assert shown[2].query == "platform=x&platform=tiktok&country=GB&words=&sort=name"
