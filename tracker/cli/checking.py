"""`tracker check`: one line for each thing that could be wrong."""

import shutil
import sqlite3
import sys
from collections.abc import Callable, Sized
from datetime import UTC, datetime, timedelta

import click
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from tracker.accounts.models import Account
from tracker.app import create_app
from tracker.audit.services.events import broken_chains
from tracker.channels import queries as channels
from tracker.channels.queries import MAILED, PUSHED
from tracker.configuration import checks
from tracker.configuration.settings import SECRET_SHORTEST, Settings, SettingsFault
from tracker.domain.reminders.trying import State
from tracker.operations import looking, schema
from tracker.operations.looking import Trouble
from tracker.operations.rotation import timed_backups
from tracker.outbound.mail import Mailer, Unanswered
from tracker.passwords.breached import can_be_searched
from tracker.reminders import queries as reminders
from tracker.sharing.services.events import broken_logs
from tracker.storage.rows import value_of
from tracker.storage.sqlite import only_reading
from tracker.web import clock
from tracker.web.extensions import db
from tracker.webhooks import queries as webhooks
from tracker.wording import statements

LEAST_FREE_MB = 100
BACKUP_OLDEST = timedelta(days=2)
FEWEST_DIFFERENT = 12
INSIDE = frozenset({"migrations", "access logs", "security log", "backups", "webhooks", "reminders", "push"})
REMINDERS_LATELY = timedelta(days=1)
WEBHOOK_FAILS = timedelta(days=1)
MESSAGE_WAITS = timedelta(minutes=15)
EARLIEST_NOW = datetime(2020, 1, 1, tzinfo=UTC)


@click.command()
def check() -> None:
    """Look at settings, database, migrations, disk and clock: one line each; exit 1 on a fault, not on a warning."""
    try:
        app = create_app()
    except SettingsFault as fault:
        click.echo(f"FAULT settings: {fault}")
        sys.exit(1)
    click.echo(f"ok    settings: instance folder {app.instance_path}")
    with app.app_context():
        looks: dict[str, Callable[[Settings], str]] = {
            "proxies": _look_at_proxies,
            "secret key": _look_at_secret,
            "files": _look_at_files,
            "database": _look_at_database,
            "migrations": _look_at_migrations,
            "access logs": lambda _: _whole(broken_logs, "in the logs of {} of {} records", "{:,}, none with a gap"),
            "security log": lambda _: _whole(broken_chains, "for {} of {} accounts", "chains: {:,}, none with a gap"),
            "stolen passwords": _look_at_stolen,
            "backups": _look_at_backups,
            "webhooks": _look_at_webhooks,
            "reminders": _look_at_reminders,
            "push": _look_at_push,
            "mail": _look_at_mail,
            "disk": _look_at_disk,
            "clock": _look_at_clock,
            "statements": _look_at_statements,
        }
        settings: Settings = app.extensions["settings"]
        if not _may_be_opened(settings):
            looks = {name: look for name, look in looks.items() if name not in INSIDE}
        faults = sum(not _report(name, look, settings) for name, look in looks.items())
    sys.exit(1 if faults else 0)


class _Fault(Exception):
    pass


class _Doubt(Exception):
    """What is likely wrong, and may be meant."""


def _report(name: str, look: Callable[[Settings], str], settings: Settings) -> bool:
    try:
        with only_reading():
            click.echo(f"ok    {name}: {look(settings)}")
    except _Doubt as doubt:
        click.echo(f"WARN  {name}: {doubt}")
    except (_Fault, OSError, DBAPIError, sqlite3.Error) as fault:
        click.echo(f"FAULT {name}: {fault.orig if isinstance(fault, DBAPIError) else fault}")
        return False
    finally:
        db.session.rollback()
    return True


def _may_be_opened(settings: Settings) -> bool:
    """False for another program's file: nothing of it is changed, not even how it keeps its journal."""
    try:
        return looking.look_at_file(settings) is None
    except sqlite3.Error:
        return True


