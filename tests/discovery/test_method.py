"""The method's page: everything on it is of the method in force."""

import re
from dataclasses import asdict, fields

from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from discovery.models import User
from scoring import method
from scoring.formulas.params import METHOD_VERSION, PARAMS
from scoring.models import BenchmarkVersion
from scoring.recompute import refresh
from tests.discovery.pages import text_of
from tests.discovery.scores import make_score
from tests.factories import make_account, make_snapshot


def shown(client: Client) -> str:
    response = client.get(reverse("method"))
    assert response.status_code == 200
    return response.content.decode()


def test_every_constant_is_there_with_its_unit_and_reason(as_viewer: Client) -> None:
    page = text_of(shown(as_viewer).replace("&#x27;", "'"))
    for each in fields(PARAMS):
        assert each.name in page
        assert f"{each.metadata['unit']} {each.metadata['reason']}" in page


def test_the_formula_has_the_constants_in_force(as_viewer: Client) -> None:
    page = text_of(shown(as_viewer))
    assert f"fit = 100 · (trust_low / 100)^{1 - PARAMS.size_share:g} · max(sweet_spot, {PARAMS.sweet_floor})^{PARAMS.size_share}" in page
    assert f"Method {METHOD_VERSION}, in force" in page
    assert "Spike without response Odd The followers jumped, likes and comments did not." in page
    for said in ("No study finds a peak", "Leung et al. 2022", "What it cannot know", "A platform’s follower graph"):
        assert said in page


def test_weights_that_were_chosen_are_shown_beside_the_releases(as_viewer: Client, admin: User) -> None:
    chosen = {name: asdict(PARAMS)[name] for name in method.CHOSEN} | {"response_weight": 40, "reciprocity_weight": 5}
    row = method.choose(chosen, by=admin, note="Our audience answers more.")
    page = text_of(shown(as_viewer))
    assert f"Method {row.version}, in force since" in page
    assert "40 chosen here; the release has 30" in page
    assert "Our audience answers more." in page
    assert re.search(r"response_weight 40 the release has 30", page)


def test_benchmarks_have_their_source_and_own_accounts(as_viewer: Client) -> None:
    assert "They are published with the first import" in shown(as_viewer)
    account = make_account()
    make_snapshot(account)
    refresh([account.pk])
    page = text_of(shown(as_viewer))
    assert "Instagram, engagement per follower" in page
    assert "Modash, Instagram" in page
    # The account is in the band from 100,000 on, of seven.
    rows = re.findall(r"(\S+K|\S+M) ([\d.]+) % ([\d.]+) % ([\d.]+) % ([\d.]+) % (\d+) ([\d.]+)", page)
    assert ("100K", "1") in [(row[0], row[5]) for row in rows]
    assert f"as version {BenchmarkVersion.objects.get().pk:,}" in page


def test_a_version_that_is_not_published_yet_is_not_in_force(as_viewer: Client) -> None:
    BenchmarkVersion.objects.create(published_at=None, method_version="x")
    assert "They are published with the first import" in shown(as_viewer)


def test_only_admins_are_led_to_the_admin(as_viewer: Client, as_admin: Client) -> None:
    BenchmarkVersion.objects.create(method_version="x")
    assert "/admin/scoring/referenceband/" not in shown(as_viewer)
    assert "/admin/scoring/referenceband/" in shown(as_admin)


def test_the_way_there_is_everywhere(as_viewer: Client) -> None:
    score = make_score()
    assert '<a href="/method/">The whole method</a>' in as_viewer.get("/").content.decode()
    page = as_viewer.get(score.account.get_absolute_url()).content.decode()
    assert f'method <a href="/method/">{score.method_version}</a>' in page


def test_it_is_only_read(as_admin: Client) -> None:
    assert as_admin.post(reverse("method")).status_code == 405


def test_queries_do_not_grow_with_versions(as_viewer: Client, admin: User, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    chosen = {name: asdict(PARAMS)[name] for name in method.CHOSEN}
    for count in (1, 12):
        for number in range(count):
            method.choose(chosen | {"micro_from": 4_000 + count + number}, by=admin, note="Again.")
        with django_assert_max_num_queries(9):
            shown(as_viewer)
