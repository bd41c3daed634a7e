"""The two files that explain the others: README.txt for people, datapackage.json (Frictionless) for programs."""

import json
import textwrap
from collections.abc import Mapping, Sequence
from typing import Any, Final

from tracker.domain.limits import SCORE_HIGH, SCORE_LOW
from tracker.fields.field import Field, Kind
from tracker.files.columns import File
from tracker.files.contract import FILES
from tracker.wording.language import N_, _, said

WIDTH: Final = 100
OPENING: Final = N_("""\
SCIATICA TRACKER: YOUR RECORD

These files hold everything you recorded, and the app can read them back. A spreadsheet reads them too: see below.
""")
SHARED_OPENING: Final = N_("""\
SCIATICA TRACKER: THE SHARED PART OF A RECORD

%(shared)s Nothing else of the record is in here.
Keep these files as safe as any health record. A spreadsheet reads them: see below. Where the columns say "you",
they mean the person whose record this is.
""")
WRITING: Final = N_("""\
This is a diary, not a diagnosis: it shows what happened, not why.

How the files are written
- UTF-8, one header row, cells between commas, lines ended by CR LF (RFC 4180). Cells are in quotes, empty ones
  are not. There is no byte order mark.
- In a spreadsheet, import them as text: UTF-8, separated by commas, dates as year-month-day. In Excel that is Data,
  From Text/CSV. A double click can show wrong letters, or all in one column, as some countries expect semicolons.
- An empty cell means: not recorded. It never means 0.
- Days are written 2026-03-01, times of day 18:30, moments 2026-03-01T18:30:00+01:00 with their offset from UTC.
  Moments for which the app keeps no place, such as when a course was entered, are in UTC (+00:00).
- Lists are joined by a semicolon and a blank. Numbers have a decimal point. Yes and no are yes and no.
- Means, ranges, points and percents have two decimals, halves rounded to the even neighbour.
- Free text that starts with one of = + - @ or their wide forms, a tab, a line end or a ' has a ' put before it, so that
  no spreadsheet runs it as a formula.""")
READ_BACK: Final = N_(""" The import takes exactly that ' away again.
- A moment stays at the place whose offset is written beside it, where details.csv is in the same folder or the row is
  here already. Rows that other programs wrote are moved to your own time zone, so that their day is yours.
- Ids are unique within your record. The import uses them: the same id with the same content changes nothing, the same
  id with other content is refused.
- Computed columns may be changed or left out: the import works them out again.
""")
NOT_READ_BACK: Final = N_("""
- Ids are unique within the record.
""")
RANGE: Final = N_("""\
- Where a range of days was asked for, sessions, entries and doses are those of its days, courses those that touch it
  or have a session in it. What is computed for a course always looks at the whole course.
""")


WHOLE: Final = (N_("whole number"), {"type": "integer"})
TEXT: Final = (N_("text"), {"type": "string"})
# What each kind is called in README.txt, and what it is to Frictionless.
WRITTEN: Final[Mapping[Kind, tuple[str, Mapping[str, Any]]]] = {
    Kind.IDENTIFIER: (N_("id"), {"type": "string", "format": "uuid"}),
    Kind.CODE: (N_("code"), {"type": "string"}),
    Kind.CODES: (N_("codes"), {"type": "string"}),
    Kind.DAY: (N_("day"), {"type": "date", "format": "default"}),
    Kind.CLOCK: (N_("time"), {"type": "time", "format": "%H:%M"}),
    Kind.MOMENT: (N_("moment"), {"type": "datetime", "format": "%Y-%m-%dT%H:%M:%S%z"}),
    Kind.DOSE_TIME: (N_("day or moment"), {"type": "string"}),
    Kind.SCORE: WHOLE,
    Kind.MINUTES: WHOLE,
    Kind.WHOLE: WHOLE,
    Kind.DAYS_LATER: WHOLE,
    Kind.DECIMAL: (N_("number"), {"type": "number"}),
    Kind.YES_NO: (N_("yes or no"), {"type": "boolean", "trueValues": ["yes"], "falseValues": ["no"]}),
    Kind.LINE: TEXT,
    Kind.NOTE: TEXT,
    Kind.POINTS: TEXT,
    Kind.EXERCISES: TEXT,
    Kind.SIDE_EFFECTS: TEXT,
    Kind.PLAIN_VALUES: TEXT,
}


def readme_text(files: Sequence[File] = FILES, shared: str | None = None) -> str:
    """README.txt: how the files are written, and every column of `files`; `shared` is what somebody else was given."""
    if shared is None:
        introduction = _(OPENING) + _(WRITING) + _(READ_BACK) + _(RANGE)
    else:
        introduction = _(SHARED_OPENING, shared=shared) + _(WRITING) + _(NOT_READ_BACK) + _(RANGE)
    return introduction + "".join(_file_text(file) for file in files)


def _file_text(file: File) -> str:
    lines = ["", "", file.name, "-" * len(file.name), f"{_(file.title)}."]
    if file.notes:
        lines += textwrap.wrap(said(file.notes), WIDTH)
    lines.append("")
    for column in file.columns:
        lines += textwrap.wrap(
            " ".join(filter(None, (_meant(column), _allowed(column)))),
            WIDTH,
            subsequent_indent="    ",
        )
    return "\n".join(lines) + "\n"


def _meant(column: Field) -> str:
    kind, meaning = _(WRITTEN[column.kind][0]), _(column.meaning)
    return _("%(column)s (%(kind)s): %(meaning)s.", column=column.name, kind=kind, meaning=meaning)


def _limits(column: Field) -> tuple[int, int] | None:
    """The limits that somebody who writes such a file has to keep to."""
    return None if column.computed or column.low is None or column.high is None else (column.low, column.high)


def _allowed(column: Field) -> str:
    limits, known = _limits(column), ", ".join(column.codes)
    if column.kind is Kind.CODES:
        return _("Any of: %(codes)s.", codes=known)
    if column.codes:
        return _("One of: %(codes)s.", codes=known)
    if limits is not None and limits != (SCORE_LOW, SCORE_HIGH):
        return _("From %(low)s to %(high)s.", low=limits[0], high=limits[1])
    return ""


def package_text(files: Sequence[File] = FILES) -> str:
    """datapackage.json: a Frictionless tabular data package that describes `files`."""
    package = {
        "profile": "tabular-data-package",
        "name": "sciatica-tracker-record",
        "title": _("Sciatica Tracker: one person's record"),
        "resources": [_resource(file) for file in files],
    }
    return json.dumps(package, indent=2, ensure_ascii=False) + "\n"


def _resource(file: File) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": file.stem,
        "path": file.name,
        "title": _(file.title),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True, "header": True},
        "schema": {"fields": [_field(column) for column in file.columns], "missingValues": [""]},
    }


def _field(column: Field) -> dict[str, Any]:
    constraints: dict[str, Any] = {}
    if column.required:
        constraints["required"] = True
    if column.kind is Kind.CODE:
        constraints["enum"] = list(column.codes)
    if limits := _limits(column):
        constraints |= {"minimum": limits[0], "maximum": limits[1]}
    field = {"name": column.name, **WRITTEN[column.kind][1], "description": _(column.meaning)}
    return field | ({"constraints": constraints} if constraints else {})
