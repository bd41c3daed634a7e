"""`tracker upgrade`: bring the tables to the newest version, for servers that do not do it themselves."""

import click

from tracker.cli.frame import app_ready
from tracker.extensions import db
from tracker.keeping.tables import bring_up
from tracker.web import clock


@click.command()
def upgrade() -> None:
    """Bring the tables to the newest version; nothing is lost, or nothing is changed."""
    with app_ready(migrated=False):
        moved = bring_up(db.engine, clock.now())
    if moved:
        click.echo(f"The tables are at {moved.after} now; they were {f'at {moved.before}' if moved.before else 'new'}.")
    else:
        click.echo(f"The tables are at {moved.after}, the newest. Nothing was changed.")
