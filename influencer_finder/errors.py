"""Unforeseen errors, reported to Sentry or what speaks its protocol, where SENTRY_DSN names one. Without it nothing is loaded or sent.

A report has the stack and the address' pattern, and nothing of a person: no body, cookie, header, query, local variable or user.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sentry_sdk.types import Event, Hint


def report_to(dsn: str, *, release: str, environment: str) -> None:
    """Have errors of web and workers sent to `dsn`."""
    # Optional: loaded by those alone who use it.
    import sentry_sdk
    from sentry_sdk.integrations.celery import CeleryIntegration
    from sentry_sdk.integrations.django import DjangoIntegration
    from sentry_sdk.integrations.logging import ignore_logger

    sentry_sdk.init(
        dsn=dsn,
        release=f"influencer-finder@{release}",
        environment=environment,
        integrations=[DjangoIntegration(), CeleryIntegration()],
        send_default_pii=False,
        max_request_body_size="never",
        include_local_variables=False,
        max_breadcrumbs=0,
        before_send=without_people,
    )
    # Anybody can ask for another host; that is no fault of ours.
    ignore_logger("django.security.DisallowedHost")


def without_people(event: "Event", _hint: "Hint") -> "Event":
    """Sentry's own scrubbing goes by names; here nothing of the request stays but its method. The transaction is the pattern."""
    event["request"] = {"method": event.get("request", {}).get("method", "")}
    event.pop("user", None)
    event.pop("extra", None)
    return event
