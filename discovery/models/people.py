"""Who signs in: an email address, a name and one role; who is invited to; and the tokens that scripts sign in with.

Roles are enforced in discovery.teams; inviting and looking after people is discovery.people's.
"""

import uuid
from datetime import datetime
from typing import Any, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from knox.models import AbstractAuthToken, AuthTokenManager


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """A new person who may sign in; without a password they cannot until one is set."""
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """What `manage.py createsuperuser` calls: an admin."""
        return self.create_user(email, password, **{**fields, "role": Role.ADMIN})


class Role(models.TextChoices):
    ADMIN = "admin", "Admin"
    MARKETER = "marketer", "Marketer"
    VIEWER = "viewer", "Viewer"


class User(AbstractBaseUser):  # type: ignore[django-manager-missing]  # of tokens: knox has no types
    """A person of the team. An admin imports and looks after the data, a marketer runs campaigns, a viewer reads."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=150, blank=True)
    role = models.CharField(max_length=10, choices=Role.choices, default=Role.VIEWER)
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(default=timezone.now)

    objects = UserManager()
    USERNAME_FIELD = "email"

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="user_role_known"),
            models.UniqueConstraint(Lower("email"), name="user_email_once"),
        ]

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def is_admin(self) -> bool:
        return self.role == Role.ADMIN

    @property
    def can_edit(self) -> bool:
        """May make and change campaigns and shortlists."""
        return self.role in (Role.ADMIN, Role.MARKETER)

    # Django's admin asks these four.
    @property
    def is_staff(self) -> bool:
        return self.is_admin

    @property
    def is_superuser(self) -> bool:
        return self.is_admin

    def has_perm(self, perm: str, obj: object = None) -> bool:
        return self.is_active and self.is_admin

    def has_module_perms(self, app_label: str) -> bool:
        return self.is_active and self.is_admin


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def open(self, now: datetime) -> Self:
        """Those that may still be accepted."""
        return self.waiting().filter(expires_at__gt=now)

    def waiting(self) -> Self:
        """Those neither accepted nor revoked, expired ones too."""
        return self.filter(accepted_at=None, revoked_at=None)


class Invitation(models.Model):
    """A link by which one person joins the team in one role. Only a digest of the link's secret is kept."""

    email = models.EmailField()
    role = models.CharField(max_length=10, choices=Role.choices)
    digest = models.CharField(max_length=64, unique=True, help_text="SHA-256 of the link's secret.")
    invited_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    person = models.OneToOneField(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="invitation")

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(role__in=Role.values), name="invitation_role_known"),
            models.UniqueConstraint(
                Lower("email"), condition=Q(accepted_at=None, revoked_at=None), name="invitation_waiting_once_an_address"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.email} as {self.role}"


class ApiToken(AbstractAuthToken):  # type: ignore[misc]  # knox has no types
    """What a script signs in with, as its owner. Only a digest of it is kept; it expires, and can be revoked."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="auth_token_set")
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False, help_text="How addresses name it.")
    name = models.CharField(max_length=100, help_text="What uses it.")
    last_used_at = models.DateTimeField(null=True, blank=True)

    objects = AuthTokenManager()

    class Meta:
        ordering = ["-created", "public_id"]

    def __str__(self) -> str:
        return f"{self.name} of {self.user}"
