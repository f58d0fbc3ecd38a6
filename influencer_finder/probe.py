"""`python -m influencer_finder.probe web [PORT]|work|housekeeping|beat`: exit status 0 where that process of this machine is well.

For container health checks: it asks the web process for /healthz, and Redis for a sign of life of this machine's worker or beat, which a
process that hangs does not give. Whether the whole app is well is /readyz's to say.
"""

import os
import socket
import sys
from http.client import HTTPConnection

from influencer_finder import heartbeats

WEB_PORT = 8000
WEB_SECONDS = 3.0


def problem(name: str, port: int = WEB_PORT) -> str | None:
    """What is wrong with the process of that name here, or None."""
    return _web_problem(port) if name == "web" else _heartbeat_problem(name)


def _web_problem(port: int) -> str | None:
    web = HTTPConnection("127.0.0.1", port, timeout=WEB_SECONDS)
    web.request("GET", "/healthz")
    status = web.getresponse().status
    return None if status == 200 else f"it answers {status}"


def _heartbeat_problem(name: str) -> str | None:
    node = f"{name}@{socket.gethostname()}"
    with heartbeats.connect(os.environ["REDIS_URL"]) as redis:
        age = heartbeats.age_of(redis, name, node)
    if age is None:
        return f"{node} was never heard of"
    return f"{node} was last heard of {age:.0f} seconds ago" if age > heartbeats.STALE_SECONDS else None


if __name__ == "__main__":
    # An exception is an exit status of 1 as well.
    sys.exit(problem(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else WEB_PORT))
