"""Lists of a few columns, named by a letter each, and how their values are read."""

from dataclasses import replace

from discovery.importing.conventions.readings import Reading, conventions, readings
from discovery.importing.fields import Field
from discovery.importing.mapping import Convention, Mapping
from tests.discovery.importing.lists import table

FIELDS = {"f": Field.FOLLOWERS, "l": Field.LIKES, "v": Field.VIEWS, "r": Field.ENGAGEMENT_RATE, "d": Field.TAKEN_ON}


def mapping(names: str) -> Mapping:
    return Mapping({index: FIELDS[name] for index, name in enumerate(names)})


def found(names: str, *rows: str, header: str = "") -> dict[int, Convention]:
    """The conventions of a list with columns of these fields; cells are apart by semicolons."""
    file_format, sample = table("\n".join([header or ";".join(names), *rows]) + "\n")
    return conventions(mapping(names), file_format, sample)


def read(names: str, *rows: str, header: str = "", **chosen: Convention) -> list[Reading]:
    file_format, sample = table("\n".join([header or ";".join(names), *rows]) + "\n")
    said = {names.index(name): convention for name, convention in chosen.items()}
    return readings(replace(mapping(names), chosen=said), file_format, sample)
