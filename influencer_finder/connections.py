"""Where the database is, for connections beside Django's own: those of PostgreSQL's programs, and those that must not wait."""

import os
from typing import Any

from django.db import connection

# What PostgreSQL's client library calls a parameter, and the variable that it reads instead.
VARIABLES = {
    "dbname": "PGDATABASE",
    "user": "PGUSER",
    "password": "PGPASSWORD",
    "host": "PGHOST",
    "port": "PGPORT",
    "service": "PGSERVICE",
    "sslmode": "PGSSLMODE",
    "sslrootcert": "PGSSLROOTCERT",
    "sslcert": "PGSSLCERT",
    "sslkey": "PGSSLKEY",
}


def parameters() -> dict[str, Any]:
    """What psycopg2.connect wants to reach the database that Django uses."""
    return {name: value for name, value in connection.get_connection_params().items() if name in VARIABLES}


def environ() -> dict[str, str]:
    """The same for a program, whose command line everybody on the machine can read."""
    return os.environ | {VARIABLES[name]: str(value) for name, value in parameters().items()}