def _look_at_statements(_settings: Settings) -> str:
    """What is due is no fault of the host's, who can only wait for a version in which it was looked at again."""
    late = len(statements.due(clock.now().date()))
    return f"{len(statements.ALL)}, {late or 'none'} to be looked at again" + (": `tracker statements`" if late else "")


def _look_at_proxies(settings: Settings) -> str:
    https, proxies = settings.https, settings.proxies
    fault = checks.fault_of_proxies(https=https, proxies=proxies)
    doubt = checks.doubt_of_proxies(https=https, proxies=proxies)
    if fault is not None:
        raise _Fault(fault)
    if doubt is not None:
        raise _Doubt(doubt)
    return f"{proxies} in front"


def _look_at_secret(settings: Settings) -> str:
    keys = (settings.secret_key, *settings.secret_key_fallbacks)
    if any(len(key) < SECRET_SHORTEST or len(set(key)) < FEWEST_DIFFERENT for key in keys):
        raise _Fault(
            "a key is short, or looks made by hand; this makes a good one: "
            "python3 -c 'import secrets; print(secrets.token_urlsafe(48))'"
        )
    older = len(settings.secret_key_fallbacks)
    return "long enough" if not older else f"long enough; {older} older still taken"


def _look_at_files(settings: Settings) -> str:
    found = looking.open_to_others(settings)
    if found:
        raise _Fault(f"others on this machine may look into {'; '.join(found)}")
    return "for their owner alone"


def _look_at_database(settings: Settings) -> str:
    found = looking.look(db.engine, settings)
    if found is not None and found.trouble not in {Trouble.OUTDATED, Trouble.NEWER}:
        raise _Fault(found.words)
    if not settings.is_sqlite:
        with db.engine.connect() as connection:
            return str(connection.execute(text("select version()")).scalar())
    found, finished = looking.look_at_pages(settings)
    too_big: list[str] = []
    if not finished:
        found, too_big = looking.look_on(settings)
    if found is not None:
        raise _Fault(found.words)
    said = f"SQLite {sqlite3.sqlite_version}, undamaged"
    return said if not too_big else f"{said}, but for {', '.join(too_big)}: too big to be looked at while in use"


def _look_at_migrations(_settings: Settings) -> str:
    found = looking.look_at_tables(db.engine)
    if found is not None:
        raise _Fault(found.words)
    return f"the tables are at {schema.newest()}, the newest"


def _whole(find_broken: Callable[[Session], tuple[int, Sized]], broken_words: str, whole_words: str) -> str:
    if schema.stamp_of(db.engine) != schema.newest():
        return "not looked at before the tables are at the newest"
    count, broken = find_broken(db.session())
    if broken:
        raise _Fault(f"events are missing or were changed {broken_words.format(len(broken), count)}")
    return whole_words.format(count)


def _look_at_stolen(settings: Settings) -> str:
    path = settings.breached_passwords
    if path is None:
        return "no list is set; the commonest are refused all the same"
    if not can_be_searched(path):
        raise _Fault(f"the hashes in {path} are not sorted, so passwords in it would be missed; sort it by hash")
    return str(path)


def _look_at_backups(settings: Settings) -> str:
    if not settings.backup_days:
        return "switched off by TRACKER_BACKUP_DAYS=0"
    now = clock.now()
    made = timed_backups(settings.backup_folder)
    if made and now - made[-1][0] <= BACKUP_OLDEST:
        return f"the newest is {made[-1][1]}"
    if _is_young(now):
        return "none yet; the running server makes the first within a day"
    told = f"the newest, {made[-1][1]}, is {(now - made[-1][0]).days} days old" if made else "there is none"
    raise _Fault(f"{told}; the running server makes one each day, and its log says why it could not")


def _is_young(now: datetime) -> bool:
    """Whether nobody has had an account here for longer than backups may take."""
    try:
        first = db.session.execute(select(func.min(Account.created_at))).scalar()
    except DBAPIError:
        return False
    return first is None or now - first <= BACKUP_OLDEST


