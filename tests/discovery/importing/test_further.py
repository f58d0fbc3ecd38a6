"""Further accounts that a row names are the same person's: stored and linked, without counts, and what names none is said."""

from typing import Any

import pytest

from discovery.importing.fields import Field
from discovery.importing.mapping import Mapping, Shape, missing
from discovery.importing.reader.suppression import digest
from discovery.models import Account, Creator, RowReport, Snapshot, Suppression
from tests.discovery.importing.lists import loaded, outcomes, undone
from tests.discovery.importing.proposed import proposed

pytestmark = pytest.mark.django_db(transaction=True)
NAMED = {0: Field.TITLE, 1: Field.HANDLE, 2: Field.FOLLOWERS, 3: Field.FURTHER}


def of_people(*rows: str, fields: dict[int, Field] | None = None, **chosen: Any) -> Any:
    text = "\n".join(("Name;Official;Followers;Other accounts", *rows)) + "\n"
    return loaded(text, mapping=Mapping(fields or NAMED, **chosen), platform="x")


def accounts() -> set[tuple[str, str]]:
    return {(account.platform, account.handle or account.external_id) for account in Account.objects.all()}


@pytest.mark.parametrize(
    ("cell", "others"),
    [
        ("anna_private", {("x", "anna_private")}),
        ("@anna_private @anna_team", {("x", "anna_private"), ("x", "anna_team")}),
        (
            "https://instagram.com/anna.b | https://www.youtube.com/channel/UC7XxmEXw7wXgh259vYCSjkQ",
            {("instagram", "anna.b"), ("youtube", "UC7XxmEXw7wXgh259vYCSjkQ")},
        ),
        ("IG: @anna.b, anna_private", {("instagram", "anna.b"), ("x", "anna_private")}),
        ("IG:@anna.b", {("instagram", "anna.b")}),
        ("Instagram: @anna.b YouTube: @annab", {("instagram", "anna.b"), ("youtube", "annab")}),
        ("youtube:UC7XxmEXw7wXgh259vYCSjkQ|weibo:7595006312", {("youtube", "UC7XxmEXw7wXgh259vYCSjkQ"), ("weibo", "7595006312")}),
        ("@ANNA", set()),
        ("-", set()),
    ],
)
def test_each_is_an_account_of_the_same_person(cell: str, others: set[tuple[str, str]]) -> None:
    creator_list = of_people(f"Anna Berg;@anna;5000;{cell}", "Bert;@bert;700;")
    assert accounts() == {("x", "anna"), ("x", "bert"), *others}
    assert outcomes(creator_list) == {"created": 2 + len(others)}
    assert Creator.objects.count() == 2
    assert set(Account.objects.exclude(handle="bert").values_list("title", flat=True)) == {"Anna Berg"}
    assert Snapshot.objects.count() == 2


def test_what_names_none_is_a_remark_and_rejects_nothing() -> None:
    creator_list = of_people("Anna;@anna;5000;her team | an/na", "Bert;@bert;700;x")
    assert outcomes(creator_list) == {"created": 3}
    report = RowReport.objects.get(line=2)
    assert (report.outcome, [problem["column"] for problem in report.problems]) == ("noted", ["Other accounts"] * 2)
    assert "is a name, not an account" in report.problems[0]["reason"]


@pytest.mark.parametrize(
    ("cell", "others"),
    [
        ("https://linktr.ee/anna", set()),
        ("taplink.cc/anna/p/604845, anna-shop.ru, vk.com/annab, anna.moscow, hi@anna.ru", {("vk", "annab")}),
        ("anna-berg.com", set()),
    ],
)
def test_sites_and_shops_are_no_accounts_and_kept_as_they_came(cell: str, others: set[tuple[str, str]]) -> None:
    creator_list = of_people(f"Anna;@anna;5000;{cell}")
    assert accounts() == {("x", "anna"), *others}
    assert Snapshot.objects.get().extra == {"Other accounts": cell}
    assert not creator_list.reports.exists()


@pytest.mark.parametrize(
    ("name", "cells"),
    [
        # In the place of a website.
        ("external_url", ["https://youtube.com/@annab?si=1", "", "https://linktr.ee/bert", "https://www.linkedin.com/in/dora-d"]),
        ("Website", ["https://youtube.com/@annab", "https://linktr.ee/bert", "", "dora.com"]),
        ("links", ["vk.com/annab, instagram.com/anna.b", "bit.ly/2Ea1", "", "dora.com"]),
        ("réseaux", ["vk.com/annab, instagram.com/anna.b", "bit.ly/2Ea1", "", "dora.com"]),
        ("ещё", ["youtube:UC7XxmEXw7wXgh259vYCSjkQ", "", "weibo:7595006312", ""]),
        ("extra_accounts", ["youtube:UC7XxmEXw7wXgh259vYCSjkQ|twitter:anna|userlocal:3D38", "", "weibo:7595006312", ""]),
    ],
)
def test_columns_of_links_are_asked_about_as_further_accounts(name: str, cells: list[str]) -> None:
    rows = [f'{handle};5000;"{cell}"' for handle, cell in zip(("anna", "bert", "carl", "dora"), cells, strict=True)]
    guess = proposed("\n".join((f"instagram username;followers;{name}", *rows)) + "\n").guesses[2]
    assert (guess.field, guess.confidence) == (Field.FURTHER, "unsure")


