"""Accounts side by side."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from discovery.models import Account, User
from tests.discovery.scores import make_score, make_unranked
from tests.factories import make_account, make_campaign, make_entry, make_shortlist


@pytest.fixture
def ann(db: None) -> Account:
    return make_score(make_account("ann", title="Ann"), fit=80.5, peer_trust=70.0, response=60.0, followers=50_000).account


@pytest.fixture
def ben(db: None) -> Account:
    return make_score(make_account("ben", title="Ben"), fit=60.25, peer_trust=75.0, response=60.0, followers=100_000).account


def page_of(client: Client, *accounts: Account, query: str = "", status: int = 200) -> str:
    address = f"{reverse('compare')}?{'&'.join(f'account={account.pk}' for account in accounts)}{query}"
    response = client.get(address)
    assert response.status_code == status
    return response.content.decode()


def line(page: str, label: str) -> list[tuple[str, bool]]:
    """The cells of a line, each with whether it is marked as the best."""
    [row] = re.findall(rf'<th scope="row">{label}</th>(.*?)</tr>', page, re.DOTALL)
    cells = re.findall(r"<td>(.*?)</td>", row, re.DOTALL)
    return [(re.sub(r"<span.*?</span>|<[^>]+>", "", cell).strip(), "best" in cell) for cell in cells]


def test_the_best_of_each_number_is_marked_and_none_where_all_are_alike(as_viewer: Client, ann: Account, ben: Account) -> None:
    page = page_of(as_viewer, ben, ann)
    assert line(page, "Fit, of 100") == [("60.25", False), ("80.50", True)]
    assert line(page, "Peer trust, of 100") == [("75.0", True), ("70.0", False)]
    assert line(page, "Response, of 100") == [("60.0", False), ("60.0", False)]
    assert line(page, "Engagement rate") == [("1.56 % of followers", False)] * 2
    assert line(page, "Followers") == [("100K", False), ("50.0K", False)]


def test_what_is_not_known_is_a_dash_and_never_best(as_viewer: Client, ann: Account) -> None:
    unknown, unscored = make_unranked(make_account("dora", title="Dora")).account, make_account("eve", title="Eve")
    page = page_of(as_viewer, unknown, ann, unscored)
    assert line(page, "Fit, of 100") == [("–", False), ("80.50", False), ("–", False)]


def test_fit_is_by_the_size_that_is_wanted(as_viewer: Client, ann: Account, ben: Account) -> None:
    fits = line(page_of(as_viewer, ann, ben, query="&sweet_centre=10K&size_share=1"), "Fit, of 100")
    assert fits[0][1]
    assert float(fits[0][0]) < 80.5


def test_one_is_left_out_and_the_others_stay(as_viewer: Client, ann: Account, ben: Account) -> None:
    assert f'href="/compare/?account={ben.pk}"' in page_of(as_viewer, ann, ben)


def test_marketers_add_from_it_and_see_what_is_on_a_list(as_marketer: Client, as_viewer: Client, marketer: User, ann: Account) -> None:
    make_entry(make_shortlist(make_campaign(marketer), name="First wave"), account=ann)
    page = page_of(as_marketer, ann)
    assert "Add to shortlist" in page
    assert ">First wave</a>" in page
    page = page_of(as_viewer, ann)
    assert "Add to shortlist" not in page
    assert "First wave" not in page


def test_accounts_that_are_gone_are_counted(as_viewer: Client, ann: Account, ben: Account) -> None:
    Account.objects.filter(pk=ben.pk).delete()
    ben.pk = 10**9
    assert "1 of the accounts is not here any more" in page_of(as_viewer, ann, ben)


def test_without_accounts_it_says_how_to_choose_some(as_viewer: Client) -> None:
    assert "press Compare" in page_of(as_viewer)


@pytest.mark.parametrize(
    ("query", "said"), [("account=x", "could not be read"), ("&".join(f"account={pk}" for pk in range(1, 12)), "At most 10 accounts")]
)
def test_what_cannot_be_compared_is_said(as_viewer: Client, query: str, said: str) -> None:
    response = as_viewer.get(f"{reverse('compare')}?{query}")
    assert response.status_code == 422
    assert said in response.content.decode()


def test_the_ranked_page_leads_to_it_with_its_wanted_size(as_marketer: Client, ann: Account, ben: Account) -> None:
    assert "Compare</button>" in as_marketer.get("/").content.decode()
    sent = {"account": [ann.pk, ben.pk], "next": "/?platform=instagram&sweet_centre=20K&sort=-fit"}
    response = as_marketer.post(reverse("compare_chosen"), sent)
    assert response.headers["Location"].startswith(f"/compare/?account={ann.pk}&account={ben.pk}&sweet_centre=20000&")
    refused = as_marketer.post(reverse("compare_chosen"), {"next": "/?sort=-fit"}, follow=True)
    assert refused.redirect_chain == [("/?sort=-fit", 302)]
    assert "Select at least one row." in refused.content.decode()


def test_a_short_shortlist_leads_to_it(as_marketer: Client, marketer: User, ann: Account, ben: Account) -> None:
    shortlist = make_shortlist(make_campaign(marketer))
    for account in (ann, ben):
        make_entry(shortlist, account=account)
    page = as_marketer.get(shortlist.get_absolute_url()).content.decode()
    assert f'href="/compare/?account={ann.pk}&amp;account={ben.pk}"' in page


def test_queries_do_not_grow_with_accounts(
    as_marketer: Client, ann: Account, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    others = [make_score().account for _number in range(9)]
    for accounts in ([ann], [ann, *others]):
        with django_assert_max_num_queries(9):
            page_of(as_marketer, *accounts)
