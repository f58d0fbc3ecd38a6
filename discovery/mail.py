"""The team's mails: a text template and its subject, to one address.

A mail server that does not answer is logged and told to the caller, never an error page: what the mail was about has happened already.
"""

import logging
from collections.abc import Mapping
from typing import Any

from django.core.mail import EmailMessage
from django.template.loader import render_to_string

logger = logging.getLogger(__name__)


def send(template: str, *, to: str, context: Mapping[str, Any]) -> bool:
    """Send TEMPLATE_message.txt under TEMPLATE_subject.txt; False where the mail server would not take it."""
    subject, text = (render_to_string(f"{template}_{part}.txt", dict(context)).strip() for part in ("subject", "message"))
    return delivered(EmailMessage(subject, text, to=[to]))


def delivered(message: EmailMessage) -> bool:
    """Send it; False where the mail server would not take it."""
    try:
        message.send()
    except OSError:
        # smtplib's own errors are OSErrors too. The text stays out of the log: it may hold a link that signs somebody in.
        logger.exception("A mail could not be sent: see EMAIL_URL.")
        return False
    return True
