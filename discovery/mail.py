"""The team's mails: a text template and its subject, to one address.

A mail server that does not answer is logged and told to the caller, never an error page: what the mail was about has happened already.
"""

import logging
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string

logger = logging.getLogger(__name__)


def is_set_up() -> bool:
    """Whether mails leave this server: until EMAIL_URL names one that takes them, they go to its log."""
    return settings.EMAIL_BACKEND != "django.core.mail.backends.console.EmailBackend"


def send(template: str, *, to: str, context: Mapping[str, Any]) -> bool:
    """Send TEMPLATE_message.txt under TEMPLATE_subject.txt; False where the mail server would not take it."""
    subject, text = (render_to_string(f"{template}_{part}.txt", dict(context)).strip() for part in ("subject", "message"))
    # A header of two lines would be refused, and be two headers.
    return delivered(EmailMessage(" ".join(subject.split()), text, to=[to]))


def delivered(message: EmailMessage) -> bool:
    """Send it; False where the mail server would not take it."""
    try:
        message.send()
    except OSError as error:
        # smtplib's own errors are OSErrors too. Their words name people's addresses, so the log has the kind and the number alone.
        number = getattr(error, "smtp_code", error.errno)
        logger.error("A mail could not be sent (%s %s): see EMAIL_URL.", type(error).__name__, number)  # noqa: TRY400  # as said
        return False
    return True
