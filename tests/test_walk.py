"""Every named address of the product, asked for by a stranger, a viewer, a marketer and an admin: one table says what each gets.

What is in a campaign is asked for by teammates as well: those whom it is shared with, for viewing or for editing, and one who knows
nothing of it. An address that is missing from the table fails; the API's are in a table of their own in tests/api/test_walk.py. What
pages show is for their own tests; data that is refused, too.
"""

from itertools import product
from typing import Any, NamedTuple

import pytest
from django.contrib import admin as django_admin
from django.db import transaction
from django.test import Client
from django.urls import reverse

from discovery.models import CampaignShare, CreatorList, User
from discovery.models.people import Role
from discovery.people import invite
from scoring.runs import request as request_scores
from tests.addresses import NAMED
from tests.factories import make_account, make_campaign, make_entry, make_list, make_shortlist, make_source, make_token, make_user

PEOPLE = ("stranger", "viewer", "marketer", "admin")
# All but the first are marketers, like the campaign's owner, who is the marketer among PEOPLE.
TEAMMATES = ("viewer, shown", "marketer, shown", "marketer, editing", "marketer, apart")
# A stranger is led to the login page.
LOGIN = "login"
Answer = int | str
World = dict[str, Any]


class Step(NamedTuple):
    """One request, and the answers to PEOPLE in their order. `args` and `data` name things of the world.

    `shared` are the answers to TEAMMATES where the campaign matters; elsewhere they get what their role gets.
    """

    answers: tuple[Answer, Answer, Answer, Answer]
    method: str = "get"
    args: tuple[str, ...] = ()
    data: dict[str, str] = {}
    shared: tuple[Answer, Answer, Answer, Answer] | None = None

    @property
    def teammates(self) -> tuple[Answer, ...]:
        viewer, marketer = self.answers[1], self.answers[2]
        return self.shared or (viewer, marketer, marketer, marketer)


EVERYBODY = (200, 200, 200, 200)
TEAM = (LOGIN, 200, 200, 200)
TEAM_SENT_ON = (LOGIN, 302, 302, 302)
EDITORS = (LOGIN, 403, 200, 200)
EDITORS_SENT_ON = (LOGIN, 403, 302, 302)
ADMINS = (LOGIN, 403, 403, 200)
ADMINS_SENT_ON = (LOGIN, 403, 403, 302)
# The world's campaign is the marketer's; an admin sees all.
OWNERS = (LOGIN, 404, 200, 200)
# What TEAMMATES get of what may be seen, edited and managed in it.
SEEN = (200, 200, 200, 404)
EDITED = (403, 403, 200, 404)
EDITED_SENT_ON = (403, 403, 302, 404)
MANAGED_SENT_ON = (403, 403, 403, 404)

FORMAT = {"encoding": "utf-8", "delimiter": ",", "header_line": 1, "columns": ["handle"]}

