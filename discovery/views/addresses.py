"""Addresses that several pages lead to, made of what they show."""

from collections.abc import Iterable

from django.http import QueryDict
from django.urls import reverse

from discovery.sweet_spots import SweetSpot


def comparison(accounts: Iterable[int], wanted: SweetSpot) -> str:
    """These accounts side by side, fit by the size that is wanted."""
    query = QueryDict(mutable=True)
    query.setlist("account", [str(pk) for pk in accounts])
    return f"{reverse('compare')}?{query.urlencode()}{'' if wanted.is_default else f'&{wanted.query}'}"
