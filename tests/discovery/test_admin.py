"""Django's admin for the data: reachable for admins alone, fit for a million rows, and scores follow what is changed there."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import pytest
from django.contrib import admin as django_admin
from django.db import connection, models
from django.test import Client
from django.urls import reverse
from kombu.exceptions import OperationalError

from discovery import admin as data_admin
from discovery.models import (
    Account,
    Activity,
    Brand,
    Campaign,
    Creator,
    CreatorList,
    Entry,
    Invitation,
    RowReport,
    Shortlist,
    Snapshot,
    Source,
    User,
)
from discovery.models.people import Role
from discovery.people import invite
from scoring.admin import LookedAtOnly
from scoring.models import AccountScore, ScoresDue
from scoring.recompute import refresh, refresh_due
from scoring.tasks import refresh_due as refresh_due_task
from scoring.turns import WRITERS_LOCK
from tests.factories import make_account, make_entry, make_list, make_snapshot, make_source, make_user

OURS = [model for model in django_admin.site._registry if model._meta.app_label == "discovery"]
MENDED_HERE = [Source, Creator, Account, Snapshot]
LOOKED_AT = [User, Invitation, Activity, Brand, Campaign, Shortlist, Entry, CreatorList, RowReport]
BIG = {Account, Creator, CreatorList, Snapshot, User}
Capture = Callable[..., AbstractContextManager[list[Any]]]
Working = Callable[[], AbstractContextManager[None]]


def address(model: type[models.Model], page: str, *args: Any) -> str:
    return reverse(f"admin:discovery_{model._meta.model_name}_{page}", args=args)


def fields_of(client: Client, where: str) -> dict[str, Any]:
    """What the page's form would send if saved as it is."""
    form = client.get(where).context["adminform"].form
    values = {name: form[name].value() for name in form.fields if not form.fields[name].disabled}
    return {name: value for name, value in values.items() if value not in (None, False)}


@pytest.fixture
def worker(django_capture_on_commit_callbacks: Capture) -> Working:
    """What is queued inside the block is done after it, as a worker does it: once the change is committed."""

    @contextmanager
    def working() -> Iterator[None]:
        with django_capture_on_commit_callbacks() as queued:
            yield
        for _callback in queued:
            refresh_due()

    return working


@pytest.fixture
def facts(marketer: User, admin: User) -> None:
    """One row of everything."""
    invite(email="new@example.com", role=Role.VIEWER, by=admin)
    entry = make_entry(account=make_account("ana.runs", title="Ana", bio="marathons"), added_by=marketer)
    creator_list = make_list()
    make_snapshot(entry.account, creator_list=creator_list)
    RowReport.objects.create(creator_list=creator_list, line=1, outcome=RowReport.Outcome.REJECTED)


def test_every_model_of_ours_is_there() -> None:
    assert {model.__name__ for model in OURS} == {model.__name__ for model in (*MENDED_HERE, *LOOKED_AT)}


@pytest.mark.parametrize("model", OURS)
def test_lists_searches_and_rows_open(as_admin: Client, facts: None, model: type[models.Model]) -> None:
    row = model._default_manager.order_by("pk")[0]
    for where in (address(model, "changelist"), address(model, "changelist") + "?q=ana", address(model, "change", row.pk)):
        assert as_admin.get(where).status_code == 200


@pytest.mark.parametrize("model", OURS)
def test_the_admin_is_for_admins(as_marketer: Client, as_viewer: Client, client: Client, model: type[models.Model]) -> None:
    for person in (as_marketer, as_viewer, client):
        response = person.get(address(model, "changelist"))
        assert response.headers["Location"].startswith(reverse("admin:login"))


@pytest.mark.parametrize("model", OURS)
def test_no_select_renders_a_million_rows(model: type[models.Model]) -> None:
    admin = django_admin.site._registry[model]
    if isinstance(admin, LookedAtOnly):
        return
    chosen = {*admin.autocomplete_fields, *admin.raw_id_fields, *admin.readonly_fields, *admin.get_readonly_fields(Any)}  # type: ignore[arg-type]  # no request is looked at
    related = {field.name for field in model._meta.fields if field.related_model in BIG}
    assert related <= chosen


def test_accounts_are_found_by_words_of_name_handle_and_bio(as_admin: Client, facts: None) -> None:
    make_account("other")
    for words, found in (("runs", 1), ("ANA mara", 1), ("nobody", 0), ("---", 0), ("", 2)):
        for model in (Account, Creator):
            assert as_admin.get(address(model, "changelist"), {"q": words}).context["cl"].result_count == found
    assert as_admin.get(address(Snapshot, "changelist"), {"q": "runs"}).context["cl"].result_count == 1


def test_a_creator_of_two_accounts_is_found_once(as_admin: Client, facts: None) -> None:
    make_account("ana.trails", creator=Creator.objects.get())
    assert as_admin.get(address(Creator, "changelist"), {"q": "ana"}).context["cl"].result_count == 1


def test_neither_password_nor_digest_is_shown(as_admin: Client, facts: None) -> None:
    person, invitation = make_user(password="correct horse battery"), Invitation.objects.get()
    assert person.password not in as_admin.get(address(User, "change", person.pk)).content.decode()
    assert invitation.digest not in as_admin.get(address(Invitation, "change", invitation.pk)).content.decode()


