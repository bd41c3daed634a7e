"""Sends webhooks, reminders and notices beside the server, in threads of their own, each by one process alone."""

import logging
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from threading import Event, Thread
from typing import Final
from uuid import UUID

from sqlalchemy import Engine

from tracker.channels.services import sending as notices
from tracker.channels.services.delivering import Call, Means, reach
from tracker.configuration.settings import Settings
from tracker.factors.services.sealing import Sealer
from tracker.outbound.carrier import Carrier
from tracker.reminders.services import sending as calls
from tracker.reminders.services.sending import Reminding
from tracker.webhooks.services import sending
from tracker.webhooks.services.sending import Sending
from tracker.wording.catalogues import languages
from tracker.wording.reminders import Said

log = logging.getLogger(__name__)
LOOK_EVERY_SECONDS: Final = 5.0
AFTER_A_FAULT_SECONDS: Final = 60.0
REMIND_EVERY_SECONDS: Final = 60.0
# Where a tap on a reminder leads, and its second button.
START: Final = "/"
NOT_TODAY: Final = "/reminders/not-today"
# So many webhooks at a time: a receiver that is slow keeps no other waiting.
AT_A_TIME: Final = 4


def sending_of(engine: Engine, settings: Settings, now: Callable[[], datetime]) -> Sending:
    """What sending takes, by the settings."""
    carrier = Carrier(private=settings.webhook_networks, ports=frozenset(settings.webhook_ports))
    return Sending(engine, carrier, Sealer((settings.secret_key, *settings.secret_key_fallbacks)), now)


def reminding_of(engine: Engine, settings: Settings, now: Callable[[], datetime]) -> Reminding:
    """What reminders take, by the settings. A tap leads to the page of today, whatever a call is about."""
    means = Means(engine, settings)

    def say(account_id: UUID, said: Said, channels: frozenset[str], lasts: timedelta) -> Mapping[str, str]:
        other = (said.not_today, NOT_TODAY) if said.not_today else None
        call = Call(account_id, said.topic, said.title, said.text, START, other, lasts)
        return {name: outcome.value for name, outcome in reach(means, call, channels, now()).items()}

    return Reminding(engine, say, languages(), now)


class ReminderSender:
    """Looks every minute which reminders are due, in a thread of its own: a long backup keeps none waiting."""

    def __init__(self, what: Reminding) -> None:
        self._stopped = Event()
        self._what = what
        self._thread: Thread | None = None

    def start(self) -> None:
        self._thread = Thread(target=self._turn, name="reminders", daemon=True)
        self._thread.start()

    def stop(self, seconds: float = 5.0) -> None:
        self._stopped.set()
        if self._thread is not None:
            self._thread.join(seconds)

    def _turn(self) -> None:
        while not self._stopped.wait(REMIND_EVERY_SECONDS):
            self.remind()

    def remind(self) -> bool:
        """Make the calls that are due; False where that could not be done, as where the database is away."""
        try:
            calls.run(self._what)
        except Exception as fault:  # noqa: BLE001 - whatever it is, it is tried again
            log.error("reminders.failed fault=%s", type(fault).__name__)  # noqa: TRY400 - a traceback would add nothing
            return False
        return True


class Sender:
    """Looks every few seconds for what waits, in a thread of its own."""

    name = ""

    def __init__(self) -> None:
        self._stopped = Event()
        self._thread: Thread | None = None

    def goes_on(self) -> bool:
        return not self._stopped.is_set()

    def start(self) -> None:
        self._thread = Thread(target=self._turn, name=self.name, daemon=True)
        self._thread.start()

    def stop(self, seconds: float = 5.0) -> None:
        self._stopped.set()
        if self._thread is not None:
            self._thread.join(seconds)

    def _turn(self) -> None:
        pause = LOOK_EVERY_SECONDS
        while not self._stopped.wait(pause):
            pause = LOOK_EVERY_SECONDS if self.send_due() else AFTER_A_FAULT_SECONDS

    def send_due(self) -> bool:
        """Send what is due; False where that could not be done, as where the database is away."""
        try:
            self.work()
        except Exception as fault:  # noqa: BLE001 - whatever it is, it is tried again
            log.error("%s.failed fault=%s", self.name, type(fault).__name__)  # noqa: TRY400 - a traceback would add nothing
            return False
        return True

    def work(self) -> None:
        raise NotImplementedError


class WebhookSender(Sender):
    """Sends webhooks, several at a time."""

    name = "webhooks"

    def __init__(self, what: Sending) -> None:
        super().__init__()
        self._what = replace(what, goes_on=self.goes_on)

    def work(self) -> None:
        waiting = sending.due(self._what)
        with ThreadPoolExecutor(AT_A_TIME, thread_name_prefix="webhook") as pool:
            list(pool.map(partial(sending.send_to, self._what), waiting))


class NoticeSender(Sender):
    """Sends what accounts are told by mail, links that confirm addresses, and tests of browsers."""

    name = "notices"

    def __init__(self, what: notices.Sending) -> None:
        super().__init__()
        self._what = replace(what, goes_on=self.goes_on)

    def work(self) -> None:
        notices.send_due(self._what)
