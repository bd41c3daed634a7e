"""What repeats the fields by hand says the same as their declarations: the columns, the facts, the forms."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, Final, get_type_hints
from uuid import UUID

import pytest
import sqlalchemy as sa
from flask import Flask

from tests.fields.tables import OF_EVERY_ROW, TABLES, Recorded
from tracker.fields.field import Field, Kind, limits, slots
from tracker.files.contract import FILES
from tracker.storage.base import Codes, PrivateText, UtcDateTime
from tracker.web import forms

each_table = pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
COLUMNS: Final[Mapping[Kind, tuple[type[Any], ...]]] = {
    Kind.IDENTIFIER: (sa.Uuid,),
    Kind.CODE: (sa.String,),
    Kind.CODES: (Codes,),
    Kind.DAY: (sa.Date,),
    Kind.CLOCK: (sa.Time,),
    Kind.MOMENT: (UtcDateTime, sa.Integer),
    Kind.DOSE_TIME: (sa.Date, sa.Boolean, UtcDateTime, sa.Integer),
    Kind.SCORE: (sa.SmallInteger,),
    Kind.MINUTES: (sa.Integer,),
    Kind.WHOLE: (sa.Integer,),
    Kind.DAYS_LATER: (sa.Integer,),
    Kind.DECIMAL: (sa.Numeric,),
    Kind.YES_NO: (sa.Boolean,),
    Kind.NOT_STORED: (sa.Boolean, sa.Time),
    Kind.LINE: (sa.String,),
    Kind.NOTE: (sa.Text, PrivateText),
    Kind.POINTS: (sa.Text,),
    Kind.EXERCISES: (sa.Text,),
    Kind.SIDE_EFFECTS: (sa.Text,),
    Kind.PLAIN_VALUES: (sa.JSON,),
}
VALUES: Final[Mapping[Kind, type[Any]]] = {
    Kind.IDENTIFIER: UUID,
    Kind.CODE: str,
    Kind.CODES: tuple,
    Kind.DAY: date,
    Kind.CLOCK: time,
    Kind.MOMENT: datetime,
    Kind.DOSE_TIME: datetime,
    Kind.SCORE: int,
    Kind.MINUTES: int,
    Kind.WHOLE: int,
    Kind.DECIMAL: Decimal,
    Kind.YES_NO: bool,
    Kind.NOT_STORED: bool,
    Kind.LINE: str,
    Kind.NOTE: str,
    Kind.POINTS: tuple,
    Kind.EXERCISES: tuple,
    Kind.SIDE_EFFECTS: tuple,
    Kind.PLAIN_VALUES: tuple,
}
FORM_FIELDS: Final[Mapping[Kind, tuple[type[Any], ...]]] = {
    Kind.CODE: (forms.ChoiceField,),
    Kind.CODES: (forms.ChoicesField,),
    Kind.DAY: (forms.DayField,),
    Kind.SCORE: (forms.ScoreField,),
    Kind.MINUTES: (forms.WholeField,),
    Kind.DECIMAL: (forms.DecimalField,),
    Kind.YES_NO: (forms.YesNoField,),
    Kind.LINE: (forms.LineField,),
    Kind.NOTE: (forms.NoteField,),
}


@each_table
def test_every_column_is_a_field_and_every_field_a_column(table: Recorded) -> None:
    columns = {column.key for column in table.model.__table__.columns}
    assert columns == {*slots(table.fields), *OF_EVERY_ROW, *table.kept}


@each_table
def test_columns_are_of_the_kind_of_their_field(table: Recorded) -> None:
    columns = table.model.__table__.columns
    wrong = [
        f"{field.name}: {columns[name].type!r}"
        for field in table.fields
        if not field.computed or field.name in columns
        for place, name in enumerate(field.stored)
        if not isinstance(columns[name].type, _kinds(field, place))
    ]
    decimals = [field for field in table.fields if field.kind is Kind.DECIMAL and field.name in columns]
    assert wrong == []
    assert [field.name for field in decimals if columns[field.name].type.scale != field.places] == []


def _kinds(field: Field, place: int) -> Any:
    known = COLUMNS[field.kind]
    return known[place] if field.kind in {Kind.MOMENT, Kind.DOSE_TIME, Kind.NOT_STORED} else known


@each_table
def test_the_database_holds_the_limits(table: Recorded) -> None:
    held = {str(check.sqltext) for check in table.model.__table__.constraints if isinstance(check, sa.CheckConstraint)}
    said = {f"{name} BETWEEN {low} AND {high}" for name, low, high in limits(table.fields)}
    assert {text for text in held if " BETWEEN " in text} == said
    numbers = {Kind.SCORE, Kind.MINUTES, Kind.WHOLE}
    without = [field.name for field in table.fields if field.kind in numbers and field.low is None]
    assert without == (["session_number"] if table.name == "treatment_session" else [])


def _kept_as(field: Field) -> str:
    return field.stored[0] if field.kind is Kind.NOT_STORED else field.name


@each_table
def test_the_facts_hold_every_field(table: Recorded) -> None:
    hints = get_type_hints(table.facts)
    asked = {_kept_as(field): field for field in table.fields if field.name not in table.given}
    assert set(asked) == set(hints) - ({"for_date", "none_taken"} if table.name == "dose" else set())
    assert [name for name, field in asked.items() if VALUES[field.kind] not in set(_types(hints[name]))] == []


def _types(hint: Any) -> Iterator[Any]:
    yield getattr(hint, "__origin__", hint)
    for part in getattr(hint, "__args__", ()):
        yield getattr(part, "__origin__", part)


@each_table
def test_the_form_asks_for_every_field_within_its_limits(table: Recorded, app: Flask) -> None:
    with app.test_request_context():
        form = table.form()
    asked = [field for field in table.fields if field.name not in table.given | table.unasked]
    assert [field.name for field in asked if field.name not in form] == []
    assert [field.name for field in asked if not _same(field, form[field.name])] == []


def _same(field: Field, asked: Any) -> bool:
    if not isinstance(asked, FORM_FIELDS.get(field.kind, (object,))):
        return False
    if field.kind in {Kind.CODE, Kind.CODES}:
        return tuple(asked.words) == field.codes
    if isinstance(asked, forms.DecimalField) and field.high is not None:
        return (asked.high, asked.places) == (field.high, field.places)
    if isinstance(asked, forms.WholeField):
        return (asked.low, asked.high) == (field.low, field.high)
    return True


def test_every_field_stands_in_a_file_under_one_name() -> None:
    columns = {id(column) for file in FILES for column in file.columns}
    assert [field.name for table in TABLES for field in table.fields if id(field) not in columns] == []
    assert [file.name for file in FILES if len(set(file.header)) != len(file.header)] == []