WALK = {
    "healthz": Step(EVERYBODY),
    # No worker runs beside the walk, and no METRICS_TOKEN is set.
    "readyz": Step((503, 503, 503, 503)),
    "metrics": Step((404, 404, 404, 404)),
    "favicon": Step((302, 302, 302, 302)),
    # Discovery
    "ranked": Step(TEAM),
    "ranked_csv": Step(TEAM),
    "account": Step(TEAM, args=("platform", "handle")),
    "compare": Step(TEAM),
    "compare_chosen": Step(TEAM_SENT_ON, "post", data={"account": "account"}),
    # A creator's accounts: the world's other one is on another platform.
    "account_link": Step(EDITORS_SENT_ON, "post", ("account",), {"other": "twin"}),
    "account_part": Step(EDITORS_SENT_ON, "post", ("account",), {"other": "twin"}),
    "method": Step(TEAM),
    "method_settings": Step(ADMINS),
    "method_runs": Step(ADMINS),
    "method_run_new": Step(ADMINS_SENT_ON, "post"),
    # The world's recompute waits for a worker.
    "method_run_stop": Step(ADMINS_SENT_ON, "post", ("run",)),
    "method_runs_progress": Step(ADMINS),
    # The world's account has no flag: who may is told so, and sent back.
    "flag_dismiss": Step(EDITORS_SENT_ON, "post", ("account",), {"kind": "flag", "from_day": "day", "to_day": "day", "reason": "word"}),
    "flag_restore": Step(EDITORS_SENT_ON, "post", ("account",), {"kind": "flag", "from_day": "day", "to_day": "day"}),
    # Campaigns and shortlists
    # Brands are everybody's to look at and editors' to change; the world's has a campaign, so that it stays.
    "brands": Step(TEAM),
    "brand": Step(TEAM, args=("brand",)),
    "brand_rename": Step(EDITORS_SENT_ON, "post", ("brand",), {"name": "platform"}),
    "brand_delete": Step(EDITORS_SENT_ON, "post", ("brand",)),
    "campaigns": Step(TEAM),
    "campaign_new": Step(EDITORS),
    "campaign": Step(OWNERS, args=("campaign",), shared=SEEN),
    "campaign_edit": Step(EDITORS, args=("campaign",), shared=EDITED),
    "campaign_delete": Step(EDITORS_SENT_ON, "post", ("campaign",), shared=MANAGED_SENT_ON),
    "campaign_people": Step(OWNERS, args=("campaign",), shared=SEEN),
    "campaign_share": Step(EDITORS_SENT_ON, "post", ("campaign",), {"person": "newcomer", "level": "level"}, MANAGED_SENT_ON),
    "campaign_share_level": Step(EDITORS_SENT_ON, "post", ("campaign", "teammate"), {"level": "level"}, MANAGED_SENT_ON),
    "campaign_unshare": Step(EDITORS_SENT_ON, "post", ("campaign", "teammate"), shared=MANAGED_SENT_ON),
    "campaign_hand_over": Step(EDITORS_SENT_ON, "post", ("campaign",), {"to": "teammate"}, MANAGED_SENT_ON),
    "shortlist_new": Step(EDITORS_SENT_ON, "post", ("campaign",), {"name": "platform"}, EDITED_SENT_ON),
    # To which shortlist stands in the form, which offers those one may edit.
    "add_to_shortlist": Step(EDITORS_SENT_ON, "post", data={"account": "account", "shortlist": "shortlist"}, shared=(403, 422, 302, 422)),
    "shortlist": Step(OWNERS, args=("shortlist",), shared=SEEN),
    "shortlist_csv": Step(OWNERS, args=("shortlist",), shared=SEEN),
    "shortlist_rename": Step(EDITORS_SENT_ON, "post", ("shortlist",), {"name": "platform"}, EDITED_SENT_ON),
    "shortlist_delete": Step(EDITORS_SENT_ON, "post", ("shortlist",), shared=EDITED_SENT_ON),
    "entries_bulk": Step(EDITORS_SENT_ON, "post", ("shortlist",), {"entry": "entry", "status": "status"}, EDITED_SENT_ON),
    "entries_remove": Step(EDITORS_SENT_ON, "post", ("shortlist",), {"entry": "entry"}, EDITED_SENT_ON),
    # The entries stand in the address, and here they do not.
    "entries_restore": Step((LOGIN, 403, 422, 422), "post", ("shortlist",), shared=(403, 403, 422, 404)),
    "entry_update": Step(EDITORS_SENT_ON, "post", ("entry",), {"status": "status"}, EDITED_SENT_ON),
    "entry_remove": Step(EDITORS_SENT_ON, "post", ("entry",), shared=EDITED_SENT_ON),
    "entry_restore": Step(EDITORS_SENT_ON, "post", ("entry",), shared=EDITED_SENT_ON),
    # What happened
    "activity": Step(ADMINS),
    "activity_csv": Step(ADMINS),
    "campaign_activity": Step(OWNERS, args=("campaign",), shared=SEEN),
    "campaign_activity_csv": Step(OWNERS, args=("campaign",), shared=SEEN),
    # The team: the world's person is a viewer of their own, somebody else is invited.
    "people": Step(ADMINS),
    "person_invite": Step(ADMINS, "post", data={"email": "email", "role": "role"}),
    "invitation_resend": Step(ADMINS, "post", ("invitation",)),
    "invitation_revoke": Step(ADMINS_SENT_ON, "post", ("invitation",)),
    "person": Step(ADMINS, args=("person",)),
    "person_role": Step(ADMINS_SENT_ON, "post", ("person",), {"role": "role"}),
    "person_deactivate": Step(ADMINS_SENT_ON, "post", ("person",)),
    "person_reactivate": Step(ADMINS_SENT_ON, "post", ("person",)),
    "person_reset_mfa": Step(ADMINS_SENT_ON, "post", ("person",)),
    # Public: who has the link was sent it.
    "join": Step(EVERYBODY, args=("secret",)),
    "settings": Step(TEAM),
    "settings_name": Step(TEAM_SENT_ON, "post", data={"name": "word"}),
    # Imports: the world's list is loaded and its file expired.
    "imports": Step(ADMINS),
    "import_new": Step(ADMINS),
    "import": Step(ADMINS, args=("list",)),
    "import_mapping": Step(ADMINS_SENT_ON, "post", ("list",)),
    "import_format": Step(ADMINS_SENT_ON, "post", ("list",)),
    "import_start_from": Step(ADMINS_SENT_ON, "post", ("list",)),
    "import_check": Step(ADMINS_SENT_ON, args=("list",)),
    "import_start": Step(ADMINS_SENT_ON, "post", ("list",)),
    "import_cancel": Step(ADMINS_SENT_ON, "post", ("list",)),
    "import_retry": Step(ADMINS_SENT_ON, "post", ("list",)),
    "import_discard": Step(ADMINS_SENT_ON, "post", ("list",)),
    "import_match": Step(ADMINS, args=("list",)),
    "import_undo": Step(ADMINS, args=("list",)),
    "import_progress": Step(ADMINS, args=("list",)),
    "import_rows": Step(ADMINS, args=("list", "outcome")),
    "import_original": Step((LOGIN, 403, 403, 404), args=("list",)),
    # The world has no sample data to remove.
    "sample_remove": Step(ADMINS_SENT_ON, "post"),
    # One's own API tokens: the world's is the marketer's.
    "tokens": Step(TEAM),
    "token_new": Step(TEAM, "post", data={"name": "word", "days": "days"}),
    "token_revoke": Step((LOGIN, 404, 302, 404), "post", ("token",), shared=(404, 404, 404, 404)),
    # People: allauth's own pages. Who is signed in is sent on from the login page; nobody of the suite has a password yet.
    "account_login": Step((200, 302, 302, 302)),
    "account_logout": Step((302, 200, 200, 200)),
    "account_inactive": Step(EVERYBODY),
    "account_signup": Step((200, 302, 302, 302)),
    "account_reauthenticate": Step((LOGIN, 403, 403, 403)),
    "account_change_password": Step((LOGIN, 302, 302, 302)),
    "account_set_password": Step(TEAM),
    "account_reset_password": Step(EVERYBODY),
    "account_reset_password_done": Step(EVERYBODY),
    "account_reset_password_from_key": Step(EVERYBODY, args=("word", "word")),
    "account_reset_password_from_key_done": Step(EVERYBODY),
    # The second factor: nobody of the suite has one yet, so there is none to ask for, to turn off or to have codes of.
    "mfa_index": Step(TEAM),
    "mfa_authenticate": Step((LOGIN, 302, 302, 302)),
    "mfa_reauthenticate": Step((LOGIN, 403, 403, 403)),
    "mfa_activate_totp": Step(TEAM),
    "mfa_deactivate_totp": Step((LOGIN, 404, 404, 404)),
    "mfa_view_recovery_codes": Step((LOGIN, 404, 404, 404)),
    "mfa_generate_recovery_codes": Step(TEAM),
    "mfa_download_recovery_codes": Step((LOGIN, 404, 404, 404)),
}


