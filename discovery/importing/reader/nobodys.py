"""Rows that are no account's: those that cannot be read, that sum the others up or head them, or in which nothing was answered."""

import re
from collections.abc import Sequence
from typing import Final

from discovery.importing.cells.addresses import is_address
from discovery.importing.cells.codes import REASON as NO_ANSWER
from discovery.importing.cells.codes import says_nothing
from discovery.importing.cells.numbers import is_missing
from discovery.importing.cells.totals import REASON, is_total
from discovery.importing.fields import COUNT_LIMITS, IDENTITIES, Field
from discovery.importing.formats.delimited import COMMENT, COMMENTED
from discovery.importing.formats.files import RawRow
from discovery.importing.formats.headings import HEADING, heads
from discovery.importing.formats.sections import AGAIN
from discovery.importing.mapping import Mapping
from discovery.importing.records import CONTROL, UNDECODED, Problem, problem_at

# As people head rows of a sheet that they keep by hand.
REMARK_END: Final = (":", "：")
# What stands in every row of a sheet with boxes to tick, be nothing else in it.
UNTICKED: Final = frozenset({"FALSE"})
BLANK: Final = "says nothing but FALSE, as rows of a sheet with boxes to tick: no account"
# So few things say nothing of an account where a sheet has four times as many columns: Pending, as a list to choose from begins.
LITTLE: Final = 2
UNFILLED: Final = "and little else stands in the row: no account, as where a sheet is yet to be filled"
REMARK: Final = "ends as what heads other rows does, and nothing else stands in the row: no account"


class NobodysRows:
    """Says of rows of one list why they are nobody's; None where they may be somebody's."""

    def __init__(self, columns: Sequence[str], mapping: Mapping) -> None:
        self._columns = columns
        # A second “followers” is called “followers (2)”.
        self.headers = [{name, re.sub(r" \(\d+\)$", "", name)} - {f"column {place}"} for place, name in enumerate(columns, 1)]
        self._named = sum(map(bool, self.headers))
        self._identities, self._titles = mapping.columns_of(*IDENTITIES), mapping.columns_of(Field.TITLE)
        self._naming = mapping.columns_of(*IDENTITIES, Field.TITLE)
        self._counts = mapping.columns_of(*COUNT_LIMITS)
        # Of a list that is told by a column of its own, or of one account's history, any row may say little.
        kept = set(mapping.columns_of(Field.EXTRA, Field.IGNORE, Field.TOPICS, Field.COUNTRY, Field.LANGUAGE))
        self._of_account = set(range(len(self._columns))) - (kept if mapping.names_accounts else set())

    def unreadable(self, raw: RawRow) -> Problem | None:
        """Whether the row cannot be told apart into its columns, or holds what no text holds."""
        cells = raw.cells
        if raw.problem:
            return self._problem(len(self._columns), " ".join(filter(None, cells)), raw.problem)
        if len(cells) < len(self._columns) and "\n" in cells[-1]:
            return self._problem(len(cells) - 1, cells[-1], "opens a quote that is never closed: the lines after it are in this cell")
        if any(map(str.strip, cells[len(self._columns) :])):
            reason = f"the row has {len(cells)} cells, the header {len(self._columns)}: a cell with the delimiter in it needs quotes"
            return self._problem(len(self._columns), cells[len(self._columns)], reason)
        # Nearly every row is printable throughout: no need to look at its cells.
        if "".join(cells).isprintable():
            return None
        for index, cell in enumerate(cells):
            if UNDECODED.search(cell):
                return self._problem(index, cell, "has bytes that the file's encoding does not know: save the list as CSV in UTF-8")
            if CONTROL.search(cell):
                return self._problem(index, cell, "has control characters in it")
        return None

    def total(self, cells: list[str]) -> Problem | None:
        """Whether the row sums up the others: what names its account says so, or where nothing does, its first cell."""
        naming = [index for index in self._naming if not is_missing(cells[index])]
        said = naming or [index for index, cell in enumerate(cells) if not is_missing(cell)][:1]
        if said and all(is_total(cells[index]) for index in said):
            return self._problem(said[0], cells[said[0]], REASON)
        return None

    def again(self, cells: Sequence[str]) -> Problem | None:
        """Whether the row is that of the columns' names once more, as where files were put one behind the other."""
        said = [(index, cell) for index, cell in enumerate(cells) if cell]
        # An account may be called as its column is.
        is_enough = len(said) > 1 or self._named == 1
        if said and is_enough and all(cell in self.headers[index] for index, cell in said) and len(said) * 2 >= self._named:
            return self._problem(said[0][0], said[0][1], AGAIN)
        return None

    def remark(self, cells: Sequence[str]) -> Problem | None:
        """Whether the row says one thing alone, which ends as headings do: pendiente de confirmar:, or begins as comments do: # Tech."""
        filled = [index for index, cell in enumerate(cells) if not is_missing(cell)]
        if len(filled) == 1 and COMMENT.fullmatch(cells[filled[0]]):
            return self._problem(filled[0], cells[filled[0]], COMMENTED)
        if len(cells) > 1 == len(filled) and cells[filled[0]].endswith(REMARK_END):
            return self._problem(filled[0], cells[filled[0]], REMARK)
        return None

    def blank(self, cells: Sequence[str]) -> Problem | None:
        """Whether nothing is said in the row but that boxes are not ticked, or little, and nothing of an account, in a wide sheet."""
        filled = [index for index, cell in enumerate(cells) if not is_missing(cell)]
        said = [index for index in filled if cells[index] not in UNTICKED]
        if filled and not said:
            return Problem("", "", BLANK)
        is_little = 0 < len(said) <= LITTLE and len(said) * 4 <= len(self._columns)
        is_little = is_little and not any(is_address(cells[index]) or cells[index].startswith(("@", "＠")) for index in said)
        if is_little and len(self._columns) > len(filled) and not self._of_account.intersection(said):
            return self._problem(said[0], cells[said[0]], UNFILLED)
        return None

    def unanswered(self, cells: list[str]) -> Problem | None:
        """Whether the row names its account by the code for no answer that all of its counts are."""
        naming = [index for index in self._identities or self._titles if not is_missing(cells[index])]
        if naming and says_nothing([cells[index] for index in naming], [cells[index] for index in self._counts]):
            return self._problem(naming[0], cells[naming[0]], NO_ANSWER)
        return None

    def heading(self, cells: Sequence[str]) -> Problem | None:
        """Whether the row heads others all the same, although the list's first rows told of no headings."""
        naming = [index for index in self._naming if index < len(cells) and cells[index]]
        return self._problem(naming[0], cells[naming[0]], HEADING) if naming and heads(cells, self._columns) else None

    def _problem(self, index: int, value: str, reason: str) -> Problem:
        return problem_at(self._columns, index, value, reason)
