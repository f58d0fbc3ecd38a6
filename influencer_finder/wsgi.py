"""The web process: `gunicorn influencer_finder.wsgi`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "influencer_finder.settings")
application = get_wsgi_application()
