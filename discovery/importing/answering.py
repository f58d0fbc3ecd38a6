"""What an answer of a draft brings with it: columns that it frees, and those that are of the same account as one that it puts somewhere.

What is chosen then is uploads.choose's to keep.
"""

from collections.abc import Mapping as Dict
from typing import Final

from discovery.importing.kept import format_of, sample_of
from discovery.importing.mapping import Mapping
from discovery.importing.proposals.freeing import newly_named, with_freed
from discovery.importing.proposals.sampling import SAMPLE_ROWS, Column, sampled
from discovery.importing.proposals.whose import parted_by, placed_together, why_of_no_use
from discovery.importing.uploads import proposal_for
from discovery.models import CreatorList

NOTHING: Final[Dict[int, object]] = {}


def with_what_follows(creator_list: CreatorList, chosen: Mapping, platform: str, kept: Dict[int, object] = NOTHING) -> Mapping:
    """What was chosen for a draft, and what follows from it. FileProblem where the draft's file is gone.

    Columns that were kept aside until a column named the account on their platform count there; counts go with the handles that they are
    of; and a `platform` that is another than the addresses' is that of the handles. Columns in `kept` were spoken of, and stay.
    """
    before = Mapping.from_json(creator_list.mapping)
    if named := newly_named(before, chosen):
        reasons = [guess.reason for guess in proposal_for(creator_list).guesses]
        chosen = with_freed(chosen, named, reasons, format_of(creator_list).columns, kept)
    table = _table(creator_list)
    chosen = placed_together(before, chosen, table, kept)
    return parted_by(chosen, platform, table) if platform != creator_list.platform else chosen


def why_platform_is_unused(creator_list: CreatorList) -> str:
    """Why the platform that is chosen for rows that name none is of no use; "" where it is."""
    return why_of_no_use(Mapping.from_json(creator_list.mapping), creator_list.platform, _table(creator_list))


def _table(creator_list: CreatorList) -> list[Column]:
    return sampled(format_of(creator_list), sample_of(creator_list, SAMPLE_ROWS))
