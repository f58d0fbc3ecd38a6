"""The team's people: inviting them, what role they have, who may sign in, and a lost second factor.

Each function writes the activity log. Who may call it is decided by decorators of discovery.teams, before; signing in itself and
one's own password and second factor are allauth's.
"""

import hashlib
import secrets
from datetime import timedelta
from functools import partial

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.db import IntegrityError, transaction
from django.db.models import CharField, Count, Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Coalesce, Lower, NullIf
from django.utils import timezone

from discovery import mail
from discovery.activity import record
from discovery.models import Activity, Invitation, User
from discovery.models.people import Role

Action = Activity.Action
SECRET_BYTES = 32


class CannotInviteError(ValueError):
    """This address cannot be invited; says why."""


class InvitationProblem(ValueError):
    """The link leads to no invitation that may still be accepted; says why, and what to do."""


class CannotChangePersonError(ValueError):
    """The person must stay as they are; says why."""


def team() -> QuerySet[User]:
    """Everybody with `has_second_factor` and `campaign_count` (owned), those who may sign in first, by name or else address."""
    shown_name = Lower(Coalesce(NullIf("name", Value("")), "email", output_field=CharField()))
    return User.objects.annotate(
        has_second_factor=Exists(Authenticator.objects.filter(user=OuterRef("pk"), type=Authenticator.Type.TOTP)),
        campaign_count=Count("campaigns"),
    ).order_by("-is_active", shown_name)


@transaction.atomic
def invite(*, email: str, role: str, by: User) -> tuple[Invitation, str]:
    """A new invitation and its link's secret, of which only a digest is kept; it replaces one of the same address that still waits.

    CannotInviteError where the address belongs to somebody of the team already, in any case.
    """
    email = User.objects.normalize_email(email)
    _require_newcomer(email)
    now, secret = timezone.now(), secrets.token_urlsafe(SECRET_BYTES)
    Invitation.objects.waiting().filter(email__iexact=email).update(revoked_at=now)
    invitation = Invitation(
        email=email,
        role=role,
        digest=_digest(secret),
        invited_by=by,
        created_at=now,
        expires_at=now + timedelta(days=settings.INVITATION_DAYS),
    )
    try:
        with transaction.atomic():
            invitation.save()
    except IntegrityError as error:
        raise CannotInviteError(f"Somebody else invited {email} in this moment. Their invitation is among those waiting.") from error
    record(Action.PERSON_INVITED, invitation, by=by)
    return invitation, secret


def send_invitation(*, invitation: Invitation, link: str) -> bool:
    """Mail the link to who is invited; False where the mail did not go, so that the link must be passed on by hand."""
    context = {"invitation": invitation, "link": link, "days": settings.INVITATION_DAYS}
    return mail.send("discovery/people/mail/invitation", to=invitation.email, context=context)


@transaction.atomic
def revoke_invitation(*, invitation: Invitation, by: User) -> bool:
    """Whether it was waiting until now; its link then leads nowhere any more."""
    revoked = Invitation.objects.waiting().filter(pk=invitation.pk).update(revoked_at=timezone.now())
    if revoked:
        record(Action.INVITATION_REVOKED, invitation, by=by)
    return bool(revoked)


def find_invitation(secret: str) -> Invitation:
    """The invitation that this link's secret opens; InvitationProblem where it may not be accepted (any more)."""
    return _acceptable(Invitation.objects.select_related("invited_by").filter(digest=_digest(secret)).first())


@transaction.atomic
def accept_invitation(*, secret: str, name: str, password: str) -> User:
    """The new person, who may sign in at once. InvitationProblem as of find_invitation; of two who use one link, one wins."""
    invitation = _acceptable(Invitation.objects.select_for_update().filter(digest=_digest(secret)).first())
    try:
        with transaction.atomic():
            person = User.objects.create_user(invitation.email, password, name=name, role=invitation.role)
    except IntegrityError as error:
        raise InvitationProblem("Somebody signs in with this address already. Sign in, or ask for a new password.") from error
    invitation.accepted_at, invitation.person = timezone.now(), person
    invitation.save(update_fields=["accepted_at", "person"])
    record(Action.PERSON_JOINED, person, by=person)
    return person


