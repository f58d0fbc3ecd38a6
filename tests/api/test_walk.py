"""Every method of every address of the API, asked by token: a stranger, a viewer, marketers (the owner, one it is shared with
for viewing, one for editing, another) and an admin. One table says what each gets; a method that is missing from it fails.
"""

from typing import Any, NamedTuple

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import reverse

from discovery.models import CampaignShare, User
from discovery.models.people import Role
from tests.addresses import NAMED
from tests.api.conftest import caller
from tests.discovery.importing.lists import draft
from tests.discovery.scores import make_score
from tests.factories import make_account, make_brand, make_campaign, make_entry, make_shortlist, make_user

World = dict[str, Any]
CALLERS = ("stranger", "viewer", "reader", "editor", "owner", "other", "admin")


class Call(NamedTuple):
    """The answers to CALLERS in their order; `args` and `data` name things of the world."""

    answers: tuple[int, ...]
    args: tuple[str, ...] = ()
    data: dict[str, Any] = {}


def team(code: int = 200) -> tuple[int, ...]:
    return 401, code, code, code, code, code, code


def editors(code: int) -> tuple[int, ...]:
    """Marketers and admins, on whatever nobody owns."""
    return 401, 403, code, code, code, code, code


# The viewer was given the campaign to look at.
SEEN = (401, 200, 200, 200, 200, 404, 200)


def changers(code: int = 200) -> tuple[int, ...]:
    return 401, 403, 403, code, code, 404, code


def managers(code: int = 200) -> tuple[int, ...]:
    return 401, 403, 403, 403, code, 404, code


def admins(code: int = 200) -> tuple[int, ...]:
    return 401, 403, 403, 403, 403, 403, code


WALK = {
    ("accounts", "get"): Call(team()),
    ("account", "get"): Call(team(), ("account",)),
    ("snapshots", "get"): Call(team(), ("account",)),
    ("flags", "get"): Call(team(), ("account",)),
    # The world's account has no flag.
    ("flag_dismiss", "post"): Call(editors(404), ("account",), {"kind": "flag", "from_day": "day", "to_day": "day", "reason": "word"}),
    ("flag_restore", "post"): Call(editors(404), ("account",), {"kind": "flag", "from_day": "day", "to_day": "day"}),
    ("creators", "get"): Call(team()),
    ("creator", "get"): Call(team(), ("creator",)),
    ("lists", "get"): Call(admins()),
    ("lists", "post"): Call(admins(201), data={"file": "file", "source": "word"}),
    ("list", "get"): Call(admins(), ("list",)),
    ("list", "patch"): Call(admins(), ("list",), {"platform": "platform"}),
    ("list", "delete"): Call(admins(204), ("list",)),
    ("list_start", "post"): Call(admins(202), ("list",)),
    # The world's list is a draft that never failed.
    ("list_retry", "post"): Call(admins(409), ("list",)),
    ("list_paste", "post"): Call(admins(201), data={"text": "text", "source": "word"}),
    ("list_columns", "get"): Call(admins(), ("list",)),
    ("list_format", "post"): Call(admins(), ("list",), {"delimiter": "comma"}),
    ("list_check", "post"): Call(admins(), ("list",)),
    # Nobody started it.
    ("list_cancel", "post"): Call(admins(409), ("list",)),
    ("list_undo", "post"): Call(admins(409), ("list",)),
    ("list_rows", "get"): Call(admins(), ("list",)),
    ("campaigns", "get"): Call(team()),
    ("campaigns", "post"): Call(editors(201), data={"name": "word"}),
    ("campaign", "get"): Call(SEEN, ("campaign",)),
    ("campaign", "patch"): Call(changers(), ("campaign",), {"name": "word"}),
    ("campaign", "delete"): Call(managers(204), ("campaign",)),
    ("shares", "get"): Call(SEEN, ("campaign",)),
    ("share", "put"): Call(managers(), ("campaign", "email"), {"may_edit": "yes"}),
    ("share", "delete"): Call(managers(204), ("campaign", "shared_with")),
    ("brands", "get"): Call(team()),
    ("brand", "get"): Call(team(), ("brand",)),
    ("brand", "patch"): Call(editors(200), ("brand",), {"name": "word"}),
    ("brand", "delete"): Call(editors(204), ("brand",)),
    ("shortlists", "get"): Call(team()),
    ("shortlists", "post"): Call(changers(201), data={"campaign": "campaign", "name": "word"}),
    ("shortlist", "get"): Call(SEEN, ("shortlist",)),
    ("shortlist", "patch"): Call(changers(), ("shortlist",), {"name": "word"}),
    ("shortlist", "delete"): Call(changers(204), ("shortlist",)),
    ("entries", "get"): Call(SEEN, ("shortlist",)),
    ("entries", "post"): Call(changers(), ("shortlist",), {"accounts": "accounts"}),
    ("entries_status", "post"): Call(changers(), ("shortlist",), {"entries": "entries", "status": "status"}),
    ("entries_remove", "post"): Call(changers(), ("shortlist",), {"entries": "entries"}),
    ("entries_restore", "post"): Call(changers(), ("shortlist",), {"entries": "entries"}),
    ("entry", "get"): Call(SEEN, ("entry",)),
    ("entry", "patch"): Call(changers(), ("entry",), {"status": "status"}),
    ("entry", "delete"): Call(changers(204), ("entry",)),
    ("entry_restore", "post"): Call(changers(), ("entry",)),
    ("schema", "get"): Call(team()),
}
# The documentation is a page: it is walked below.
ADDRESSES = {name.removeprefix("api:"): pattern for name, pattern in NAMED.items() if name.startswith("api:") and name != "api:docs"}
METHODS = ("get", "post", "put", "patch", "delete")


