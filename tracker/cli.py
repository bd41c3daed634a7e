"""The `tracker` command: serve, make accounts, export and import, and check that all is well."""

import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, NoReturn

import click
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from tracker import __version__, schema
from tracker.accounts import services as accounts
from tracker.app import create_app
from tracker.demo import DemoRefused, build_demo
from tracker.domain import parsing
from tracker.domain.errors import Invalid, Problems
from tracker.extensions import db
from tracker.patients import history
from tracker.patients import queries as patients_queries
from tracker.patients import services as patients
from tracker.patients.records import Author
from tracker.practice.services.standing import refresh_standing
from tracker.reports.services import ImportFault, export_to_folder, import_folder
from tracker.settings import Settings, SettingsFault
from tracker.sharing.services.events import broken_logs
from tracker.web import clock, quiet

LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
LEAST_FREE_MB = 100
EARLIEST_NOW = datetime(2020, 1, 1, tzinfo=UTC)


@contextmanager
def _app(*, migrated: bool = True) -> Iterator[Flask]:
    try:
        app = create_app()
    except SettingsFault as fault:
        _stop(str(fault))
    with app.app_context():
        try:
            if migrated:
                schema.upgrade(db.engine)
            yield app
        except schema.SchemaFault as fault:
            _stop(str(fault))
        except DBAPIError as fault:
            _stop(f"the database cannot be used: {fault.orig}")
        finally:
            db.session.remove()


def _stop(message: str) -> NoReturn:
    click.echo(f"tracker: {message}", err=True)
    sys.exit(1)


def _session() -> Session:
    return db.session()


@click.group()
@click.version_option(__version__, prog_name="tracker")
def main() -> None:
    """Sciatica Tracker: a diary of pain and treatment for you and your acupuncturist."""


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help="Port to listen on.")
def serve(host: str, port: int) -> None:
    """Bring the tables up to date and serve the app."""
    from waitress import create_server  # noqa: PLC0415 - only this command needs a server

    with _app() as app:
        settings: Settings = app.extensions["settings"]
        if host not in LOOPBACK and not settings.https:
            _stop("listening beyond this machine needs HTTPS in front: see “Host it” in the README")
        history.forget_deleted_of_all(_session(), now=clock.now())
        db.session.commit()
        db.session.remove()
        quiet.keep_addresses_out("waitress")
        try:
            server = create_server(
                app,
                host=host,
                port=port,
                threads=settings.threads,
                ident=None,
                clear_untrusted_proxy_headers=not settings.proxies,
                max_request_body_size=app.config["MAX_CONTENT_LENGTH"] * 2,
            )
        except OSError as fault:
            _stop(f"cannot listen on {host}:{port}: {fault.strerror}. Choose another port with --port.")
        shown = f"[{host}]" if ":" in host else host
        click.echo(f"Sciatica Tracker is ready: http://{shown}:{_bound_port(server, port)}   (Ctrl+C stops it)")
        if not settings.https:
            click.echo("Plain http, for this machine only. To reach it from elsewhere, put HTTPS in front.")
        server.run()


def _bound_port(server: Any, asked: int) -> int:
    return int(getattr(server, "effective_port", asked))


@main.command()
@click.option("--force", is_flag=True, help="Also where the database holds real accounts.")
def demo(*, force: bool) -> None:
    """Make the made-up people, dated back from today, and print their sign-in."""
    with _app():
        try:
            made = build_demo(_session(), clock.now(), force=force)
        except DemoRefused as refusal:
            _stop(str(refusal))
        db.session.commit()
    click.echo(f"Made-up people: {', '.join(made.names)}")
    click.echo(f"Password for each of them: {made.password}")


@main.group()
def user() -> None:
    """Make and list accounts, and start a password anew."""


@user.command("add")
@click.argument("name")
@click.option("--practitioner", is_flag=True, help="Somebody who treats people, and keeps no diary here.")
@click.option("--email", help="E-mail address, if any.")
@click.option("--time-zone", help="Such as Europe/Berlin; the server's own by default.")
@click.option("--password-file", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="Its first line.")
def user_add(
    name: str, *, practitioner: bool, email: str | None, time_zone: str | None, password_file: Path | None
) -> None:
    """Make an account."""
    with _app() as app:
        password = _password(password_file)
        now = clock.now()
        try:
            account_id = accounts.add_account(
                _session(),
                user_name=name,
                password=password,
                email=email,
                time_zone=time_zone or app.extensions["settings"].time_zone,
                practitioner=practitioner,
                now=now,
            )
        except Problems as problems:
            _stop("; ".join(problems.by_field.values()))
        if not practitioner:
            patients.make_patient(_session(), account_id, now)
        db.session.commit()
    click.echo(f"Made the account {name}.")


@user.command("list")
def user_list() -> None:
    """List the accounts; nothing of anyone's diary."""
    with _app():
        for row in accounts.list_accounts(_session()):
            kind = "practitioner" if row.is_practitioner else "patient"
            click.echo(f"{row.user_name}\t{kind}\t{row.created_at.date()}\t{'demo' if row.is_demo else ''}".rstrip())