@pytest.mark.parametrize("model", LOOKED_AT)
def test_what_the_products_pages_change_is_looked_at_only(as_admin: Client, facts: None, model: type[models.Model]) -> None:
    row = model._default_manager.order_by("pk")[0]
    assert as_admin.get(address(model, "add")).status_code == 403
    assert as_admin.post(address(model, "change", row.pk), {"name": "x"}).status_code == 403
    assert as_admin.post(address(model, "delete", row.pk), {"post": "yes"}).status_code == 403


def test_an_edited_account_is_scored_again_and_its_value_is_no_lists(as_admin: Client, facts: None, worker: Working) -> None:
    account = Account.objects.get()
    Account.objects.update(country="DE", field_lists={"country": 1, "title": 1})
    refresh([account.pk])
    where = address(Account, "change", account.pk)
    with worker():
        assert as_admin.post(where, fields_of(as_admin, where) | {"country": "FR"}).status_code == 302
    account.refresh_from_db()
    assert (account.country, account.field_lists) == ("FR", {"title": 1})
    assert AccountScore.objects.get(account=account).country == "FR"


def test_an_edited_snapshot_is_scored_again_and_keeps_its_source(as_admin: Client, facts: None, worker: Working) -> None:
    snapshot = Snapshot.objects.get()
    refresh([snapshot.account_id])
    where = address(Snapshot, "change", snapshot.pk)
    other = make_source("Other provider")
    typed = fields_of(as_admin, where) | {"followers": 5_000, "source": other.pk}
    with worker():
        assert as_admin.post(where, typed).status_code == 302
    assert Snapshot.objects.get().source != other
    assert AccountScore.objects.get().followers == 5_000


def test_a_deleted_snapshot_leaves_the_score(as_admin: Client, facts: None, worker: Working) -> None:
    snapshot = Snapshot.objects.get()
    later = make_snapshot(snapshot.account, taken_on="2026-11-21", followers=7_000)
    refresh([snapshot.account_id])
    with worker():
        as_admin.post(address(Snapshot, "delete", later.pk), {"post": "yes"})
    assert AccountScore.objects.get().followers == 100_000
    selected = {"action": "delete_selected", "_selected_action": [snapshot.pk], "post": "yes"}
    with worker():
        as_admin.post(address(Snapshot, "changelist"), selected)
    assert not Snapshot.objects.exists()
    assert AccountScore.objects.get().followers is None


def test_a_deleted_account_takes_its_score_along(as_admin: Client, facts: None, worker: Working) -> None:
    account = Account.objects.get()
    refresh([account.pk])
    with worker():
        assert as_admin.post(address(Account, "delete", account.pk), {"post": "yes"}).status_code == 302
    assert not AccountScore.objects.exists()


def test_a_source_that_may_no_longer_be_scored_leaves_the_scores(as_admin: Client, facts: None, worker: Working) -> None:
    snapshot = Snapshot.objects.get()
    refresh([snapshot.account_id])
    assert AccountScore.objects.get().fit is not None
    with worker():
        as_admin.post(address(type(snapshot.source), "change", snapshot.source.pk), {"name": snapshot.source.name})
    assert AccountScore.objects.get().fit is None


def test_accounts_are_due_each_once_with_the_change_itself(facts: None, django_capture_on_commit_callbacks: Capture) -> None:
    ids = [make_account().pk for _ in range(3)]
    with django_capture_on_commit_callbacks() as queued:
        data_admin.score_again([*ids, ids[0]])
    assert len(queued) == 1
    assert ScoresDue.objects.get().account_ids == ids
    assert not AccountScore.objects.exists()


def test_a_save_waits_for_no_scorer(as_admin: Client, facts: None, django_capture_on_commit_callbacks: Capture) -> None:
    """A scorer that wants this account's row would wait for the save: if the save waited for it too, neither would end."""
    where = address(Account, "change", Account.objects.get().pk)
    typed = fields_of(as_admin, where) | {"country": "FR"}
    scorer = connection.copy()
    try:
        with scorer.cursor() as lock, connection.cursor() as cursor:
            lock.execute("SELECT pg_advisory_lock(%s)", [WRITERS_LOCK])
            cursor.execute("SET LOCAL lock_timeout = '1s'")
            with django_capture_on_commit_callbacks() as queued:
                assert as_admin.post(where, typed).status_code == 302
    finally:
        scorer.close()
    assert len(queued) == 1


def test_a_broker_that_is_down_is_no_failed_save(
    as_admin: Client, facts: None, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Capture
) -> None:
    def refused() -> None:
        raise OperationalError("connection refused")

    monkeypatch.setattr(refresh_due_task, "delay", refused)
    where = address(Account, "change", Account.objects.get().pk)
    with django_capture_on_commit_callbacks(execute=True) as queued:
        assert as_admin.post(where, fields_of(as_admin, where) | {"country": "FR"}).status_code == 302
    assert len(queued) == 1
    assert Account.objects.get().country == "FR"
    assert ScoresDue.objects.get(scored_at=None).account_ids == [Account.objects.get().pk]
