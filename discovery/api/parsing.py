"""Reads JSON bodies: always as UTF-8, of bounded size, and however deeply they are nested without an error of ours."""

from collections.abc import Mapping
from io import BytesIO
from typing import IO, Any

from django.conf import settings
from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser


class JsonParser(JSONParser):
    def parse(self, stream: IO[Any], media_type: str | None = None, parser_context: Mapping[str, Any] | None = None) -> Any:
        """The value; ParseError, a 400, where the body is no JSON or over settings.DATA_UPLOAD_MAX_MEMORY_SIZE."""
        most: int = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        body = stream.read(most + 1)
        if len(body) > most:
            raise ParseError(f"The body is larger than {most} bytes.")
        try:
            return super().parse(BytesIO(body), media_type, {**(parser_context or {}), "encoding": "utf-8"})
        except RecursionError as error:
            raise ParseError("The body is nested too deeply.") from error
