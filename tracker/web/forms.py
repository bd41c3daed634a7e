"""The form fields of the app: each parses by the rules of `domain.parsing` and keeps what was typed when it cannot.

Forms only parse. Their CSRF token is checked for every request by the app, so no form repeats it.
"""

import uuid
from collections.abc import Mapping, Sequence
from datetime import date, time
from decimal import Decimal
from typing import Any, ClassVar
from uuid import UUID

from flask_wtf import FlaskForm
from wtforms import Field, ValidationError

from tracker.domain import numbers, parsing
from tracker.domain.errors import Problems
from tracker.domain.limits import LINE_LENGTH, NOTE_LENGTH, SCORE_HIGH, SCORE_LOW
from tracker.domain.vocabularies import Words
from tracker.web import formats

OPTIONAL = ""


def printable(typed: str) -> str:
    """What was typed, for the input it is shown in again: no page can hold a NUL."""
    return typed.replace("\x00", "")


class ParsedField(Field):
    """A field with one value. `text` is what its input shows: what was typed, or else the value."""

    required: str | None

    def __init__(self, label: str, *, hint: str = OPTIONAL, required: str | None = None, **kwargs: Any) -> None:
        super().__init__(label, description=hint, **kwargs)
        self.required = required

    def parse(self, raw: str) -> Any:
        raise NotImplementedError

    def show(self, value: Any) -> str:
        return str(value)

    def process_formdata(self, valuelist: list[str]) -> None:
        if valuelist:
            self.data = self.parse(valuelist[0])

    def pre_validate(self, form: Any) -> None:  # noqa: ARG002
        if self.required is not None and self.data is None and not self.process_errors:
            raise ValidationError(self.required)

    @property
    def text(self) -> str:
        if self.raw_data:
            return printable(str(self.raw_data[0]))
        return "" if self.data is None else self.show(self.data)

    @property
    def hint(self) -> str:
        return str(self.description)


class LineField(ParsedField):
    def __init__(self, label: str, *, most: int = LINE_LENGTH, **kwargs: Any) -> None:
        self.most = most
        super().__init__(label, **kwargs)

    def parse(self, raw: str) -> str | None:
        return parsing.line(raw, most=self.most)


class NoteField(ParsedField):
    most = NOTE_LENGTH

    def parse(self, raw: str) -> str | None:
        return parsing.note(raw)


class WholeField(ParsedField):
    def __init__(self, label: str, low: int, high: int, *, unit: str = "", **kwargs: Any) -> None:
        self.low, self.high, self.unit = low, high, unit
        super().__init__(label, **kwargs)

    def parse(self, raw: str) -> int | None:
        return parsing.whole(raw, self.low, self.high)


class ScoreField(WholeField):
    def __init__(self, label: str, **kwargs: Any) -> None:
        super().__init__(label, SCORE_LOW, SCORE_HIGH, **kwargs)


class DecimalField(ParsedField):
    def __init__(self, label: str, high: int, places: int, *, unit: str = "", **kwargs: Any) -> None:
        self.high, self.places, self.unit = high, places, unit
        super().__init__(label, **kwargs)

    def parse(self, raw: str) -> Decimal | None:
        return parsing.decimal(raw, self.high, self.places)

    def show(self, value: Decimal) -> str:
        return numbers.typed(value)


class DayField(ParsedField):
    def parse(self, raw: str) -> date | None:
        return parsing.day(raw)

    def show(self, value: date) -> str:
        return value.isoformat()


class ClockField(ParsedField):
    def parse(self, raw: str) -> time | None:
        return parsing.clock(raw)

    def show(self, value: time) -> str:
        return formats.clock(value)


class ChoiceField(ParsedField):
    """One of a vocabulary: drawn as a row of chips or as a list."""

    def __init__(self, label: str, words: Words, **kwargs: Any) -> None:
        self.words = words
        super().__init__(label, **kwargs)

    def parse(self, raw: str) -> str | None:
        return parsing.code(raw, self.words)


class YesNoField(ParsedField):
    """Yes or no, drawn as two chips."""

    words: ClassVar[Words] = {"yes": "Yes", "no": "No"}

    def parse(self, raw: str) -> bool | None:
        return parsing.yes_no(raw)

    def show(self, value: bool) -> str:  # noqa: FBT001
        return "yes" if value else "no"


class ChoicesField(ParsedField):
    """Any number of a vocabulary's codes: drawn as chips."""

    def __init__(self, label: str, words: Words, **kwargs: Any) -> None:
        self.words = words
        super().__init__(label, default=(), **kwargs)

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = parsing.codes(valuelist, self.words)

    def process_data(self, value: Sequence[str] | None) -> None:
        self.data = tuple(value or ())

    @property
    def chosen(self) -> tuple[str, ...]:
        return tuple(self.raw_data) if self.raw_data else tuple(self.data)


class TickField(ParsedField):
    """One box to tick."""

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = bool(valuelist) and valuelist[0] not in {"", "no", "0", "false"}

    def process_data(self, value: object) -> None:
        self.data = bool(value)


class IdField(ParsedField):
    """A UUID made with the form: the same form sent twice makes one record."""

    def parse(self, raw: str) -> UUID | None:
        return parsing.identifier(raw)

    def process_formdata(self, valuelist: list[str]) -> None:
        """A form sent without its id gets no fresh one: sent twice, it would make two records."""
        self.data = self.parse(valuelist[0]) if valuelist else None


class BaseForm(FlaskForm):
    """A form that only parses; `form_errors` holds what belongs to no single field."""

    class Meta:
        csrf: ClassVar[bool] = False

    def blame(self, problems: Problems | Mapping[str, str]) -> None:
        """Put each message beside its field."""
        by_field = problems.by_field if isinstance(problems, Problems) else problems
        for name, message in by_field.items():
            if name in self:
                self[name].errors = [*self[name].errors, message]
            else:
                self.form_errors.append(message)

    @property
    def any_errors(self) -> bool:
        return bool(self.errors)


class CreatingForm(BaseForm):
    """A form that creates a record: it carries the record's id from the moment it is shown."""

    id = IdField("Form", default=uuid.uuid4, required="This form is not complete. Please open it again.")

    def renew(self) -> None:
        """From here on the form is about another record than the one it made before."""
        self.id.process_data(uuid.uuid4())
        self.id.raw_data = None
