"""How gunicorn serves the app: several processes beside each other, on PostgreSQL, behind a reverse proxy of yours."""

# From the checkout:
#   .venv/bin/gunicorn --config deploy/gunicorn.conf.py

import os
import sys

wsgi_app = "tracker.serving:app()"
bind = "127.0.0.1:8000"

# Each worker holds at most 2 x TRACKER_THREADS + 12 connections to PostgreSQL: 3 x (2 x 4 + 12) = 60 of its usual 100.
workers = 3
# Reads connections as `tracker serve` does: slow ones hold no thread, and waiting passwords keep no page waiting.
worker_class = "tracker.server.worker.TrackerWorker"
# Each worker makes its own connections, after it was forked.
preload_app = False

# The app gives up waiting for its database before 20 s, so a worker that is silent for 60 s is stuck and is replaced.
timeout = 60
graceful_timeout = 30
max_requests = 20_000
max_requests_jitter = 2_000

# Addresses may hold the secret of a share link, so there is no access log. The app logs what must be known.
accesslog = None
errorlog = "-"

umask = 0o077
control_socket_disable = True


def on_starting(_server: object) -> None:
    """Before any worker is made: what keeps the app from starting is said once, in one sentence."""
    from tracker.serving import why_not  # noqa: PLC0415 - the folder of the app is known by now, and not before

    told = why_not()
    if told is not None:
        sys.exit(f"tracker: {told}")


if os.access("/dev/shm", os.W_OK):  # noqa: S108 - where workers say that they live, without touching a disk
    worker_tmp_dir = "/dev/shm"  # noqa: S108
