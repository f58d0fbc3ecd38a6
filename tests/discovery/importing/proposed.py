"""What a list's columns are taken for, for the tests of proposals."""

from datetime import date

from discovery.importing.proposals.proposing import Proposal, propose
from tests.discovery.importing.lists import table

TODAY = date(2026, 11, 20)


def proposed(text: str, name: str = "list.csv") -> Proposal:
    file_format, rows = table(text)
    return propose(file_format, rows, name, TODAY)


def fields(text: str) -> list[str]:
    return [field.value for field in proposed(text).mapping.fields.values()]


def column(name: str, *values: str) -> str:
    """The field that one column beside a handle is taken for."""
    rows = "".join(f"account{number}\t{value}\n" for number, value in enumerate(values))
    return fields(f"username\t{name}\n{rows}")[1]


def confidences(text: str) -> list[tuple[str, str]]:
    return [(guess.field.value, guess.confidence.value) for guess in proposed(text).guesses]
