"""What the tests of shortlists' pages ask for."""

from django.test import Client

from discovery.models import Entry, Shortlist

HTMX = {"HX-Request": "true"}


def page_of(client: Client, shortlist: Shortlist, query: str = "") -> str:
    response = client.get(shortlist.get_absolute_url() + query)
    assert response.status_code == 200
    return response.content.decode()


def stored(entry: Entry) -> Entry:
    return Entry.objects.get(pk=entry.pk)