OURS = sorted(name for name in NAMED if ":" not in name)
# Signing in and out is for everybody, and the rest of Django's admin for admins, whatever models it shows.
ADMINS_PAGES = sorted(name for name in NAMED if name.startswith("admin:") and name not in ("admin:login", "admin:logout"))


@pytest.fixture
def world(marketer: User, admin: User) -> World:
    """What addresses and forms are about: all of the marketer's, but for the people, whom the admin looks after."""
    invitation, secret = invite(email="invited@example.com", role=Role.VIEWER, by=admin)
    shortlist = make_shortlist(make_campaign(marketer))
    entry = make_entry(shortlist, make_account("ana.runs"))
    return {
        "campaign": shortlist.campaign.pk,
        "brand": shortlist.campaign.brand_id,
        "shortlist": shortlist.pk,
        "entry": entry.pk,
        "account": entry.account.pk,
        "run": request_scores(reason="Test").pk,
        "platform": entry.account.platform,
        "handle": entry.account.handle,
        "twin": make_account("ana.runs", platform="tiktok").pk,
        "status": "booked",
        "teammate": CampaignShare.objects.create(campaign=shortlist.campaign, person=make_user()).person.pk,
        "newcomer": make_user().pk,
        "level": "edit",
        "list": make_list(state=CreatorList.State.LOADED, file_format=FORMAT).pk,
        "outcome": "rejected",
        "flag": "growth_spike",
        "day": "2026-10-01",
        "word": "abc",
        "email": "another@example.com",
        "role": Role.VIEWER.value,
        "person": make_user(role=Role.VIEWER).pk,
        "invitation": invitation.pk,
        "secret": secret,
        "days": 30,
        "token": make_token(marketer)[0].public_id,
    }


@pytest.fixture
def browsers(client: Client, as_viewer: Client, as_marketer: Client, as_admin: Client, teammates: list[Client]) -> dict[str, Client]:
    return dict(zip((*PEOPLE, *TEAMMATES), (client, as_viewer, as_marketer, as_admin, *teammates), strict=True))