@user.command("reset-password")
@click.argument("name")
@click.option("--password-file", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="Its first line.")
def user_reset_password(name: str, *, password_file: Path | None) -> None:
    """Set a new password and end every sign-in of the account."""
    with _app():
        try:
            accounts.reset_password(_session(), name, _password(password_file), now=clock.now())
        except accounts.UnknownAccount:
            _stop(f"there is no account {name}")
        except Problems as problems:
            _stop("; ".join(problems.by_field.values()))
        db.session.commit()
    click.echo(f"The password of {name} is new, and every sign-in has ended.")


def _password(file: Path | None) -> str:
    if file is None:
        given: str = click.prompt("Password", hide_input=True, confirmation_prompt=True)
        return given
    lines = file.read_text(encoding="utf-8").splitlines()
    return lines[0] if lines else ""


def _day(_context: click.Context, _option: click.Parameter, value: str | None) -> date | None:
    try:
        return parsing.day(value)
    except Invalid as problem:
        raise click.BadParameter(str(problem)) from problem


@main.command()
@click.option("--patient", "name", required=True, help="User name of the patient.")
@click.option("--out", required=True, type=click.Path(path_type=Path, file_okay=False), help="Folder to write to.")
@click.option("--from", "first", callback=_day, help="First day, such as 2026-01-01.")
@click.option("--to", "last", callback=_day, help="Last day, included.")
def export(name: str, out: Path, first: date | None, last: date | None) -> None:
    """Write a patient's files to a folder."""
    with _app():
        for path in export_to_folder(_session(), _patient_id(name), out, first, last, clock.now()):
            click.echo(path)


@main.command("import")
@click.option("--patient", "name", required=True, help="User name of the patient.")
@click.option("--dry-run", is_flag=True, help="Check everything, change nothing.")
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
def import_(name: str, folder: Path, *, dry_run: bool) -> None:
    """Read exported files back: all of them or, where a row is wrong, none."""
    with _app():
        now = clock.now()
        try:
            patient_id = _patient_id(name)
            result = import_folder(_session(), patient_id, folder, Author(None, now), dry_run=dry_run)
        except ImportFault as fault:
            for error in fault.errors:
                click.echo(str(error), err=True)
            _stop("nothing was changed")
        if dry_run:
            db.session.rollback()
        else:
            refresh_standing(_session(), patient_id, now)
            db.session.commit()
    for file, counts in result.by_file.items():
        click.echo(f"{file}: {counts.new} new, {counts.same} already here")
    if dry_run:
        click.echo("Nothing was changed: this was a dry run.")


def _patient_id(name: str) -> Any:
    account = accounts.find_by_name(_session(), name)
    patient_id = account and _session().execute(*patients_queries.own_patient_id(account.id)).scalar()
    if patient_id is None:
        _stop(f"there is no patient {name}")
    return patient_id


@main.command()
def check() -> None:
    """Look at settings, database, migrations, disk and clock: one line each; exit 1 on a fault."""
    try:
        app = create_app()
    except SettingsFault as fault:
        click.echo(f"FAULT settings: {fault}")
        sys.exit(1)
    click.echo(f"ok    settings: instance folder {app.instance_path}")
    with app.app_context():
        looks: dict[str, Callable[[Settings], str]] = {
            "database": _look_at_database,
            "migrations": _look_at_migrations,
            "access logs": _look_at_logs,
            "disk": _look_at_disk,
            "clock": _look_at_clock,
        }
        faults = sum(not _report(name, look, app.extensions["settings"]) for name, look in looks.items())
    sys.exit(1 if faults else 0)


class _Fault(Exception):
    pass


def _report(name: str, look: Callable[[Settings], str], settings: Settings) -> bool:
    try:
        click.echo(f"ok    {name}: {look(settings)}")
    except (_Fault, OSError, DBAPIError) as fault:
        click.echo(f"FAULT {name}: {fault.orig if isinstance(fault, DBAPIError) else fault}")
        return False
    return True


def _look_at_database(settings: Settings) -> str:
    with db.engine.connect() as connection:
        if not settings.is_sqlite:
            return str(connection.execute(text("select version()")).scalar())
        found = connection.execute(text("pragma quick_check")).scalar()
        if found != "ok":
            raise _Fault(f"the file is damaged ({found}); restore the last backup")
    return f"SQLite {sqlite3.sqlite_version}, undamaged"


def _look_at_migrations(_settings: Settings) -> str:
    stamp, newest = schema.stamp_of(db.engine), schema.newest()
    if stamp != newest:
        raise _Fault(f"the tables are at {stamp}, the app needs {newest}; “tracker serve” brings them up")
    return f"the tables are at {stamp}, the newest"


def _look_at_logs(_settings: Settings) -> str:
    if schema.stamp_of(db.engine) != schema.newest():
        return "not looked at before the tables are at the newest"
    count, broken = broken_logs(db.session())
    if broken:
        raise _Fault(f"events are missing or were changed in the logs of {len(broken)} of {count} records")
    return f"{count:,}, none with a gap"


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