@pytest.mark.parametrize(
    ("name", "cells"),
    [
        ("deliverable", ["Reel - IG", "Story - IG", "Reel - IG", "Post - IG"]),
        ("extra", ["Reel - IG", "Story - IG", "Reel - IG", "Post - IG"]),
        ("sponsored by", ["IG: @brand_a", "IG: @brand_b", "IG: @brand_c", "IG: @brand_d"]),
        ("extra sponsor", ["IG: @brand_a", "IG: @brand_b", "IG: @brand_c", "IG: @brand_d"]),
        ("extra", ["IG: @brand", "IG: @brand", "IG: @brand", "IG: @brand"]),
        ("manager instagram", ["@mgr_a", "@mgr_b", "@mgr_c", "@mgr_d"]),
        ("referred by instagram", ["@mgr_a", "@mgr_b", "@mgr_c", "@mgr_d"]),
        ("husband", ["instagram.com/acc_1", "https://a.com", "x.com/acc_2", "https://b.com"]),
        ("booking", ["instagram.com/acc_1", "https://a.com", "x.com/acc_2", "https://b.com"]),
        ("also works with", ["TikTok: @acc_1", "TikTok: @acc_2", "TikTok: @acc_3", "TikTok: @acc_4"]),
        ("agency links", ["instagram.com/mgr_a", "instagram.com/mgr_b", "x.com/mgr_c", "instagram.com/mgr_d"]),
    ],
)
def test_what_may_be_other_peoples_is_kept_aside(name: str, cells: list[str]) -> None:
    """One that is linked unasked would make two people one."""
    rows = "".join(f"{handle};5000;{cell}\n" for handle, cell in zip(("anna_b", "bert_c", "carl_d", "dora_e"), cells, strict=True))
    assert Field.FURTHER not in proposed(f"instagram username;followers;{name}\n{rows}").mapping.fields.values()


def test_a_second_handle_on_the_platform_is_asked_about() -> None:
    text = "channel's Twitter,subscribers,personal Twitter\n@kanal,5000,@anna_b\n@other,600,\n@third,700,@carl_c\n"
    assert proposed(text).mapping.fields[2] == Field.FURTHER


@pytest.mark.parametrize(
    "cells",
    [
        # A friend's, a brand's, that several link to.
        ["https://youtube.com/@brand", "https://youtube.com/@brand", "https://youtube.com/@brand", "https://youtube.com/@dora"],
        ["https://linktr.ee/anna", "https://anna.com", "", "https://bert.shop/x"],
        ["see https://youtube.com/@annab for more", "", "none at all", "dora"],
    ],
)
def test_links_of_whomever_are_none(cells: list[str]) -> None:
    rows = [f"{handle};5000;{cell}" for handle, cell in zip(("anna", "bert", "carl", "dora"), cells, strict=True)]
    assert proposed("\n".join(("instagram username;followers;external_url", *rows)) + "\n").mapping.fields[2] == Field.EXTRA


@pytest.mark.parametrize("piece", ["OnlyFans: @anna", "managed by @carl", "@carl (manager)", "anna @gmail.com", "wife: @laura"])
def test_what_says_more_than_an_account_is_none_of_hers(piece: str) -> None:
    of_people(f"Anna;@anna;5000;{piece}")
    assert accounts() == {("x", "anna")}
    (problem,) = RowReport.objects.get().problems
    assert problem["reason"] == "says more than an account: nothing is stored of it"


def test_where_the_row_has_no_other_the_name_does_not_wait() -> None:
    creator_list = of_people("Anna;;;anna_private", "Bert;;;")
    assert (outcomes(creator_list), accounts()) == ({"created": 1, "unmatched": 1}, {("x", "anna_private")})
    fields = {0: Field.TITLE, 1: Field.HANDLE, 2: Field.EXTRA, 3: Field.FURTHER}
    assert outcomes(of_people("Carla;;a note;carla_c", fields=fields)) == {"created": 1}
    assert Snapshot.objects.get().extra == {"Followers": "a note"}


def test_duplicates_in_one_row_and_over_rows_are_told_and_stored_once() -> None:
    creator_list = of_people("Anna;@anna;5000;team_a | TEAM_A | team_b", "Bert;@bert;700;team_a|team_b")
    assert accounts() == {("x", name) for name in ("anna", "bert", "team_a", "team_b")}
    assert outcomes(creator_list) == {"created": 4, "duplicates": 2}
    assert {report.cells[3] for report in RowReport.objects.filter(outcome="duplicate")} == {"team_a", "team_b"}


def test_columns_of_a_platform_have_further_accounts_there() -> None:
    fields = {0: Field.TITLE, 1: Field.HANDLE, 2: Field.HANDLE, 3: Field.FURTHER}
    text = "Name,Instagram,X,Private X\nAnna,anna.b,anna,anna_private\n"
    mapping = Mapping(fields, platforms={1: "instagram", 2: "x", 3: "x"})
    assert missing(mapping, "", None) == []
    assert outcomes(loaded(text, mapping=mapping)) == {"created": 3}
    assert accounts() == {("instagram", "anna.b"), ("x", "anna"), ("x", "anna_private")}
    assert Creator.objects.count() == 1


def test_of_posts_nothing_further_is_read() -> None:
    fields = {0: Field.TITLE, 1: Field.HANDLE, 2: Field.LIKES, 3: Field.FURTHER}
    assert outcomes(of_people("Anna;@anna;50;team_a", "Anna;@anna;60;team_a", fields=fields, shape=Shape.POSTS))["created"] == 1
    assert accounts() == {("x", "anna")}


def test_a_person_who_is_suppressed_by_one_is_skipped_with_all() -> None:
    Suppression.objects.create(digest=digest("x", handle="anna_private"))
    creator_list = of_people("Anna;@anna;5000;anna_private", "Bert;@bert;700;")
    assert (accounts(), creator_list.suppressed) == ({("x", "bert")}, 2)


def test_undoing_takes_them_away() -> None:
    undone(of_people("Anna;@anna;5000;anna_private"))
    assert not Account.objects.exists()
