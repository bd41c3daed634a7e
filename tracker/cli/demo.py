"""`tracker demo`: the made-up people."""

import click

from tracker.cli.frame import Tables, app_ready, session, stop
from tracker.web import clock
from tracker.web.extensions import db


@click.command()
@click.option("--force", is_flag=True, help="Also where the database holds real accounts.")
def demo(*, force: bool) -> None:
    """Make the made-up people, dated back from today, and print their sign-in."""
    from tracker.demo import DemoRefused, build_demo  # noqa: PLC0415 - no other command needs them

    with app_ready(Tables.NEWEST_OR_NEW):
        try:
            made = build_demo(session(), clock.now(), force=force)
        except DemoRefused as refusal:
            stop(str(refusal))
        db.session.commit()
    click.echo(f"Made-up people: {', '.join(made.names)}")
    click.echo(f"Password for each of them: {made.password}")
