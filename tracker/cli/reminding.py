"""`tracker remind`: the reminders that are due now, once; for a server that is no server of ours, and to look."""

import click

from tracker.cli.frame import app_ready
from tracker.domain.reminders.trying import State
from tracker.operations.sending import reminding_of
from tracker.reminders.services import sending
from tracker.web import clock
from tracker.web.extensions import db

WORDS = {
    State.SENT: "sent",
    State.FAILED: "not sent, to be tried again while it is of use",
    State.NOWHERE: "not sent: there is nothing to send it to",
    None: "made by another process",
}


@click.command()
@click.option("--dry-run", is_flag=True, help="Say what would be sent, and send nothing.")
def remind(*, dry_run: bool) -> None:
    """Make the reminders that are due now, and stop. The running server does so each minute by itself."""
    with app_ready() as app:
        reminding = reminding_of(db.engine, app.extensions["settings"], clock.now)
        if dry_run:
            told = [
                f"{together.person.account_id} {one.call.kind.value}: would be sent"
                for together in sending.look(reminding)
                for one in together.due
            ]
        else:
            told = [f"{one.account_id} {one.kind.value}: {WORDS[one.state]}" for one in sending.run(reminding)]
    for line in told or ["Nothing is due."]:
        click.echo(line)