@transaction.atomic
def change_role(*, person: User, role: str, by: User) -> None:
    """Who is no admin any more has their waiting invitations revoked: by a link kept for themself they could come back as one.

    CannotChangePersonError where no admin who can sign in would be left.
    """
    stored = _locked(person)
    if stored.role == role:
        return
    if role != Role.ADMIN:
        _require_another_admin(stored)
    User.objects.filter(pk=stored.pk).update(role=role)
    record(Action.PERSON_ROLE_CHANGED, stored, by=by, changes={"role": (stored.role, role)})
    if role != Role.ADMIN:
        _revoke_invitations(of=stored, by=by)


@transaction.atomic
def deactivate(*, person: User, by: User) -> None:
    """End the person's sessions, revoke the invitations they sent, and let neither them nor their API tokens in. What they own stays.

    CannotChangePersonError where it is oneself, or where no admin who can sign in would be left.
    """
    if person.pk == by.pk:
        raise CannotChangePersonError("You cannot deactivate yourself. Ask another admin to do it.")
    stored = _locked(person)
    if not stored.is_active:
        return
    _require_another_admin(stored)
    User.objects.filter(pk=stored.pk).update(is_active=False)
    record(Action.PERSON_DEACTIVATED, stored, by=by)
    _revoke_invitations(of=stored, by=by)
    _end_sessions(stored)


@transaction.atomic
def reactivate(*, person: User, by: User) -> None:
    """Let the person sign in again, with the password and second factor they had."""
    if User.objects.filter(pk=person.pk, is_active=False).update(is_active=True):
        record(Action.PERSON_REACTIVATED, person, by=by)


@transaction.atomic
def reset_mfa(*, person: User, by: User) -> bool:
    """Whether the person had a second factor until now: the app and its recovery codes are forgotten, and they are told by mail."""
    deleted, _ = Authenticator.objects.filter(user=person).delete()
    if deleted:
        record(Action.PERSON_MFA_RESET, person, by=by)
        context = {"person": person, "by": by}
        transaction.on_commit(partial(mail.send, "discovery/people/mail/second_factor_reset", to=person.email, context=context))
    return bool(deleted)


def change_name(*, person: User, name: str) -> None:
    """How the person is called on pages; the log names people by their address."""
    User.objects.filter(pk=person.pk).update(name=name)


def has_second_factor(person: User) -> bool:
    return bool(Authenticator.objects.filter(user=person, type=Authenticator.Type.TOTP).exists())


def _revoke_invitations(*, of: User, by: User) -> None:
    for invitation in Invitation.objects.waiting().filter(invited_by=of):
        revoke_invitation(invitation=invitation, by=by)


def _end_sessions(person: User) -> None:
    """Also for when they are reactivated. Whose a session is stands inside it alone, so all are read: some per person of the team."""
    for session in Session.objects.filter(expire_date__gt=timezone.now()).iterator():
        if session.get_decoded().get(SESSION_KEY) == str(person.pk):
            session.delete()


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def _require_newcomer(email: str) -> None:
    known = User.objects.filter(email__iexact=email).first()
    if known and known.is_active:
        raise CannotInviteError(f"{known.email} is on the team already.")
    if known:
        raise CannotInviteError(f"{known.email} was on the team and is deactivated. Reactivate them instead.")


def _acceptable(invitation: Invitation | None) -> Invitation:
    if invitation is None:
        raise InvitationProblem("There is no such invitation. Check that the whole link was copied, or ask for a new one.")
    if invitation.accepted_at:
        raise InvitationProblem("This invitation was used already. Sign in with the password you chose then.")
    if invitation.revoked_at:
        raise InvitationProblem("This invitation was withdrawn or replaced by a newer one. Use the newest link, or ask for one.")
    if invitation.expires_at <= timezone.now():
        raise InvitationProblem("This invitation has expired. Ask the person who invited you for a new one.")
    return invitation


def _locked(person: User) -> User:
    """The person as stored now, their row and those of all admins who can sign in locked: of two admins who would remove each
    other at once, the second waits, and then sees what the first did.
    """
    rows = User.objects.select_for_update().filter(_active_admin() | Q(pk=person.pk)).order_by("pk")
    return next(row for row in rows if row.pk == person.pk)


def _active_admin() -> Q:
    return Q(role=Role.ADMIN, is_active=True)


def _require_another_admin(person: User) -> None:
    if person.is_admin and person.is_active and not User.objects.filter(_active_admin()).exclude(pk=person.pk).exists():
        raise CannotChangePersonError(f"{person} is the last admin who can sign in. Make somebody else an admin first.")