@pytest.fixture
def people(viewer: User, admin: User) -> dict[str, User]:
    marketers = {name: make_user(role=Role.MARKETER) for name in ("reader", "editor", "owner", "other")}
    return {"viewer": viewer, **marketers, "admin": admin}


@pytest.fixture
def world(people: dict[str, User]) -> World:
    """What addresses and bodies are about: all of the owner's, and the viewer, a reader and an editor have a share."""
    campaign = make_campaign(people["owner"])
    for name, may_edit in (("viewer", False), ("reader", False), ("editor", True)):
        CampaignShare.objects.create(campaign=campaign, person=people[name], may_edit=may_edit)
    account = make_score(make_account("ana.runs")).account
    entry = make_entry(make_shortlist(campaign), account)
    return {
        "account": account.pk,
        "accounts": [account.pk],
        "creator": account.creator_id,
        "list": draft("handle,followers\nana.runs,120000\n", platform="instagram", taken_on="2026-10-31").pk,
        "file": SimpleUploadedFile("list.csv", b"handle,followers\nbo,90000\n"),
        "text": "handle\tfollowers\nbo\t90000\n",
        "comma": ",",
        "campaign": campaign.pk,
        "brand": make_brand("Nobody's").pk,
        "shortlist": entry.shortlist_id,
        "entry": entry.pk,
        "entries": [entry.pk],
        "status": "booked",
        "email": make_user().email,
        "shared_with": people["reader"].email,
        "platform": "tiktok",
        "word": "abc",
        "flag": "growth_spike",
        "day": "2026-10-01",
        "yes": True,
    }


def test_the_table_has_every_method_and_no_other() -> None:
    walked = {(name, method) for name, pattern in ADDRESSES.items() for method in METHODS if _answers(pattern.callback, method)}
    assert walked == set(WALK)


def _answers(view: Any, method: str) -> bool:
    return hasattr(getattr(view, "cls", None), method)


@pytest.mark.parametrize(("name", "method"), sorted(WALK))
def test_everyone_gets_the_answer_meant_for_them(people: dict[str, User], world: World, name: str, method: str) -> None:
    call = WALK[name, method]
    address = reverse(f"api:{name}", args=[world[thing] for thing in call.args])
    data = {field: world[thing] for field, thing in call.data.items()}
    got = {who: answer(caller(people.get(who)), method, address, data) for who in CALLERS}
    assert got == dict(zip(CALLERS, call.answers, strict=True))


def answer(client: Client, method: str, address: str, data: dict[str, Any]) -> int:
    """The status. What the request changed is undone: the next caller finds the same world."""
    # The list's upload is a form, everything else JSON.
    kind: dict[str, Any] = {} if "file" in data or method == "get" else {"content_type": "application/json"}
    if "file" in data:
        data["file"].seek(0)
    with transaction.atomic():
        response = getattr(client, method)(address, data or None, **kind)
        transaction.set_rollback(True)
    if response.status_code >= 400:
        assert response.headers["Content-Type"] == "application/problem+json"
        assert response.json()["status"] == response.status_code
    return int(response.status_code)


def test_the_documentation_is_for_people_who_are_signed_in(client: Client, as_viewer: Client) -> None:
    assert client.get(reverse("api:docs")).headers["Location"].startswith(reverse("account_login"))
    assert as_viewer.get(reverse("api:docs")).status_code == 200
    assert as_viewer.get(reverse("api:schema")).status_code == 200


def test_a_session_opens_nothing_else(as_admin: Client) -> None:
    """Another site could make a browser send it."""
    assert as_admin.get(reverse("api:accounts")).status_code == 401
    assert as_admin.post(reverse("api:campaigns"), {"name": "x"}, content_type="application/json").status_code == 401
