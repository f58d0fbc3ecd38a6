"""Files that strangers send: refused before anything of them is stored."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.test import Client
from django.urls import reverse

from discovery.models import CreatorList, User


@pytest.fixture
def stored(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of the files that Django began to store."""
    names: list[str] = []
    new_file = TemporaryFileUploadHandler.new_file

    def noted(self: Any, *args: Any, **kwargs: Any) -> None:
        names.append(args[1])
        new_file(self, *args, **kwargs)

    monkeypatch.setattr(TemporaryFileUploadHandler, "new_file", noted)
    return names


@pytest.mark.django_db
def test_a_strangers_file_is_refused_unread(stored: list[str], settings: Any) -> None:
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 0
    stranger = Client(enforce_csrf_checks=True)
    # The login page gives a token, with which the body would be read.
    stranger.get(reverse("account_login"))
    token = stranger.cookies["csrftoken"].value
    for address in (reverse("account_login"), reverse("import_new")):
        assert (
            stranger.post(address, {"csrfmiddlewaretoken": token, "file": SimpleUploadedFile("list.csv", b"handle\nana\n")}).status_code
            == 403
        )
    assert stored == []


@pytest.mark.django_db
def test_an_admins_file_is_stored(as_admin: Client, admin: User, stored: list[str], settings: Any) -> None:
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 0
    response = as_admin.post(
        reverse("import_new"), {"file": SimpleUploadedFile("list.csv", b"handle,followers\nana,5\n"), "source": "Provider"}
    )
    assert response.status_code == 302
    assert len(stored) == CreatorList.objects.count() == 1
