"""The Celery application. Tasks live in discovery.tasks and scoring.tasks; the schedule in settings."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "influencer_finder.settings")

app = Celery("influencer_finder")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(["discovery", "scoring"])
