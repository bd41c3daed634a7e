"""`tracker export` and `tracker import`: a patient's files out, and back in."""

from datetime import date
from pathlib import Path
from typing import Any, Final
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import click

from tracker.accounts.models import Account
from tracker.accounts.services import accounts, judging
from tracker.accounts.services.activity import tell
from tracker.audit.services.events import Caller
from tracker.cli.bringing import Said, answers_given, bring_file, is_ours
from tracker.cli.frame import app_ready, session, stop, writing
from tracker.domain.accounts.names import name_key
from tracker.domain.accounts.security_log import SecurityAct
from tracker.domain.acting import Author
from tracker.domain.errors import Fault, Invalid
from tracker.domain.values import parsing
from tracker.files.readers.faults import RowError
from tracker.importers.recognising import BY_CODE
from tracker.imports.services import own, taking_back
from tracker.imports.services.own import Files
from tracker.imports.services.waiting import EXISTING
from tracker.patients import queries as patients_queries
from tracker.patients.services.row_writing import NotFound
from tracker.practice.services.patient_summary import make_summary
from tracker.reports.forms import WRONG_WAY_ROUND
from tracker.reports.queries.kept import Wanted
from tracker.reports.services.clashes import Takes
from tracker.reports.services.exporting import WRITTEN, write_folder
from tracker.reports.services.files import Source
from tracker.reports.services.importing import UNIQUES, ImportFault, ImportResult
from tracker.reports.services.reading import SessionReader
from tracker.reports.services.storing import OTHER_CONTENT
from tracker.web import clock
from tracker.web.extensions import db
from tracker.wording import bringing, errors

STANDING: Final = frozenset({OTHER_CONTENT.code, *(unique.message.code for unique in UNIQUES)})


def day_given(_context: click.Context, _option: click.Parameter, value: str | None) -> date | None:
    """The day that an option was given."""
    try:
        return parsing.day(value)
    except Invalid as problem:
        raise click.BadParameter(errors.said(problem)) from problem


def in_order(first: date | None, last: date | None) -> None:
    """Stop where the last day that was asked for is before the first one."""
    if first is not None and last is not None and last < first:
        stop(WRONG_WAY_ROUND)


@click.command()
@click.option("--patient", "name", required=True, help="User name of the patient.")
@click.option("--out", required=True, type=click.Path(path_type=Path, file_okay=False), help="Folder to write to.")
@click.option("--from", "first", callback=day_given, help="First day, such as 2026-01-01.")
@click.option("--to", "last", callback=day_given, help="Last day, included.")
@click.option(
    "--format", "form", type=click.Choice(list(WRITTEN)), default="csv", help="CSV files, one workbook, or FHIR."
)
def export(name: str, out: Path, first: date | None, last: date | None, form: str) -> None:
    """Write a patient's files to a folder."""
    with app_ready() as app:
        in_order(first, last)
        wanted, licensed = Wanted(find_patient(name)[1], first, last), app.extensions["settings"].snomed_licensed
        source = Source(SessionReader(session()), wanted, clock.now(), snomed_licensed=licensed)
        with writing("the files"):
            for path in write_folder(source, out, form):
                click.echo(path)