@pytest.fixture
def teammates(world: World) -> list[Client]:
    """Browsers of TEAMMATES, with whom the world's campaign is shared as they say."""
    people = [make_user(role=Role.VIEWER), make_user(), make_user(), make_user()]
    for person, may_edit in zip(people[:3], (False, False, True), strict=True):
        CampaignShare.objects.create(campaign_id=world["campaign"], person=person, may_edit=may_edit)
    browsers = [Client() for _ in people]
    for browser, person in zip(browsers, people, strict=True):
        browser.force_login(person)
    return browsers


def test_the_table_has_every_address_and_no_other() -> None:
    assert sorted(WALK) == OURS
    assert {name.partition(":")[0] for name in NAMED if ":" in name} == {"admin", "api"}


@pytest.mark.parametrize("name", OURS)
def test_everyone_gets_the_answer_meant_for_them(world: World, browsers: dict[str, Client], name: str) -> None:
    step = WALK[name]
    address = reverse(name, args=[world[thing] for thing in step.args])
    data = {field: world[thing] for field, thing in step.data.items()}
    given = {person: answer(browser, step.method, address, data) for person, browser in browsers.items()}
    assert given == dict(zip((*PEOPLE, *TEAMMATES), (*step.answers, *step.teammates), strict=True))


def test_every_page_says_that_sample_data_are_there(world: World, browsers: dict[str, Client]) -> None:
    """To whoever is shown a page, be it an error's."""
    make_list(source=make_source("Sample data", is_sample=True))
    addresses = [reverse(name, args=[world[thing] for thing in step.args]) for name, step in WALK.items() if step.method == "get"]
    addresses += ["/nothing-here/", reverse("sample_remove"), reverse("admin:index"), reverse("admin:discovery_account_changelist")]
    shown = set()
    for person, address in product(PEOPLE, addresses):
        page = b"".join(browsers[person].get(address)).decode()
        if "<html" in page:
            shown.add((person, address))
            assert "<strong>Sample data:</strong>" in page, (person, address)
    assert {(person, "/nothing-here/") for person in PEOPLE} < shown
    assert ("stranger", reverse("account_login")) in shown


def answer(browser: Client, method: str, address: str, data: dict[str, Any]) -> Answer:
    """The status, or LOGIN where that is where it leads. What the request changed is undone: the next person finds the same world."""
    with transaction.atomic():
        response = getattr(browser, method)(address, data)
        transaction.set_rollback(True)
    return LOGIN if response.headers.get("Location", "").startswith(reverse("account_login")) else int(response.status_code)


def test_djangos_own_login_form_is_for_nobody(browsers: dict[str, Client]) -> None:
    """It would count no failed attempts; allauth's login page does."""
    person = make_user(role=Role.ADMIN, password="correct horse battery")
    typed = {"username": person.email, "password": "correct horse battery"}
    for method in ("get", "post"):
        assert [answer(browsers[name], method, reverse("admin:login"), typed) for name in PEOPLE[:3]] == [LOGIN, 403, 403]
    assert "_auth_user_id" not in browsers["stranger"].session


def test_djangos_own_password_page_is_for_nobody(browsers: dict[str, Client]) -> None:
    """It would count no wrong guesses, and tell nobody of the change; the product's own does."""
    for method in ("get", "post"):
        response = getattr(browsers["admin"], method)(reverse("admin:password_change"))
        assert response.headers["Location"] == reverse("account_change_password")


def test_guessing_an_admins_password_ends_soon(db: None) -> None:
    """All requests come from one invented address, so that no other test runs into its limit."""
    person = make_user(role=Role.ADMIN, password="correct horse battery")
    client = Client(REMOTE_ADDR="203.0.113.7")
    login = client.post(reverse("admin:login")).headers["Location"]
    for _ in range(5):
        assert client.post(login, {"login": person.email, "password": "guessed"}).status_code == 200
    refused = client.post(login, {"login": person.email, "password": "correct horse battery"})
    assert "Too many failed login attempts" in refused.content.decode()
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("name", ADMINS_PAGES)
def test_djangos_admin_is_for_admins(browsers: dict[str, Client], name: str) -> None:
    pattern = NAMED[name].pattern
    names = [*pattern.converters, *pattern.regex.groupindex]
    arguments = {argument: "discovery" if argument == "app_label" else "1" for argument in names}
    address = reverse(name, kwargs=arguments)
    for person in ("stranger", "viewer", "marketer"):
        assert browsers[person].get(address).headers["Location"].startswith(reverse("admin:login"))
    response = browsers["admin"].get(address)
    assert not response.headers.get("Location", "").startswith(reverse("admin:login"))
    assert response.status_code < 500


def test_the_admin_has_lists_of_every_model(as_admin: Client) -> None:
    for model in django_admin.site._registry:
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist"
        assert as_admin.get(reverse(name)).status_code == 200
