"""Keeps strangers from filling the disk: a file that somebody sends who is not signed in is refused before a byte of it is stored.

What is done with the files of those who are is discovery.importing.kept's.
"""

from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest


class SignedInAlone(FileUploadHandler):
    """Stands before the handlers that store. PermissionDenied (403) ends the request; its body is not read on."""

    request: HttpRequest

    def new_file(self, *args: object, **kwargs: object) -> None:
        if not self.request.user.is_authenticated:
            raise PermissionDenied("Sign in before you send files.")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        return raw_data

    def file_complete(self, file_size: int) -> "UploadedFile[bytes] | None":
        return None
