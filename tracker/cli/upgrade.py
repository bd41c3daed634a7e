"""`tracker upgrade`: bring the tables to the newest version, for servers that do not do it themselves."""

import click

from tracker.cli.frame import Tables, app_ready
from tracker.operations.tables import Moved, bring_up
from tracker.web import clock
from tracker.web.extensions import db

without_copy = click.option(
    "--without-copy", is_flag=True, help="Bring older tables up although no copy of the database is made before."
)


@click.command()
@without_copy
def upgrade(*, without_copy: bool) -> None:
    """Bring the tables to the newest version, after a copy; nothing is lost, or nothing is changed."""
    with app_ready(Tables.AS_THEY_ARE) as app:
        moved = bring_up(db.engine, app.extensions["settings"], clock.now(), copy=not without_copy)
    if moved:
        tell_moved(moved)
    else:
        click.echo(f"The tables are at {moved.after}, the newest. Nothing was changed.")


def tell_moved(moved: Moved) -> None:
    """Say from where to where, and where the copy from before is."""
    click.echo(f"The tables are at {moved.after} now; they were {f'at {moved.before}' if moved.before else 'new'}.")
    if moved.copy is not None:
        click.echo(f"The database as it was before is kept as {moved.copy} for 35 days.")
