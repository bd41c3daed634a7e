"""What reaching somebody takes: the database, and who sends push messages and mail, by the settings."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Self

from sqlalchemy import Engine

from tracker.channels.queries import Lasting
from tracker.configuration.settings import Settings
from tracker.factors.services.sealing import Sealer
from tracker.outbound.carrier import Carrier
from tracker.outbound.mail import Mailer
from tracker.outbound.web_push import ENDPOINT_LENGTH, PORTS, Pusher


@dataclass(frozen=True, slots=True)
class Means:
    """`carrier`: another than the one that calls public numbers alone, for tests."""

    engine: Engine
    settings: Settings
    carrier: Carrier | None = None

    @property
    def secrets(self) -> Sequence[str]:
        return (self.settings.secret_key, *self.settings.secret_key_fallbacks)

    @property
    def sealer(self) -> Sealer:
        return Sealer(self.secrets)

    @property
    def pusher(self) -> Pusher | None:
        """None where the host has switched push messages off."""
        if not self.settings.push:
            return None
        carrier = self.carrier or Carrier(private=(), ports=PORTS, longest=ENDPOINT_LENGTH)
        return Pusher(carrier, self.secrets, self.settings.contact)

    @property
    def mailer(self) -> Mailer | None:
        """None where the host has set no mail server."""
        return None if self.settings.mail is None else Mailer(self.settings.mail)

    @property
    def lasting(self) -> Lasting:
        known = self.settings
        return Lasting(timedelta(days=known.kept_idle_days), timedelta(days=known.kept_absolute_days))

    def with_carrier(self, carrier: Carrier) -> Self:
        return type(self)(self.engine, self.settings, carrier)
