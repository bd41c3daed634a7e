"""`tracker move`: from SQLite to PostgreSQL."""

import click

from tracker.cli.frame import stop
from tracker.configuration.settings import Settings, SettingsFault
from tracker.operations.moving import MoveFault, move
from tracker.web import clock


@click.command("move")
@click.option("--to", "url", required=True, help="The new database, such as postgresql:///tracker.")
def move_(url: str) -> None:
    """Move everything from SQLite to an empty PostgreSQL database. Stop the server first."""
    try:
        settings = Settings.from_env()
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
