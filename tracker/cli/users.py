"""`tracker user`: make, list, close, open and erase accounts, and help those who cannot get in."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from flask import Flask

from tracker.accounts.queries import AccountLine
from tracker.accounts.services import accounts, hosting
from tracker.cli.frame import Tables, app_ready, session, stop
from tracker.domain.errors import Problems
from tracker.patients.services import record as patients
from tracker.web import clock
from tracker.web.extensions import db
from tracker.wording import errors


@click.group()
def user() -> None:
    """Make, list, close, open and erase accounts, and help those who cannot get in."""


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
    with app_ready(Tables.NEWEST_OR_NEW) as app:
        password = _password(password_file)
        now = clock.now()
        try:
            new = accounts.NewAccount(
                user_name=name,
                password=password,
                email=email,
                time_zone=time_zone or app.extensions["settings"].time_zone,
                is_practitioner=practitioner,
            )
            account_id = accounts.add_account(session(), new, now, _rules(app))
        except Problems as problems:
            stop("; ".join(errors.said_by_field(problems).values()))
        if not practitioner:
            patients.make_patient(session(), account_id, now)
        db.session.commit()
    click.echo(f"Made the account {name}.")


def _rules(app: Flask) -> accounts.PasswordRules:
    settings = app.extensions["settings"]
    return accounts.PasswordRules(breached=settings.breached_passwords, hosts=settings.trusted_hosts)


@user.command("list")
def user_list() -> None:
    """List the accounts: kind, day made, and what else is to be known of each. Nothing of anyone's diary."""
    with app_ready():
        for row in accounts.list_accounts(session()):
            kind = "practitioner" if row.is_practitioner else "patient"
            click.echo("\t".join((row.user_name, kind, str(row.created_at.date()), *_remarks(row))))


def _remarks(row: AccountLine) -> Iterator[str]:
    yield "second factor" if row.second_factor_since is not None else "no second factor"
    if row.is_demo:
        yield "demo"
    if row.disabled_at is not None:
        yield f"disabled since {row.disabled_at.date()}"
    if row.erase_at is not None:
        yield f"will be deleted on {row.erase_at.date()}"


@user.command("recovery-code")
@click.argument("name")
def user_recovery_code(name: str) -> None:
    """Print a code with which somebody who forgot their password chooses a new one. It works once, for a day."""
    with _acting(name):
        code = hosting.make_recovery_code(session(), name, clock.now())
    click.echo(code)
    click.echo(f"Tell it to {name} and nobody else. With it they choose a new password at /recover, within 24 hours.")


@user.command("remove-factors")
@click.argument("name")
def user_remove_factors(name: str) -> None:
    """Take away the authenticator app and every passkey of an account, and end every sign-in of it."""
    with _acting(name):
        had_factor = hosting.remove_factors(session(), name, clock.now())
    if had_factor:
        click.echo(f"{name} has no second factor now, and every sign-in has ended. Be sure that it was them who asked.")
    else:
        click.echo(f"{name} had no second factor. Every sign-in has ended.")


@user.command("sign-out")
@click.argument("name")
def user_sign_out(name: str) -> None:
    """End every sign-in of an account."""
    with _acting(name):
        hosting.sign_out(session(), name, clock.now())
    click.echo(f"Every sign-in of {name} has ended.")


@user.command("disable")
@click.argument("name")
def user_disable(name: str) -> None:
    """Close an account: nobody signs in to it, and its diary is shown to nobody. Nothing is deleted."""
    with _acting(name):
        changed = hosting.disable(session(), name, clock.now())
    click.echo(f"{name} is disabled." if changed else f"{name} was disabled before.")


@user.command("enable")
@click.argument("name")
def user_enable(name: str) -> None:
    """Open a closed account again."""
    with _acting(name):
        changed = hosting.enable(session(), name, clock.now())
    click.echo(f"{name} is enabled." if changed else f"{name} was not disabled.")


@user.command("erase")
@click.argument("name")
@click.option("--yes", is_flag=True, help="Do not ask for the name again.")
def user_erase(name: str, *, yes: bool) -> None:
    """Erase an account with everything in it, now and for good. Better: they do it themselves, under Settings."""
    with _acting(name):
        account = accounts.find_by_name(session(), name)
        if account is not None and not yes:
            _ask_for_name(account.user_name)
        hosting.erase(session(), name, clock.now())
    click.echo(f"{name} is erased, with everything that belonged to the account.")
    click.echo("Backups still hold it until they go, after 35 days at the latest; a restore erases it again.")


def _ask_for_name(name: str) -> None:
    click.echo(f"This erases {name} with the whole diary, or with all that a practitioner wrote. It cannot be undone.")
    if click.prompt("Type the name to go on", default="", show_default=False).strip() != name:
        stop("that was not the name; nothing was erased")


@user.command("reset-password")
@click.argument("name")
@click.option("--password-file", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="Its first line.")
def user_reset_password(name: str, *, password_file: Path | None) -> None:
    """Set a new password and end every sign-in. Better: recovery-code, for then you never know their password."""
    with _acting(name) as app:
        try:
            accounts.reset_password(session(), name, _password(password_file), clock.now(), _rules(app))
        except Problems as problems:
            stop("; ".join(errors.said_by_field(problems).values()))
    click.echo(f"The password of {name} is new, and every sign-in has ended.")
    click.echo(f"Next time, “tracker user recovery-code {name}” lets them choose it alone.")


@contextmanager
def _acting(name: str) -> Iterator[Flask]:
    """Do something with the account of this name, and commit."""
    with app_ready() as app:
        try:
            yield app
        except accounts.UnknownAccount:
            stop(f"there is no account {name}")
        db.session.commit()


def _password(file: Path | None) -> str:
    if file is None:
        given: str = click.prompt("Password", hide_input=True, confirmation_prompt=True)
        return given
    lines = file.read_text(encoding="utf-8").splitlines()
    return lines[0] if lines else ""