def _look_at_webhooks(settings: Settings) -> str:
    """What waits long although it could be sent waits for a server; what is not taken is its receiver's doing."""
    if not settings.webhooks:
        return "switched off by TRACKER_WEBHOOKS"
    if schema.stamp_of(db.engine) != schema.newest():
        return "not looked at before the tables are at the newest"
    now = clock.now()
    waiting = value_of(db.session(), *webhooks.overdue(now, now - MESSAGE_WAITS))
    if waiting:
        raise _Fault(f"{waiting:,} messages wait; the running server sends them, and its log says why it could not")
    failing = value_of(db.session(), *webhooks.failing(now - WEBHOOK_FAILS))
    if failing:
        raise _Doubt(f"{failing:,} have taken nothing for a day or longer; their owners see why on their page")
    return "all take what is sent"


def _look_at_reminders(_settings: Settings) -> str:
    if schema.stamp_of(db.engine) != schema.newest():
        return "not looked at before the tables are at the newest"
    wanted = value_of(db.session(), *reminders.wanted())
    if not wanted:
        return "nobody wants any"
    went = {state: count for state, count in db.session.execute(*reminders.went(clock.now() - REMINDERS_LATELY))}  # noqa: C416
    sent, failed = went.get(State.SENT.value, 0), went.get(State.FAILED.value, 0)
    if failed and not sent:
        raise _Fault(f"none of {failed:,} in a day could be sent; `tracker remind` tries again, and the log says why")
    nowhere = went.get(State.NOWHERE.value, 0)
    if nowhere and not sent:
        raise _Doubt(f"{nowhere:,} in a day had nothing to be sent to; their owners see that on their page")
    return f"wanted by {wanted:,}; sent in a day: {sent:,}, in vain: {failed + nowhere:,}"


def _look_at_push(settings: Settings) -> str:
    """No service is called: each browser has its own, and what it says to a message is on its owner's page."""
    if not settings.push:
        return "switched off by TRACKER_PUSH"
    if schema.stamp_of(db.engine) != schema.newest():
        return "not looked at before the tables are at the newest"
    count = value_of(db.session(), *channels.how_many_browsers())
    if settings.contact is None and count:
        raise _Doubt("set TRACKER_PUSH_CONTACT: some services, such as Apple's, take nothing from a server without one")
    waiting = value_of(db.session(), *channels.overdue(clock.now(), clock.now() - MESSAGE_WAITS, PUSHED))
    if waiting:
        raise _Fault(f"{waiting:,} messages wait; the running server sends them, and its log says why it could not")
    return f"{count:,} browsers are reached"


def _look_at_mail(settings: Settings) -> str:
    """The mail server is asked, and nothing is sent."""
    if settings.mail is None:
        return "none is sent; TRACKER_MAIL_HOST sets by which server"
    try:
        Mailer(settings.mail).answers()
    except Unanswered as fault:
        raise _Fault(f"the mail server {settings.mail.host}: {fault}") from fault
    if _may_be_opened(settings) and schema.stamp_of(db.engine) == schema.newest():
        waiting = value_of(db.session(), *channels.overdue(clock.now(), clock.now() - MESSAGE_WAITS, MAILED))
        if waiting:
            raise _Fault(f"{waiting:,} mails wait; the running server sends them, and its log says why it could not")
    return f"{settings.mail.host} answers, and takes mail"


def _look_at_disk(settings: Settings) -> str:
    free = shutil.disk_usage(settings.instance_path).free // 1_000_000
    if free < LEAST_FREE_MB:
        raise _Fault(f"only {free} MB free")
    return f"{free:,} MB free"


def _look_at_clock(_settings: Settings) -> str:
    now = clock.now()
    if now < EARLIEST_NOW:
        raise _Fault(f"it says {now.isoformat()}, which cannot be")
    return now.isoformat()
