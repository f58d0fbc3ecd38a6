"""What an answer frees: once a person says which column names the account on a platform, what was kept aside until then counts there."""

from collections.abc import Mapping as Dict
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from discovery.importing.fields import IDENTITIES, OF_ONE_ACCOUNT, REPEATABLE, Field
from discovery.importing.mapping import Mapping
from discovery.importing.names import columns as names
from discovery.importing.names.name_words import platforms_in
from discovery.models import Platform

# Why such a column is kept as it came, with the platform's name behind it.
NAMED_BY_NONE: Final = "no column names the account on"


def newly_named(before: Mapping, chosen: Mapping) -> set[str]:
    """The platforms on which a column names the account as it is chosen now, and none did before."""
    return _named(chosen) - _named(before)


def with_freed(chosen: Mapping, platforms: set[str], reasons: Sequence[str], columns: Sequence[str], kept: Dict[int, object]) -> Mapping:
    """The mapping with those columns as what their names say that were kept aside because nothing named the account on these platforms.

    `reasons` are why each column is what was proposed; columns in `kept` were spoken of, and stay.
    """
    fields, on = dict(chosen.fields), dict(chosen.platforms)
    for index, (name, reason) in enumerate(zip(columns, reasons, strict=True)):
        said = platforms_in(name) & platforms
        if index in kept or fields.get(index) != Field.EXTRA or len(said) != 1 or not reason.startswith(NAMED_BY_NONE):
            continue
        field, platform = names.field_named(name), next(iter(said))
        is_taken = any(fields[other] == field and on.get(other) == platform for other in fields)
        if field in OF_ONE_ACCOUNT - IDENTITIES and (field in REPEATABLE or not is_taken):
            fields[index], on[index] = field, platform
    return replace(chosen, fields=fields, platforms=on)


def why_kept(platform: str) -> str:
    return f"{NAMED_BY_NONE} {Platform(platform).label}"


def _named(mapping: Mapping) -> set[str]:
    return {mapping.platforms[index] for index in mapping.columns_of(*IDENTITIES) if index in mapping.platforms}
