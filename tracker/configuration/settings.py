"""Every setting of the app, read once from the environment, checked, and never changed afterwards."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, Self

from tracker.configuration import checks, mail
from tracker.configuration.checks import PREFIX, SettingsFault
from tracker.configuration.mail import MailSettings
from tracker.domain.outbound.places import Network

__all__ = ["Settings", "SettingsFault", "find_folder"]

PACKAGE = Path(__file__).resolve().parents[1]
ROOT = PACKAGE.parent
SECRET_SHORTEST: Final = 32


def find_folder(name: str) -> Path:
    """`templates` and `static` stand beside the package in a checkout and inside it in a wheel."""
    inside = PACKAGE / name
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
    threads: int = 4
    practitioner_factor_required: bool = True
    backup_days: int = 14
    import_mb: int = 200
    snomed_licensed: bool = False
    webhooks: bool = False
    webhook_networks: tuple[Network, ...] = ()
    webhook_ports: tuple[int, ...] = (443, 8123, 8443)
    address: str | None = None
    push: bool = True
    push_contact: str | None = None
    mail: MailSettings | None = None
    breached_passwords: Path | None = None
    development: bool = False
    testing: bool = False

    @property
    def backup_folder(self) -> Path:
        return self.instance_path / "backups"

    @property
    def public_address(self) -> str | None:
        """What the addresses of pages in a mail begin with; None where the settings do not tell."""
        first = self.trusted_hosts[0] if self.https and self.trusted_hosts else "."
        return self.address or (None if first.startswith(".") else f"https://{first}")

    @property
    def contact(self) -> str | None:
        """Where services for push messages may turn to, as they ask for it (RFC 8292, section 2.1)."""
        if self.push_contact is not None or self.mail is None:
            return self.push_contact or self.public_address
        return f"mailto:{self.mail.sender.address}"

    @property
    def import_bytes(self) -> int:
        """How long a file may be that is brought in."""
        return self.import_mb * 1_000_000

    @property
    def is_sqlite(self) -> bool:
        return self.database_url.startswith("sqlite")

    @classmethod
    def from_env(cls, environ: Mapping[str, str] | None = None) -> Self:
        """What the environment says, all of it checked before anything is made."""
        env = _Env(os.environ if environ is None else environ)
        instance = Path(env.text("INSTANCE_PATH") or _default_instance()).expanduser().resolve()
        settings = cls(
            instance_path=instance,
            database_url=_database_url(env.text("DATABASE_URL"), instance),
            secret_key=env.text("SECRET_KEY") or "",
            secret_key_fallbacks=env.words("SECRET_KEY_FALLBACKS"),
            trusted_hosts=tuple(checks.host_of(host) for host in env.parts("TRUSTED_HOSTS")),
            https=env.flag("HTTPS", default=False),
            proxies=env.number("PROXIES", 0, 0, 5),
            sign_up_open=env.flag("SIGN_UP", default=True),
            time_zone=env.text("TIME_ZONE") or "UTC",
            country=(env.text("COUNTRY") or "").upper() or None,
            idle_minutes=env.number("IDLE_MINUTES", 30, 1, 24 * 60),
            absolute_hours=env.number("ABSOLUTE_HOURS", 12, 1, 24 * 30),
            kept_idle_days=env.number("KEPT_IDLE_DAYS", 30, 1, 365),
            kept_absolute_days=env.number("KEPT_ABSOLUTE_DAYS", 180, 1, 730),
            threads=env.number("THREADS", 4, 1, 64),
            practitioner_factor_required=env.flag("PRACTITIONER_FACTOR", default=True),
            backup_days=env.number("BACKUP_DAYS", 14, 0, 35),
            import_mb=env.number("IMPORT_MB", 200, 1, 2000),
            snomed_licensed=env.flag("SNOMED_LICENSED", default=False),
            webhooks=env.flag("WEBHOOKS", default=False),
            webhook_networks=tuple(checks.network_of(one) for one in env.words("WEBHOOKS_PRIVATE")),
            webhook_ports=tuple(checks.port_of(one) for one in env.words("WEBHOOKS_PORTS")) or (443, 8123, 8443),
            address=checks.page_address(env.text("ADDRESS")),
            push=env.flag("PUSH", default=True),
            push_contact=checks.contact_of(env.text("PUSH_CONTACT")),
            mail=_mail(env),
            breached_passwords=env.path("BREACHED_PASSWORDS"),
            development=env.flag("DEVELOPMENT", default=False),
        )
        env.check_names()
        return settings.checked().with_secret()

    @classmethod
    def for_tests(cls, folder: Path, *, database_url: str | None = None) -> Self:
        return cls(
            instance_path=folder,
            database_url=database_url or f"sqlite:///{folder / 'test.sqlite3'}",
            secret_key="a secret for tests only, long enough to be taken",  # noqa: S106
            time_zone="Europe/Berlin",
            webhooks=True,
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
        if self.secret_key:
            _check_secret(self.secret_key, "TRACKER_SECRET_KEY")
        checks.check_https(https=self.https, hosts=self.trusted_hosts, development=self.development)
        checks.check_zone(self.time_zone)
        checks.check_country(self.country)
        checks.check_limits(
            idle_minutes=self.idle_minutes,
            absolute_hours=self.absolute_hours,
            kept_idle_days=self.kept_idle_days,
            kept_absolute_days=self.kept_absolute_days,
        )
        checks.check_address(self.database_url)
        if self.mail is not None:
            mail.check_mail(self.mail, self.public_address)
        return self

    def with_secret(self) -> Self:
        """The same with its folder, and with the secret that lies in it where none was given."""
        try:
            _make_private_folder(self.instance_path)
            if self.secret_key:
                return self
            kept = self.with_(secret_key=_kept_secret(self.instance_path))
        except OSError as fault:
            raise SettingsFault(f"TRACKER_INSTANCE_PATH cannot be used: {fault.filename}: {fault.strerror}.") from fault
        _check_secret(kept.secret_key, f"The secret in {self.instance_path / 'secret_key'}")
        return kept

    def with_(self, **changes: object) -> Self:
        return replace(self, **changes)  # type: ignore[arg-type]


class _Env:
    def __init__(self, environ: Mapping[str, str]) -> None:
        self._environ = environ
        self._asked: set[str] = set()

    def text(self, name: str) -> str | None:
        self._asked.add(PREFIX + name)
        return self._environ.get(PREFIX + name, "").strip() or None

    def check_names(self) -> None:
        """Once all settings were asked for: whatever else has a name like theirs is a fault."""
        checks.check_names(self._environ, self._asked)

    def words(self, name: str) -> tuple[str, ...]:
        return tuple(filter(None, (word.strip() for word in (self.text(name) or "").split(","))))

    def parts(self, name: str) -> tuple[str, ...]:
        """As they were written, with those that are blank; none where the setting is not set at all."""
        text = self.text(name) or ""
        return tuple(text.split(",")) if text or PREFIX + name in self._environ else ()

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


def _mail(env: _Env) -> MailSettings | None:
    """None without a host. All names are asked for, so that none of them is taken for a slip of the pen."""
    host, security = env.text("MAIL_HOST"), mail.security_of(env.text("MAIL_SECURITY"))
    port = env.number("MAIL_PORT", mail.PORTS[security], 1, checks.PORT_HIGHEST)
    user, password = env.text("MAIL_USER"), env.text("MAIL_PASSWORD")
    file, sender = env.path("MAIL_PASSWORD_FILE"), env.text("MAIL_FROM")
    if host is None:
        return None
    return MailSettings(
        host=host,
        port=port,
        security=security,
        sender=mail.sender_of(sender),
        user=user,
        password=mail.password_of(password, file),
    )


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


def _check_secret(secret: str, what: str) -> None:
    if len(secret) < SECRET_SHORTEST:
        raise SettingsFault(f"{what} is too short: give at least {SECRET_SHORTEST} characters.")


def _kept_secret(instance: Path) -> str:
    """The secret made on first start; created for its owner alone, so that no moment leaves it readable."""
    path = instance / "secret_key"
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii", errors="replace").strip()
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(48))
    return path.read_text(encoding="ascii", errors="replace").strip()
