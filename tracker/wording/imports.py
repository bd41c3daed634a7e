"""What is wrong with a file of ours that is brought in, and where; the command line says it in English, as all it says.

What a cell holds is refused by the rules of the forms, said in `errors.py`.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from tracker.domain.errors import Message
from tracker.domain.treatment.one_visit import Visit
from tracker.wording import errors, formats
from tracker.wording.imported import clock_or_unknown
from tracker.wording.language import N_, _, ngettext
from tracker.wording.treatment import session_name

LONGEST_SHOWN: Final = 40
NAMES_SHOWN: Final = 5
SENTENCES: Final[Mapping[str, str]] = {
    # An archive, or a folder.
    "no_archive": N_("This is no archive that can be read."),
    "archive_of_many": N_("This archive has more than %(most)s files, so it is not one of ours."),
    "archive_too_large": N_("What is in this archive has more than %(most)s MB, so it is not read."),
    "archive_locked": N_("This archive has a password, or is packed in a way we do not know. Please unpack it first."),
    "twice_in_archive": N_("This file is in the archive twice."),
    "no_files": N_("There are no downloaded files in here."),
    "archive_alone": N_(
        "There are no downloaded files in here, but an archive. Please import that, by its own name: %(names)s."
    ),
    "two_of_one": N_("This has the columns of %(name)s, as %(other)s has. Please keep one of the two."),
    # A file, and its header.
    "no_text": N_("This is an archive or a workbook, not a CSV file. Import an archive of ours by its own name."),
    "not_utf_8": N_("This is not UTF-8 text. Please save the file as “CSV UTF-8”."),
    "not_utf_8_from": N_(
        "This is not UTF-8 text from line %(line)s on (“%(around)s”). Please save the file as “CSV UTF-8”."
    ),
    "no_csv": N_("This does not read as CSV (%(error)s)."),
    "cell_too_long": N_("A cell or line is far too long, or a quote is opened and never closed."),
    "quote_never_closed": N_("A quote is opened and never closed."),
    "no_header": N_("This file is empty. Its first row should name the columns."),
    "nameless_column": N_("“%(cell)s” stands in a column without a name."),
    # A row beside the other rows, and beside what is here.
    "activities_most": N_("These would be more than %(most)s activities at a time."),
    "activity_left": N_(
        "“%(name)s” is left out with its scores: %(most)s activities go on at a time. End one of yours to bring it in."
    ),
    "caution_here": N_("This caution is here already."),
    "course_alone": N_("Only a course has this."),
    "no_course": N_("This course is neither here nor in courses.csv."),
    "no_record": N_("No such record is in the other files."),
    "other_content": N_("A record with this id is here already, with other content."),
    "second_daily": N_("There is another daily entry for this day."),
    "second_fit": N_("There are other answers on acupuncture of this day."),
    "second_context": N_("There are other steps or hours of sleep for this day."),
    "second_tags": N_("There are other tags for this day."),
    "second_score": N_("There is another score of this activity for this day."),
    "visit_beside": N_("This may be the visit of row %(row)s. Both are counted, as the file has them."),
    # A row by itself.
    "before_it_began": N_("This is before the day it began."),
    "late_without_score": N_("There is no score that could have been given later."),
    "needed": N_("This is required."),
    "no_json": N_("This does not read as JSON."),
    "no_json_object": N_("This is not a JSON object."),
    "not_its_days": N_("These days and the first session do not make such a starting week."),
    "not_so_late": N_("This says something else than the columns on how many days later each score was given."),
    "score_in_part": N_("A score has its id, its day and its number, or none of them."),
    "still_to_come": N_("This is still to come. Please check the date."),
    "week_in_part": N_("A starting week has its mean, its days, its first and its last day, or none of them."),
    "week_too_short": N_("A starting week has at least %(least)s days."),
}


def shown(text: str) -> str:
    """What a file holds, short and on one line: what cannot be seen, or turns what is seen, stands as its escape."""
    cut = text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"
    return "".join(letter if letter.isprintable() else repr(letter)[1:-1] for letter in cut)


def _names(names: Sequence[str]) -> str:
    listed, more = ", ".join(shown(name) or _("(empty)") for name in names[:NAMES_SHOWN]), len(names) - NAMES_SHOWN
    return listed if more <= 0 else _("%(names)s and %(more)s more", names=listed, more=more)


_THEN: Final[Mapping[str, str]] = {
    "counted": N_("This may be a visit that is here already: %(visit)s. It is counted as another one."),
    "left": N_("This may be a visit that is here already: %(visit)s. It is left out."),
    "refused": N_(
        "This may be a visit that is here already: %(visit)s. If it is another one, read the files with"
        " --other-visits; if not, take this row out."
    ),
}


def _visit_here(*, visit: Visit, then: str) -> str:
    when = f"{formats.day_year(visit.started_at.date())}, {clock_or_unknown(visit.started_at, visit.time_unknown)}"
    name = session_name(visit.kind, visit.other_name, in_sentence=True)
    which = f"{name}, {when}"
    if visit.status == "planned":
        which = _("%(visit)s, an appointment", visit=which)
    return _(_THEN[then], visit=which)


def _other_width(*, cells: int, names: int) -> str:
    return ngettext(
        "This row has %(n)s cell, and the header has %(names)s.",
        "This row has %(n)s cells, and the header has %(names)s.",
        cells,
        names=names,
    )


# Sentences whose values are written in a way of their own.
MADE: Final[Mapping[str, Callable[..., str]]] = {
    "columns_missing": lambda names: _("The header lacks: %(names)s.", names=_names(names)),
    "columns_twice": lambda names: _("The header names columns twice: %(names)s.", names=_names(names)),
    "columns_unknown": lambda names: _("The header has columns we do not know: %(names)s.", names=_names(names)),
    "other_width": _other_width,
    "visit_here": _visit_here,
}


def said(message: Message) -> str:
    """What is wrong, as a sentence."""
    if isinstance(message, str) or message.code not in SENTENCES.keys() | MADE.keys():
        return errors.said(message)
    made = MADE.get(message.code)
    return _(SENTENCES[message.code], **message.values) if made is None else made(**message.values)


def placed(place: tuple[str, int | None, str | None], message: Message, cell: str | None) -> str:
    """The sentence behind its place: file, row and column; with what stands there where it does not say that itself."""
    file, row, column = place
    where = ", ".join(filter(None, (file, None if row is None else _("row %(row)s", row=row), column)))
    sentence, text = said(message), "" if cell is None else shown(cell.strip())
    stands = bool(text) and not sentence.startswith((text, f"“{text}”"))
    placed_ = _("%(where)s: %(sentence)s", where=where, sentence=sentence)
    return _("%(placed)s It says “%(text)s”.", placed=placed_, text=text) if stands else placed_
