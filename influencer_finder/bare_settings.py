"""Settings of a process that reads a stranger's file for another: the models' own apps, and the limits it is handed. It has no secret and
no database. Which process that is stands in discovery/importing/converting.py.
"""

import os

# What discovery's models stand on, and no more: each app costs time at every start.
INSTALLED_APPS = ["discovery", "knox", "django.contrib.auth", "django.contrib.contenttypes"]
AUTH_USER_MODEL = "discovery.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
IMPORT_MAX_UNCOMPRESSED_BYTES = int(os.environ["IMPORT_MAX_UNCOMPRESSED_BYTES"])
IMPORT_MAX_COLUMNS = int(os.environ["IMPORT_MAX_COLUMNS"])
IMPORT_MAX_ROWS = int(os.environ["IMPORT_MAX_ROWS"])
IMPORT_MAX_CELL_CHARACTERS = int(os.environ["IMPORT_MAX_CELL_CHARACTERS"])
