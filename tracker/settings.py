"""Every setting of the app, read once from the environment, checked, and never changed afterwards."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from tracker.postgres import open_to_others

ROOT = Path(__file__).resolve().parent.parent
PREFIX = "TRACKER_"
SECRET_SHORTEST = 32


class SettingsFault(Exception):
    """A setting that cannot be used; says which and what would be right."""


def find_folder(name: str) -> Path:
    """`templates` and `static` stand beside the package in a checkout and inside it in a wheel."""
    inside = Path(__file__).resolve().parent / name
    return inside if inside.is_dir() else ROOT / name


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    instance_path: Path
    database_url: str
    secret_key: str
    secret_key_fallbacks: tuple[str, ...] = ()
    trusted_hosts: tuple[str, ...] = ()
    https: bool = False
    proxies: int = 0
    sign_up_open: bool = True
    time_zone: str = "UTC"
    country: str | None = None
    idle_minutes: int = 30
    absolute_hours: int = 12
    kept_idle_days: int = 30
    kept_absolute_days: int = 180
    threads: int = 6
    practitioner_factor_required: bool = True
    backup_days: int = 14
    breached_passwords: Path | None = None
    development: bool = False
    testing: bool = False

    @property
    def backup_folder(self) -> Path:
        return self.instance_path / "backups"

    @property
    def is_sqlite(self) -> bool:
        return self.database_url.startswith("sqlite")

    @classmethod
    def from_env(cls, environ: Mapping[str, str] | None = None) -> Self:
        env = _Env(os.environ if environ is None else environ)
        instance = Path(env.text("INSTANCE_PATH") or _default_instance()).expanduser().resolve()
        _make_private_folder(instance)
        settings = cls(
            instance_path=instance,
            database_url=_database_url(env.text("DATABASE_URL"), instance),
            secret_key=env.text("SECRET_KEY") or _kept_secret(instance),
            secret_key_fallbacks=env.words("SECRET_KEY_FALLBACKS"),
            trusted_hosts=env.words("TRUSTED_HOSTS"),
            https=env.flag("HTTPS", default=False),
            proxies=env.number("PROXIES", 0, 0, 5),
            sign_up_open=env.flag("SIGN_UP", default=True),
            time_zone=env.text("TIME_ZONE") or "UTC",
            country=(env.text("COUNTRY") or "").upper() or None,
            idle_minutes=env.number("IDLE_MINUTES", 30, 1, 24 * 60),
            absolute_hours=env.number("ABSOLUTE_HOURS", 12, 1, 24 * 30),
            kept_idle_days=env.number("KEPT_IDLE_DAYS", 30, 1, 365),
            kept_absolute_days=env.number("KEPT_ABSOLUTE_DAYS", 180, 1, 730),
            threads=env.number("THREADS", 6, 1, 64),
            practitioner_factor_required=env.flag("PRACTITIONER_FACTOR", default=True),
            backup_days=env.number("BACKUP_DAYS", 14, 0, 35),
            breached_passwords=env.path("BREACHED_PASSWORDS"),
            development=env.flag("DEVELOPMENT", default=False),
        )
        return settings.checked()

    @classmethod
    def for_tests(cls, folder: Path, *, database_url: str | None = None) -> Self:
        return cls(
            instance_path=folder,
            database_url=database_url or f"sqlite:///{folder / 'test.sqlite3'}",
            secret_key="a secret for tests only, long enough to be taken",  # noqa: S106
            time_zone="Europe/Berlin",
            testing=True,
        )

    @staticmethod
    def address_of(given: str) -> str:
        """A database's address as it is used, from what a host may write."""
        for short in ("postgres://", "postgresql://"):
            if given.startswith(short):
                return "postgresql+psycopg://" + given.removeprefix(short)
        return given

    def checked(self) -> Self:
        if len(self.secret_key) < SECRET_SHORTEST:
            raise SettingsFault(f"TRACKER_SECRET_KEY is too short: give at least {SECRET_SHORTEST} characters.")
        if self.https and not self.trusted_hosts:
            raise SettingsFault("TRACKER_HTTPS needs TRACKER_TRUSTED_HOSTS: the names this server is reached by.")
        try:
            ZoneInfo(self.time_zone)
        except (ZoneInfoNotFoundError, ValueError) as error:
            raise SettingsFault(f"TRACKER_TIME_ZONE {self.time_zone!r} is not a known zone.") from error
        if not self.database_url.startswith(("sqlite:", "postgresql+psycopg:")):
            raise SettingsFault("TRACKER_DATABASE_URL must start with sqlite: or postgresql:")
        if not self.is_sqlite and open_to_others(self.database_url):
            raise SettingsFault(
                "TRACKER_DATABASE_URL names a server on another machine: end it with ?sslmode=verify-full, and with "
                "&sslrootcert=FILE where its certificate is your own, so that nobody on the way can read along."
            )
        return self

    def with_(self, **changes: object) -> Self:
        return replace(self, **changes)  # type: ignore[arg-type]


class _Env:
    def __init__(self, environ: Mapping[str, str]) -> None:
        self._environ = environ

    def text(self, name: str) -> str | None:
        return self._environ.get(PREFIX + name, "").strip() or None

    def words(self, name: str) -> tuple[str, ...]:
        return tuple(filter(None, (word.strip() for word in (self.text(name) or "").split(","))))

    def path(self, name: str) -> Path | None:
        text = self.text(name)
        if text is None:
            return None
        path = Path(text).expanduser()
        if not path.is_file():
            raise SettingsFault(f"{PREFIX}{name} names {text!r}, which is no file.")
        return path

    def flag(self, name: str, *, default: bool) -> bool:
        text = (self.text(name) or "").lower()
        if text in {"1", "yes", "true", "on", "open"}:
            return True
        if text in {"0", "no", "false", "off", "closed"}:
            return False
        if text:
            raise SettingsFault(f"{PREFIX}{name} must be yes or no, not {text!r}.")
        return default

    def number(self, name: str, default: int, low: int, high: int) -> int:
        text = self.text(name)
        if text is None:
            return default
        if not text.isascii() or not text.isdigit() or not low <= int(text[:9]) <= high:
            raise SettingsFault(f"{PREFIX}{name} must be a whole number from {low} to {high}, not {text!r}.")
        return int(text)


def _default_instance() -> Path:
    return ROOT / "instance" if (ROOT / "pyproject.toml").is_file() else Path.cwd() / "instance"


def _make_private_folder(folder: Path) -> None:
    fresh = not folder.exists()
    folder.mkdir(parents=True, exist_ok=True)
    if fresh or folder == _default_instance():
        folder.chmod(0o700)


def _database_url(given: str | None, instance: Path) -> str:
    if given is None:
        return f"sqlite:///{instance / 'tracker.sqlite3'}"
    return Settings.address_of(given)


def _kept_secret(instance: Path) -> str:
    """The secret made on first start; created for its owner alone, so that no moment leaves it readable."""
    path = instance / "secret_key"
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(48))
    return path.read_text(encoding="ascii").strip()
