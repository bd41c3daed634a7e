"""The `tracker` command: serve, make accounts, export and import, back up and restore, and check that all is well."""

import click

from tracker import __version__
from tracker.cli.checking import check
from tracker.cli.demo import demo
from tracker.cli.files import export, import_
from tracker.cli.operations import backup, move_, restore_
from tracker.cli.papers import report
from tracker.cli.reminding import remind
from tracker.cli.serve import serve, upgrade
from tracker.cli.statements import statements
from tracker.cli.users import user


@click.group()
@click.version_option(__version__, prog_name="tracker")
def main() -> None:
    """Sciatica Tracker: a diary of pain and treatment for you and your acupuncturist."""


for command in (
    serve,
    upgrade,
    demo,
    user,
    export,
    report,
    import_,
    backup,
    restore_,
    move_,
    remind,
    check,
    statements,
):
    main.add_command(command)
