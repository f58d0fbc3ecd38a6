"""Databases that had the sample before sources said so: theirs is marked, so that pages label it and it can be removed."""

from django.db import migrations


def mark(apps, schema_editor):
    apps.get_model("discovery", "Source").objects.filter(name="Sample data (invented)").update(is_sample=True)


class Migration(migrations.Migration):
    dependencies = [("discovery", "0004_teams")]
    operations = [migrations.RunPython(mark, migrations.RunPython.noop)]
