"""`tracker import` of other apps' files: the same as the page does, with its questions as options."""

import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import click

from tracker.cli.frame import stop
from tracker.domain.acting import Author
from tracker.importers import ours, program
from tracker.importers.kept import Told
from tracker.importers.opening import Unreadable, open_file
from tracker.importers.recognising import BY_CODE
from tracker.imports.services import staging, storing
from tracker.imports.services.comparing import Fate, Outcome, compare
from tracker.imports.services.waiting import Waiting, put_aside
from tracker.web.extensions import db
from tracker.wording import bringing as words

EQUALS: Final = "="


@dataclass(frozen=True, slots=True)
class Said:
    """What the options say of a file."""

    source: str | None = None
    answers: Mapping[str, str] = field(default_factory=dict)
    existing: str = "keep"
    visits: bool = False
    leave: bool = False


def answers_given(_context: click.Context, _option: click.Parameter, values: Iterable[str]) -> dict[str, str]:
    """The answers by their keys."""
    pairs = [value.rpartition(EQUALS) for value in values]
    if not all(mark and key for key, mark, _answer in pairs):
        raise click.BadParameter("write each answer as key=value, as the preview names them")
    return {key: answer for key, _mark, answer in pairs}


def is_ours(path: Path) -> bool:
    """Whether it is a folder or a file of ours, for the readers of our own files; they also say what is broken."""
    if path.is_dir():
        return True
    try:
        return ours.recognise(open_file(path))
    except Unreadable:
        return False


def bring_file(author: Author, path: Path, said: Said, *, dry_run: bool) -> None:
    """Say what a file would bring, and store it, with nothing held that others wait for while it is read."""
    db.session.rollback()
    options = {"source": said.source, "answers": dict(said.answers), "existing": said.existing, "visits": said.visits}
    with tempfile.TemporaryDirectory(prefix="tracker-import-") as folder:
        waiting = put_aside(author, path, Path(folder), options)
        program.read(waiting.folder)
        told = waiting.told
        assert told is not None, "it is told what was read, whatever it was"  # noqa: S101
        _check_read(told)
        outcome = compare(db.engine, author.patient_id, waiting.folder, waiting.choices)
        _say(told, outcome)
        if not dry_run:
            _store(author, waiting, told, outcome, leave=said.leave)


def _check_read(told: Told) -> None:
    if told.fault is not None:
        where = words.place(told.fault.line, told.fault.member, None)
        stop(f"{where}: {words.why(told.fault.fault)}" if where else words.why(told.fault.fault))
    if told.source is None:
        known = ", ".join(sorted(told.recognised or BY_CODE))
        stop(f"it is not plain which app this file is from; say so with --from: {known}")


def _say(told: Told, outcome: Outcome) -> None:
    click.echo(f"{words.source_name(str(told.source))}: {words.in_a_line(outcome.written)}")
    if told.first is not None and told.last is not None:
        click.echo(f"{words.span(told.first, told.last)} ({words.days_counted(told.days)})")
    for fate, text in (
        (Fate.HERE, "already here"),
        (Fate.GONE, "deleted since, and left so"),
        (Fate.KEPT, "days that are here already, kept"),
        (Fate.VISIT, "sessions that may be here already, left out"),
    ):
        if outcome.of(fate):
            click.echo(f"{text}: {outcome.of(fate)}")
    for group in told.left:
        places = "; ".join(filter(None, (words.place(one.line, one.member, one.column) for one in group.first)))
        click.echo(f"{words.why(group.fault)} {group.count} ({places})")
    for asked in told.asked:
        click.echo(f"{asked.key}={asked.answer}: {words.question(asked.ask, asked.of, asked.kind)}")
        click.echo(f"    {', '.join(asked.choices)}")


def _store(author: Author, waiting: Waiting, told: Told, outcome: Outcome, *, leave: bool) -> None:
    if told.lacks:
        stop("something has to be answered first: give it with --answer key=value")
    if told.refused and not leave:
        stop("some rows are wrong; --leave-wrong brings in the others. Nothing was changed")
    if outcome.written:
        try:
            staging.store(db.engine, author, storing.Work(waiting, str(told.source), told.rows))
        except storing.OtherByNow:
            stop("the diary changed meanwhile; nothing was changed")
        click.echo(f"To take it back: tracker import --undo {storing.import_id_of(waiting)}")
