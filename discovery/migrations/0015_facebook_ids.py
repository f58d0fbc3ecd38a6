"""Numbers on Facebook are ids, of profiles and of pages (Anna-Tea-100043210987654): those stored as handles become ids, as imports read
them now. Old addresses lead on, by the former handles. Where another account has the id, both stay as they are.
"""

import re

from django.db import migrations

NUMBERED = re.compile(r"(?:[^/]+-)?(?P<id>[0-9]{9,20})")
BATCH = 1_000


def to_ids(apps, schema_editor):
    Account = apps.get_model("discovery", "Account")
    FormerHandle = apps.get_model("discovery", "FormerHandle")
    on_facebook = Account.objects.filter(platform="facebook")
    taken = set(on_facebook.exclude(external_id="").values_list("external_id", flat=True))
    renamed, former = [], []
    for account in on_facebook.filter(external_id="", handle__regex=r"[0-9]{9,20}$").only("pk", "handle").order_by("pk"):
        numbered = NUMBERED.fullmatch(account.handle)
        if not numbered or numbered["id"] in taken:
            continue
        taken.add(numbered["id"])
        former.append(FormerHandle(account=account, handle=account.handle))
        account.external_id, account.handle = numbered["id"], ""
        renamed.append(account)
    FormerHandle.objects.bulk_create(former, batch_size=BATCH, ignore_conflicts=True)
    Account.objects.bulk_update(renamed, ["external_id", "handle"], batch_size=BATCH)


class Migration(migrations.Migration):
    dependencies = [("discovery", "0014_reports_by_cells")]
    operations = [migrations.RunPython(to_ids, migrations.RunPython.noop)]
