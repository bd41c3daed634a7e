"""The two files that explain the others: README.txt for people, datapackage.json (Frictionless) for programs."""

import json
import textwrap
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, Final

from tracker.domain.limits import SCORE_HIGH, SCORE_LOW
from tracker.fields.field import Field, Kind
from tracker.files.columns import File
from tracker.files.contract import FILE_BY_NAME, FILES, PAIN_BY_DAY
from tracker.files.sheet_cells import OFFSET, TWO_CELLS
from tracker.wording import files as words
from tracker.wording import workbook
from tracker.wording.language import N_, _, how_told, said

WIDTH: Final = 100
TEXTS_KEPT: Final = 32  # what explains the files is the same for everybody who reads one language
WHOLE: Final = (N_("whole number"), {"type": "integer"})
TEXT: Final = (N_("text"), {"type": "string"})
YES_NO: Final = (N_("yes or no"), {"type": "boolean", "trueValues": ["yes"], "falseValues": ["no"]})
# What each kind is called in README.txt, and what it is to Frictionless.
WRITTEN: Final[Mapping[Kind, tuple[str, Mapping[str, Any]]]] = {
    Kind.IDENTIFIER: (N_("id"), {"type": "string", "format": "uuid"}),
    Kind.CODE: (N_("code"), {"type": "string"}),
    Kind.CODES: (N_("codes"), {"type": "string"}),
    Kind.DAY: (N_("day"), {"type": "date", "format": "default"}),
    Kind.CLOCK: (N_("time"), {"type": "time", "format": "%H:%M"}),
    Kind.MOMENT: (N_("moment"), {"type": "datetime", "format": "%Y-%m-%dT%H:%M:%S%z"}),
    Kind.DOSE_TIME: (N_("day or moment"), {"type": "string"}),
    **dict.fromkeys((Kind.DECIMAL, Kind.SHARE), (N_("number"), {"type": "number"})),
    **dict.fromkeys((Kind.YES_NO, Kind.NOT_STORED), YES_NO),
    **dict.fromkeys((Kind.SCORE, Kind.MINUTES, Kind.WHOLE, Kind.DAYS_LATER), WHOLE),
    **dict.fromkeys((Kind.LINE, Kind.NOTE, Kind.POINTS, Kind.EXERCISES, Kind.SIDE_EFFECTS, Kind.PLAIN_VALUES), TEXT),
}


def readme_text(files: Sequence[File] = FILES, shared: str | None = None) -> str:
    """README.txt: how the files are written, and every column of `files`; `shared` is what somebody else was given."""
    return words.opening(shared) + _columns_text(how_told(), *(file.name for file in files))


@lru_cache(TEXTS_KEPT)
def _columns_text(_told: tuple[object, ...], *names: str) -> str:
    return "".join(_file_text(FILE_BY_NAME[name]) for name in names)


def _file_text(file: File) -> str:
    lines = ["", "", file.name, "-" * len(file.name), f"{_(words.TITLES[file.name])}."]
    lines += textwrap.wrap(said(words.NOTES.get(file.name, "")), WIDTH)
    lines.append("")
    for column in file.columns:
        meant = words.column_words(column.name, WRITTEN[column.kind][0], column.meaning)
        told = " ".join(filter(None, (meant, _allowed(column))))
        lines += textwrap.wrap(told, WIDTH, subsequent_indent="    ")
    return "\n".join(lines) + "\n"


def column_table(files: Sequence[File]) -> list[tuple[str, ...]]:
    """The same as lines of the sheet that explains a workbook, their head first: every column of every sheet."""
    table: list[tuple[str, ...]] = [tuple(workbook.HEAD.values())]
    for file in (PAIN_BY_DAY, *files):
        title = words.TITLES.get(file.name, workbook.PAIN_TITLE)
        told = " ".join(filter(None, (f"{_(title)}.", said(words.NOTES.get(file.name, "")))))
        table.append((file.stem, "", "", told, ""))
        for column in file.columns:
            table.append((file.stem, column.name, _(WRITTEN[column.kind][0]), _(column.meaning), _allowed(column)))
            if column.kind in TWO_CELLS:
                table.append((file.stem, column.name + OFFSET, _(TEXT[0]), _(workbook.OFFSET_MEANING), ""))
    return table


def _limits(column: Field) -> tuple[int, int] | None:
    """The limits that somebody who writes such a file has to keep to."""
    return None if column.computed or column.low is None or column.high is None else (column.low, column.high)


def _allowed(column: Field) -> str:
    limits = _limits(column)
    if column.kind is Kind.CODES:
        return words.any_of(column.codes)
    if column.codes:
        return words.one_of(column.codes)
    return words.between(*limits) if limits is not None and limits != (SCORE_LOW, SCORE_HIGH) else ""


def package_text(files: Sequence[File] = FILES) -> str:
    """datapackage.json: a Frictionless tabular data package that describes `files`."""
    return _package_text(how_told(), *(file.name for file in files))


@lru_cache(TEXTS_KEPT)
def _package_text(_told: tuple[object, ...], *names: str) -> str:
    package = {
        "profile": "tabular-data-package",
        "name": "sciatica-tracker-record",
        "title": _(words.PACKAGE),
        "resources": [_resource(FILE_BY_NAME[name]) for name in names],
    }
    return json.dumps(package, indent=2, ensure_ascii=False) + "\n"


def _resource(file: File) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": file.stem,
        "path": file.name,
        "title": _(words.TITLES[file.name]),
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
