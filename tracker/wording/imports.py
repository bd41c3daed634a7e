"""What an import answers on the command line, in English as all of it: what is wrong with a file, and where.

What a cell holds is refused by the rules of the forms, said in `errors.py`.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from tracker.domain.errors import Message
from tracker.domain.treatment.one_visit import Visit
from tracker.wording import errors, formats
from tracker.wording.imported import clock_or_unknown
from tracker.wording.treatment import session_name

LONGEST_SHOWN: Final = 40
NAMES_SHOWN: Final = 5
SENTENCES: Final[Mapping[str, str]] = {
    # An archive, or a folder.
    "no_archive": "This is no archive that can be read.",
    "archive_of_many": "This archive has more than %(most)s files, so it is not one of ours.",
    "archive_too_large": "What is in this archive has more than %(most)s MB, so it is not read.",
    "archive_locked": "This archive has a password, or is packed in a way we do not know. Please unpack it first.",
    "twice_in_archive": "This file is in the archive twice.",
    "no_files": "There are no downloaded files in here.",
    "archive_alone": (
        "There are no downloaded files in here, but an archive. Please import that, by its own name: %(names)s."
    ),
    "two_of_one": "This has the columns of %(name)s, as %(other)s has. Please keep one of the two.",
    # A file, and its header.
    "no_text": "This is an archive or a workbook, not a CSV file. Import an archive of ours by its own name.",
    "not_utf_8": "This is not UTF-8 text. Please save the file as “CSV UTF-8”.",
    "not_utf_8_from": (
        "This is not UTF-8 text from line %(line)s on (“%(around)s”). Please save the file as “CSV UTF-8”."
    ),
    "no_csv": "This does not read as CSV (%(error)s).",
    "cell_too_long": "A cell or line is far too long, or a quote is opened and never closed.",
    "quote_never_closed": "A quote is opened and never closed.",
    "no_header": "This file is empty. Its first row should name the columns.",
    "nameless_column": "“%(cell)s” stands in a column without a name.",
    # A row beside the other rows, and beside what is here.
    "activities_most": "These would be more than %(most)s activities at a time.",
    "activity_left": (
        "“%(name)s” is left out with its scores: %(most)s activities go on at a time. End one of yours to bring it in."
    ),
    "caution_here": "This caution is here already.",
    "course_alone": "Only a course has this.",
    "no_course": "This course is neither here nor in courses.csv.",
    "no_record": "No such record is in the other files.",
    "other_content": "A record with this id is here already, with other content.",
    "second_daily": "There is another daily entry for this day.",
    "second_context": "There are other steps or hours of sleep for this day.",
    "second_tags": "There are other tags for this day.",
    "second_score": "There is another score of this activity for this day.",
    "visit_beside": "This may be the visit of row %(row)s. Both are counted, as the file has them.",
    # A row by itself.
    "before_it_began": "This is before the day it began.",
    "late_without_score": "There is no score that could have been given later.",
    "needed": "This is required.",
    "no_json": "This does not read as JSON.",
    "no_json_object": "This is not a JSON object.",
    "not_its_days": "These days and the first session do not make such a starting week.",
    "not_so_late": "This says something else than the columns on how many days later each score was given.",
    "score_in_part": "A score has its id, its day and its number, or none of them.",
    "still_to_come": "This is still to come. Please check the date.",
    "week_in_part": "A starting week has its mean, its days, its first and its last day, or none of them.",
    "week_too_short": "A starting week has at least %(least)s days.",
}


def shown(text: str) -> str:
    """What a file holds, short and on one line: what cannot be seen, or turns what is seen, stands as its escape."""
    cut = text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"
    return "".join(letter if letter.isprintable() else repr(letter)[1:-1] for letter in cut)


def _names(names: Sequence[str]) -> str:
    more = f" and {len(names) - NAMES_SHOWN} more" if len(names) > NAMES_SHOWN else ""
    return ", ".join(shown(name) or "(empty)" for name in names[:NAMES_SHOWN]) + more


_THEN: Final[Mapping[str, str]] = {
    "counted": "It is counted as another one.",
    "left": "It is left out.",
    "refused": "If it is another one, read the files with --other-visits; if not, take this row out.",
}


def _visit_here(*, visit: Visit, then: str) -> str:
    when = f"{formats.day_year(visit.started_at.date())}, {clock_or_unknown(visit.started_at, visit.time_unknown)}"
    name = session_name(visit.kind, visit.other_name, in_sentence=True)
    appointment = ", an appointment" if visit.status == "planned" else ""
    return f"This may be a visit that is here already: {name}, {when}{appointment}. {_THEN[then]}"


# Sentences whose values are written in a way of their own.
MADE: Final[Mapping[str, Callable[..., str]]] = {
    "columns_missing": lambda names: f"The header lacks: {_names(names)}.",
    "columns_twice": lambda names: f"The header names columns twice: {_names(names)}.",
    "columns_unknown": lambda names: f"The header has columns we do not know: {_names(names)}.",
    "other_width": lambda cells, names: (
        f"This row has {cells} cell{'' if cells == 1 else 's'}, and the header has {names}."
    ),
    "visit_here": _visit_here,
}


def said(message: Message) -> str:
    """What is wrong, as a sentence."""
    if isinstance(message, str) or message.code not in SENTENCES.keys() | MADE.keys():
        return errors.said(message)
    made = MADE.get(message.code)
    return SENTENCES[message.code] % message.values if made is None else made(**message.values)


def placed(place: tuple[str, int | None, str | None], message: Message, cell: str | None) -> str:
    """The sentence behind its place: file, row and column; with what stands there where it does not say that itself."""
    file, row, column = place
    where = ", ".join(filter(None, (file, None if row is None else f"row {row}", column)))
    sentence, text = said(message), "" if cell is None else shown(cell.strip())
    stands = f" It says “{text}”." if text and not sentence.startswith((text, f"“{text}”")) else ""
    return f"{where}: {sentence}{stands}"
