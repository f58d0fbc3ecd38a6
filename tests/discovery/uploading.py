"""What the wizard's pages are tested with: a list as an admin uploads it, what its draft's form holds, and its load."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from discovery import tasks
from discovery.importing import uploads
from discovery.models import CreatorList

LIST = """Rank,Handle,Name,Followers,Likes (avg),Comments (avg),Country
1,ana.cooks,Ana,101000,2100,90,Spain
2,ben_builds,Ben,88K,1500,40,Germany
3,,Carla without a handle,90000,1000,20,France
4,dora,Dora,-5,1000,20,France
"""


def upload(client: Client, text: str = LIST, name: str = "instagram-2026-10-31.csv", source: str = "Agency") -> Any:
    file = SimpleUploadedFile(name, text.encode(), content_type="text/csv")
    return client.post(reverse("import_new"), {"file": file, "source": source})


def choices(creator_list: CreatorList, **changes: str) -> dict[str, str]:
    """What the draft's form holds, with changes."""
    columns = {f"column_{index}": chosen for index, chosen in creator_list.mapping["fields"].items()}
    return {**columns, "platform": creator_list.platform, "taken_on": str(creator_list.taken_on or ""), **changes}


def load(creator_list: CreatorList) -> CreatorList:
    """Queue and load it, in this process."""
    uploads.queue(list_id=creator_list.pk)
    return tasks.load_and_score(creator_list.pk)