@click.command("import")
@click.option("--patient", "name", required=True, help="User name of the patient.")
@click.option("--dry-run", is_flag=True, help="Check everything, change nothing.")
@click.option("--other-visits", is_flag=True, help="Sessions that may be a visit which is here already are others.")
@click.option("--from", "source", type=click.Choice(sorted(BY_CODE)), help="The app that wrote the file.")
@click.option("--answer", "answers", multiple=True, callback=answers_given, help="An answer, as key=value.")
@click.option(
    "--existing", type=click.Choice(["keep", "take"]), help="Where something else is here: which of the two holds."
)
@click.option("--leave-wrong", is_flag=True, help="Leave out rows that are wrong, and bring in the others.")
@click.option("--undo", type=click.UUID, help="Take this import back.")
@click.argument("path", metavar="[FILE_OR_FOLDER]", required=False, type=click.Path(path_type=Path, exists=True))
def import_(name: str, path: Path | None, undo: UUID | None, *, dry_run: bool, **said: Any) -> None:
    """Read files back that were exported here, or bring in a file of another app; all of it, or nothing."""
    if (path is None) == (undo is None):
        stop("give a file or a folder to read, or an import to take back")
    with app_ready():
        now = clock.now()
        account, patient_id = find_patient(name)
        author = Author(patient_id=patient_id, now=now, zone=ZoneInfo(account.time_zone))
        result, own = None, path is not None and is_ours(path)
        if path is not None and not own:
            existing = said["existing"] or EXISTING[0]
            given = Said(said["source"], said["answers"], existing, said["other_visits"], leave=said["leave_wrong"])
            bring_file(author, path, given, dry_run=dry_run)
        judging.wait_for(session(), account.id)  # it is told in the end, and its lock comes before the record's
        if undo is not None:
            _take_back(author, undo)
        elif path is not None and own:
            files = Files(path, path.name, takes_by(said["existing"]), said["other_visits"])
            result = _read_back(author, files, None if dry_run else uuid4())
            if result.whose is not None and name_key(result.whose) != name_key(account.user_name):
                click.echo(bringing.others_files(result.whose, account.user_name))
        if dry_run:
            db.session.rollback()
        else:
            make_summary(session(), patient_id, now, if_shared=True)
            tell(session(), account.id, SecurityAct.IMPORTED, Caller(now=now))
            db.session.commit()
    if result is not None:
        _say_read(result)
    if dry_run:
        click.echo("Nothing was changed: this was a dry run.")


def _take_back(author: Author, import_id: UUID) -> None:
    try:
        taking_back.take_back(session(), author, import_id)
    except NotFound:
        stop("there is no such import, or it is too long ago")
    click.echo("Taken back.")


def takes_by(existing: str | None) -> Takes | None:
    """Which row holds where two stand against each other; None where that was not said, so that it is refused."""
    return None if existing is None else lambda _key: existing != EXISTING[0]


def _read_back(author: Author, files: Files, import_id: UUID | None) -> ImportResult:
    """What the files brought, or would bring without an id."""
    try:
        if import_id is None:
            return own.look(session(), author, files)
        result = own.store(session(), author, files, import_id)
    except ImportFault as fault:
        for error in fault.errors:
            click.echo(str(error), err=True)
        if files.takes is None and any(map(_is_standing, fault.errors)):
            click.echo("where something else is here already, --existing keep or take says which holds", err=True)
        stop("nothing was changed")
    if result.written:
        click.echo(f"To take it back: tracker import --undo {import_id}")
    return result


def _is_standing(error: RowError) -> bool:
    """Whether a row is refused because something else is here already."""
    return isinstance(error.message, Fault) and error.message.code in STANDING


def _say_read(result: ImportResult) -> None:
    for file, counts in result.by_file.items():
        read = f"{result.renamed[file]}, read as {file}" if file in result.renamed else file
        told = [f"{counts.new} new", f"{counts.same} already here"]
        told += [f"{counts.taken} taken in place of what was here"] if counts.taken else []
        told += [f"{counts.kept} left out for what is here"] if counts.kept else []
        click.echo(f"{read}: {', '.join(told)}")
    for note in result.notes:
        click.echo(str(note))
    for passed in result.passed_over:
        click.echo(f"{passed}: not a file of ours, passed over")


def find_patient(name: str) -> tuple[Account, UUID]:
    """The account and the record of a patient."""
    account = accounts.find_by_name(session(), name)
    if account is None:
        stop(f"there is no patient {name}")
    patient_id = session().execute(*patients_queries.own_patient_id(account.id)).scalar()
    if patient_id is None:
        stop(f"there is no patient {name}")
    return account, patient_id
