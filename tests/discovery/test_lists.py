"""What happens to a creator list is logged, with the change and by its uploader, once."""

from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from discovery import lists, tasks
from discovery.importing import uploads
from discovery.importing.formats.files import FileProblem
from discovery.importing.mapping import Mapping
from discovery.models import Activity, CreatorList, User

database = pytest.mark.django_db(transaction=True)
ROWS = b"handle,followers\nanna,5000\nbert,-2\n"


def uploaded(by: User | None, content: bytes = ROWS) -> CreatorList:
    """A draft that lacks nothing."""
    creator_list = lists.upload(file=BytesIO(content), name="spring.csv", source_name="Agency", by=by)
    mapping = Mapping.from_json(creator_list.mapping)
    uploads.choose(list_id=creator_list.pk, mapping=mapping, platform="instagram", taken_on=date(2022, 12, 31))
    return creator_list


def log() -> list[tuple[str, str, str]]:
    """(who, did what, to which), oldest first."""
    return list(Activity.objects.order_by("id").values_list("actor_name", "action", "subject_name"))


@database
def test_a_load_is_logged_once_by_whoever_uploaded_it(admin: User) -> None:
    creator_list = uploaded(admin)
    tasks.load_now(creator_list.pk, by=None)
    tasks.load_list(creator_list.pk)
    assert log() == [
        (admin.email, "import.uploaded", "spring.csv"),
        ("", "import.queued", "spring.csv"),
        (admin.email, "import.loaded", "spring.csv"),
    ]
    said = Activity.objects.get(action="import.loaded").changes
    assert said == {"rows": [None, 2], "created": [None, 1], "rejected": [None, 1], "snapshots": [None, 1]}


@database
def test_a_failed_load_is_logged_once_with_its_reason(admin: User) -> None:
    creator_list = uploaded(admin)
    Path(creator_list.file.path).unlink()
    tasks.load_now(creator_list.pk, by=admin)
    tasks.load_list(creator_list.pk)
    failed = Activity.objects.get(action="import.failed")
    assert (failed.actor, failed.subject_id) == (admin, creator_list.pk)
    assert "not there any more" in failed.changes["message"][1]


@pytest.mark.django_db
def test_what_could_not_be_done_is_not_logged() -> None:
    with pytest.raises(FileProblem):
        uploaded(None, b"")
    draft = uploaded(None)
    CreatorList.objects.update(platform="", mapping={"fields": {}})
    with pytest.raises(uploads.NotReady):
        tasks.queue_list(draft.pk, by=None)
    CreatorList.objects.update(state=CreatorList.State.QUEUED)
    assert not lists.discard(list_id=draft.pk, by=None)
    assert log() == [("", "import.uploaded", "spring.csv")]


@pytest.mark.django_db
def test_a_discarded_draft_stays_in_the_log(admin: User, django_capture_on_commit_callbacks: Any) -> None:
    draft = uploaded(admin)
    path = Path(draft.file.path)
    with django_capture_on_commit_callbacks(execute=True):
        assert lists.discard(list_id=draft.pk, by=admin)
        assert path.exists()
    assert not path.exists()
    assert log() == [(admin.email, "import.uploaded", "spring.csv"), (admin.email, "import.discarded", "spring.csv")]
