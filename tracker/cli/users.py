"""`tracker user`: make and list accounts, and start a password anew."""

from pathlib import Path

import click

from tracker.accounts import services as accounts
from tracker.cli.frame import app_ready, session, stop
from tracker.domain.errors import Problems
from tracker.extensions import db
from tracker.patients import services as patients
from tracker.web import clock


@click.group()
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
    with app_ready() as app:
        password = _password(password_file)
        now = clock.now()
        try:
            account_id = accounts.add_account(
                session(),
                user_name=name,
                password=password,
                email=email,
                time_zone=time_zone or app.extensions["settings"].time_zone,
                practitioner=practitioner,
                now=now,
            )
        except Problems as problems:
            stop("; ".join(problems.by_field.values()))
        if not practitioner:
            patients.make_patient(session(), account_id, now)
        db.session.commit()
    click.echo(f"Made the account {name}.")


@user.command("list")
def user_list() -> None:
    """List the accounts; nothing of anyone's diary."""
    with app_ready():
        for row in accounts.list_accounts(session()):
            kind = "practitioner" if row.is_practitioner else "patient"
            click.echo(f"{row.user_name}\t{kind}\t{row.created_at.date()}\t{'demo' if row.is_demo else ''}".rstrip())


@user.command("reset-password")
@click.argument("name")
@click.option("--password-file", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="Its first line.")
def user_reset_password(name: str, *, password_file: Path | None) -> None:
    """Set a new password and end every sign-in of the account."""
    with app_ready():
        try:
            accounts.reset_password(session(), name, _password(password_file), now=clock.now())
        except accounts.UnknownAccount:
            stop(f"there is no account {name}")
        except Problems as problems:
            stop("; ".join(problems.by_field.values()))
        db.session.commit()
    click.echo(f"The password of {name} is new, and every sign-in has ended.")


def _password(file: Path | None) -> str:
    if file is None:
        given: str = click.prompt("Password", hide_input=True, confirmation_prompt=True)
        return given
    lines = file.read_text(encoding="utf-8").splitlines()
    return lines[0] if lines else ""
