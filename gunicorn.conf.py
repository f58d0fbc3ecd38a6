"""The web server's own settings; those of the app are environment variables (.env.example). WEB_CONCURRENCY sets the processes."""

import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

import environ

from influencer_finder import logs

environ.Env.read_env(Path(__file__).parent / ".env")
bind = "0.0.0.0:8000"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = 4
# A slow statement ends by itself before this (PGOPTIONS).
timeout = 90
# In memory: a heartbeat must not wait for a slow disk.
MEMORY = Path("/dev/shm")  # noqa: S108  # gunicorn makes files of its own names there
worker_tmp_dir = str(MEMORY) if MEMORY.is_dir() else None
# It would want a folder to write to.
control_socket_disable = True
# The app itself logs a line a request.
accesslog = None
logconfig_dict = logs.config(os.environ.get("LOG_FORMAT", "plain"), os.environ.get("LOG_LEVEL", "INFO"))

# Several processes count into one folder, for /metrics.
if os.environ.get("METRICS_TOKEN"):
    os.environ.setdefault("PROMETHEUS_MULTIPROC_DIR", os.path.join(tempfile.gettempdir(), "influencer-finder-metrics"))
FOLDER = os.environ.get("PROMETHEUS_MULTIPROC_DIR")


def on_starting(server: Any) -> None:
    """What an earlier server counted is over."""
    if FOLDER:
        shutil.rmtree(FOLDER, ignore_errors=True)
        Path(FOLDER).mkdir(parents=True)


def child_exit(server: Any, worker: Any) -> None:
    if FOLDER:
        # Only now: once imported it counts into PROMETHEUS_MULTIPROC_DIR or nowhere.
        from prometheus_client import multiprocess

        multiprocess.mark_process_dead(worker.pid)  # type: ignore[no-untyped-call]  # the package's own gap
