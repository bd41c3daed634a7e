"""The app as a server runs it, with what must be looked at before it serves and what runs beside it.

`gunicorn tracker.serving:app()` makes one in each worker process; `tracker serve` makes one for its own server.
"""

import gc
import logging
import sys
from contextlib import suppress
from typing import Final

from flask import Flask

from tracker import __version__
from tracker.app import create_app
from tracker.channels.services import sending as notices
from tracker.channels.services.means import Means
from tracker.configuration import checks
from tracker.configuration.settings import Settings, SettingsFault
from tracker.operations import in_use, looking, withdrawn
from tracker.operations.backup import engine_for
from tracker.operations.copies import at_work
from tracker.operations.guard import Guard
from tracker.operations.jobs import Clockwork
from tracker.operations.sending import (
    NoticeSender,
    ReminderSender,
    Sender,
    WebhookSender,
    reminding_of,
    sending_of,
)
from tracker.web import clock, logs
from tracker.web.extensions import db

log = logging.getLogger("tracker")
# How many more objects there may be than when they were last looked over; and how many looks at the young ones go by
# before older ones are looked over as well. A page makes tens of thousands that go by themselves when it is done.
OBJECTS: Final = 20_000
LOOKS: Final = (10, 10)
# Heaps of the C library for all threads together. It would make eight for each processor, of which none can use what
# was given back to another: after many pages a fifth more memory.
HEAPS: Final = 2
M_ARENA_MAX: Final = -8  # of glibc's malloc.h


def app() -> Flask:
    """`Refused` where the database is not ours, `InUse` while it is restored; other trouble leaves the app reading."""
    logs.set_up()
    settings = Settings.from_env()
    in_use.use_until_exit(settings)
    if checks.fault_of_proxies(https=settings.https, proxies=settings.proxies) is not None:
        log.error("proxies.none_set")
    made = create_app(settings)
    if guard_of(made).begin() is None:
        with made.app_context():
            withdrawn.catch_up_at_start(db.engine, settings, clock.now())
    log.info("server.started version=%s", __version__)
    start_beside(made)
    return made


def why_not() -> str | None:
    """In one sentence what keeps the app from starting at all; None where nothing does."""
    try:
        settings = Settings.from_env()
    except SettingsFault as fault:
        return str(fault)
    with at_work(engine_for(settings)) as engine:
        found = looking.look(engine, settings)
    return None if found is None or found.trouble.starts else found.words


def guard_of(made: Flask) -> Guard:
    guard: Guard = made.extensions["guard"]
    return guard


def keep_for_good() -> None:
    """What there is when the app begins to serve stays until its end: it is never looked over for what can go.

    Not even now: that takes a tenth of a start, for the little there is.
    """
    gc.freeze()
    gc.set_threshold(OBJECTS, *LOOKS)


def share_heaps() -> None:
    """Have all threads share two heaps, where the C library is one that can: glibc. To be said before there are any."""
    if sys.platform == "linux":
        import ctypes  # noqa: PLC0415 - only a server needs it

        with suppress(AttributeError, OSError):
            ctypes.CDLL(None).mallopt(M_ARENA_MAX, HEAPS)


def start_beside(made: Flask) -> None:
    """Start what runs beside the server, in threads of this process."""
    share_heaps()
    keep_for_good()
    settings: Settings = made.extensions["settings"]
    with made.app_context():
        clockwork = Clockwork(db.engine, settings, clock.now)
        reminders = ReminderSender(reminding_of(db.engine, settings, clock.now))
        beside: list[Clockwork | ReminderSender | Sender] = [clockwork, reminders]
        if settings.webhooks:
            beside.append(WebhookSender(sending_of(db.engine, settings, clock.now)))
        if settings.push or settings.mail is not None:
            beside.append(NoticeSender(notices.Sending(Means(db.engine, settings), clock.now)))
    made.extensions["clockwork"], made.extensions["beside"] = clockwork, beside
    for one in beside:
        one.start()


def stop_beside(made: Flask) -> None:
    """Let what runs beside the server come to its end."""
    for one in made.extensions["beside"]:
        one.stop()
