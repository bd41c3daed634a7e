"""`tracker backup`, `tracker restore` and `tracker move`."""

from pathlib import Path

import click

from tracker.audit.services.withdrawals import Kind
from tracker.cli.frame import app_ready, stop
from tracker.configuration.settings import Settings, SettingsFault
from tracker.operations.backup import BackupFault, Made, make_backup
from tracker.operations.in_use import InUse, using
from tracker.operations.jobs import Clockwork
from tracker.operations.moving import MoveFault, move
from tracker.operations.orders import Order, RestoreFault
from tracker.operations.restore import Restored, restore
from tracker.web import clock
from tracker.web.extensions import db

MEGABYTE = 1_000_000
ENDED_WORDS = {
    Kind.ACCOUNT: "erased accounts",
    Kind.GRANT: "ended shares",
    Kind.TERMS: "shares whose terms had changed",
    Kind.LINK: "ended links",
    Kind.HEALTH_LINK: "ended SMART Health Links",
    Kind.TOKEN: "ended tokens of programs",
    Kind.WEBHOOK: "ended webhooks",
    Kind.INVITE: "used or withdrawn invitations",
    Kind.PASSKEY: "removed passkeys",
    Kind.AUTHENTICATOR: "removed authenticator apps",
}


@click.command()
@click.argument("file", required=False, type=click.Path(path_type=Path, dir_okay=False))
@click.option("--force", is_flag=True, help="Replace FILE where it is there already.")
@click.option("--timed", is_flag=True, help="Do what the clock asks for, among it today's backup, and stop.")
def backup(file: Path | None, *, force: bool, timed: bool) -> None:
    """Back the database up to FILE while the app runs; the copy is read back and counted."""
    if (file is None) != timed:
        raise click.UsageError("Give either FILE or --timed.")
    settings = _settings()
    try:
        with using(settings):
            if file is None:
                _do_what_is_due()
            else:
                _tell_made(make_backup(settings, file, clock.now(), overwrite=force))
    except InUse:
        stop("a restore is under way; try again when it is done")
    except BackupFault as fault:
        stop(f"no backup was made: {fault}")


def _settings() -> Settings:
    try:
        return Settings.from_env()
    except SettingsFault as fault:
        stop(str(fault))


def _do_what_is_due() -> None:
    with app_ready() as app:
        clockwork = Clockwork(db.engine, app.extensions["settings"], clock.now)
        failed = clockwork.run_due()
    click.echo(f"Done now: {', '.join(clockwork.done) or 'nothing, as nothing is due'}.")
    if failed:
        stop(f"failed: {', '.join(failed)}; the log says why")


def _tell_made(made: Made) -> None:
    click.echo(
        f"Backed up {len(made.contents.rows)} tables with {made.contents.rows_in_all:,} rows to {made.file}"
        f" ({made.bytes / MEGABYTE:.1f} MB, {made.seconds:.1f} s). It was read back, and every row counted."
    )
    if not made.logged:
        click.echo("The database takes no writes just now, so its own log does not say so.")


@click.command("restore")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--force", is_flag=True, help="Also where there are accounts: what is there is put aside.")
def restore_(file: Path, *, force: bool) -> None:
    """Bring the backup FILE back. Stop the server first."""
    order = Order(settings=_settings(), file=file.absolute(), now=clock.now(), force=force)
    try:
        _tell_restored(restore(order))
    except RestoreFault as fault:
        stop(f"nothing was changed: {fault}")


def _tell_restored(done: Restored) -> None:
    click.echo(
        f"Restored {len(done.contents.rows)} tables with {done.contents.rows_in_all:,} rows ({done.seconds:.1f} s)."
    )
    for kind, count in done.ended.items():
        click.echo(f"Ended again, as they ended after the backup: {count} {ENDED_WORDS[kind]}")
    if done.kept is not None:
        click.echo(f"What was there before is kept as {done.kept}.")
        click.echo("Remove that once all is well; after 35 days it goes by itself.")
    click.echo(
        "Everybody has to sign in again. Passwords are those of the backup; so is who was disabled, and who had asked"
        " to be erased and was not yet."
    )


@click.command("move")
@click.option("--to", "url", required=True, help="The new database, such as postgresql:///tracker.")
def move_(url: str) -> None:
    """Move everything from SQLite to an empty PostgreSQL database. Stop the server first."""
    settings = _settings()
    try:
        goal = settings.with_(database_url=Settings.address_of(url)).checked()
        moved = move(settings, goal.database_url, clock.now())
    except SettingsFault as fault:
        stop(str(fault))
    except MoveFault as fault:
        stop(f"nothing was moved: {fault}")
    click.echo(
        f"Moved {len(moved.rows)} tables with {moved.rows_in_all:,} rows, and compared every row.\n"
        "Set TRACKER_DATABASE_URL to the new database, keep the instance folder, and start the server.\n"
        "The old file is as it was. Remove it once all is well."
    )
