"""What no schema can say, for schemathesis: which values belong together, which days are believable, what a file is, who there is.

Named by SCHEMATHESIS_HOOKS. Only what the schema allows is mended so; what is meant to be refused is sent as it is.
"""

from typing import Any

import schemathesis
from schemathesis import GenerationMode

READABLE = "handle,followers\nana.runs,120000\n"
DAY, TEAMMATE = "2026-10-31", "teammate@example.com"


@schemathesis.hook
def before_call(context: Any, case: Any, kwargs: Any) -> None:
    if case.meta is None or case.meta.generation.mode is not GenerationMode.POSITIVE:
        return
    if "followers_from" in (case.query or {}):
        case.query.pop("followers_to", None)
    if case.query:
        # Which lists there are.
        case.query.pop("list", None)
    if "email" in (case.path_parameters or {}):
        case.path_parameters["email"] = TEAMMATE
    if isinstance(case.body, dict):
        _mend(case.body)


def _mend(body: dict[str, Any]) -> None:
    if body.get("starts_on"):
        # Whatever the campaign already has.
        body["ends_on"] = None
    elif body.get("ends_on"):
        body["starts_on"] = None
    if body.get("taken_on"):
        body["taken_on"] = DAY
    for name in {"file", "text"}.intersection(body):
        body[name] = READABLE
