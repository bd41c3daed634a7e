"""The form fields of the app: each parses by the rules of `domain.parsing` and keeps what was typed when it cannot.

Labels, hints and messages are marked where a form is declared (`N_`, or `lambda: _(...)` where they hold values) and
said when the form is made, which is once for each request.

Forms only parse. Their CSRF token is checked for every request by the app, so no form repeats it.

A form that is made with what is stored (`obj` or `data`) says in its page what it was opened with (the macro `csrf`),
and merges what is sent with what is stored by then: see `domain.meanwhile`.
"""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, time
from decimal import Decimal
from types import MappingProxyType
from typing import Any, ClassVar, Self
from uuid import UUID

from flask_wtf import FlaskForm
from wtforms import Field, ValidationError

from tracker.domain.errors import Message, Problems
from tracker.domain.limits import LINE_LENGTH, NOTE_LENGTH, SCORE_HIGH, SCORE_LOW
from tracker.domain.values import numbers, parsing
from tracker.domain.values.facts import names_of
from tracker.web import opened, sizes
from tracker.web.merging import Merging, with_unit
from tracker.web.opened import WHOLE
from tracker.wording import errors, formats
from tracker.wording.language import N_, Sentence, _, said
from tracker.wording.language import Words as Said
from tracker.wording.vocabularies import Labels

OPTIONAL = ""


def printable(typed: str) -> str:
    """What was typed, for the input it is shown in again: no page can hold a NUL."""
    return typed.replace("\x00", "")


class ParsedField(Merging, Field):
    """A field with one value. `text` is what its input shows: what was typed, or else the value."""

    required: Sentence | None

    def __init__(
        self, label: Sentence, *, hint: Sentence = OPTIONAL, required: Sentence | None = None, **kwargs: Any
    ) -> None:
        super().__init__(said(label), description=said(hint), **kwargs)
        self.required = required

    def parse(self, raw: str) -> Any:
        raise NotImplementedError

    def show(self, value: Any) -> str:
        return str(value)

    def inputs_most(self) -> Iterable[int]:
        """How many bytes each of its inputs takes in a request at the most: one, and nothing long, if not said."""
        return (sizes.of_text(parsing.SHORT_MOST),)

    def process_formdata(self, valuelist: list[str]) -> None:
        if valuelist:
            self.data = self.parse(valuelist[0])

    def process(self, *args: Any, **kwargs: Any) -> None:
        """What cannot be read is said here, whatever rule refused it."""
        super().process(*args, **kwargs)
        self.process_errors = [errors.said(message) for message in self.process_errors]

    def pre_validate(self, form: Any) -> None:  # noqa: ARG002
        if self.required is not None and self.data is None and not self.process_errors:
            raise ValidationError(said(self.required))

    @property
    def text(self) -> str:
        if self.raw_data:
            return printable(str(self.raw_data[0]))
        return "" if self.data is None else self.show(self.data)

    @property
    def hint(self) -> str:
        return str(self.description)


class LineField(ParsedField):
    def __init__(self, label: Sentence, *, most: int = LINE_LENGTH, **kwargs: Any) -> None:
        self.most = most
        super().__init__(label, **kwargs)

    def inputs_most(self) -> Iterable[int]:
        return (sizes.of_text(self.most),)

    def parse(self, raw: str) -> str | None:
        return parsing.line(raw, most=self.most)


class NoteField(ParsedField):
    most = NOTE_LENGTH

    def inputs_most(self) -> Iterable[int]:
        return (sizes.of_text(self.most),)

    def parse(self, raw: str) -> str | None:
        return parsing.note(raw, most=self.most)


class WholeField(ParsedField):
    def __init__(self, label: Sentence, low: int, high: int, *, unit: Sentence = "", **kwargs: Any) -> None:
        self.low, self.high, self.unit = low, high, said(unit)
        super().__init__(label, **kwargs)

    def in_words(self, value: Any) -> str:
        return with_unit(super().in_words(value), value, self.unit)

    def parse(self, raw: str) -> int | None:
        return parsing.whole(raw, self.low, self.high)


class ScoreField(WholeField):
    def __init__(self, label: Sentence, **kwargs: Any) -> None:
        super().__init__(label, SCORE_LOW, SCORE_HIGH, **kwargs)


class DecimalField(ParsedField):
    def __init__(self, label: Sentence, high: int, places: int, *, unit: Sentence = "", **kwargs: Any) -> None:
        self.high, self.places, self.unit = high, places, said(unit)
        super().__init__(label, **kwargs)

    def parse(self, raw: str) -> Decimal | None:
        return parsing.decimal(raw, self.high, self.places)

    def show(self, value: Decimal) -> str:
        return numbers.typed(value)

    def in_words(self, value: Any) -> str:
        return with_unit(super().in_words(value), value, self.unit)


class DayField(ParsedField):
    def parse(self, raw: str) -> date | None:
        return parsing.day(raw)

    def show(self, value: date) -> str:
        return value.isoformat()

    def in_words(self, value: Any) -> str:
        return super().in_words(None) if value is None else formats.day_year(value)


class ClockField(ParsedField):
    def parse(self, raw: str) -> time | None:
        return parsing.clock(raw)

    def process_data(self, value: time | None) -> None:
        """To the minute, as it is shown and typed."""
        self.data = None if value is None else value.replace(second=0, microsecond=0)

    def show(self, value: time) -> str:
        return formats.clock(value)

    def allow_unknown(self) -> None:
        """The time is not known, and may stay so."""
        self.required = None
        self.description = _("The time is not known. It may stay empty.")

    @property
    def stays_unknown(self) -> bool:
        return self.required is None and self.data is None


class ChoiceField(ParsedField):
    """One of a vocabulary: drawn as a row of chips or as a list."""

    def __init__(self, label: Sentence, words: Labels, **kwargs: Any) -> None:
        self.words = words
        super().__init__(label, **kwargs)

    def parse(self, raw: str) -> str | None:
        return parsing.code(raw, self.words)

    def in_words(self, value: Any) -> str:
        return self.words.get(value) or super().in_words(value)


class YesNoField(ParsedField):
    """Yes or no, drawn as two chips."""

    words: ClassVar[Labels] = Said({"yes": N_("Yes"), "no": N_("No")})

    def parse(self, raw: str) -> bool | None:
        return parsing.yes_no(raw)

    def show(self, value: bool) -> str:  # noqa: FBT001
        return "yes" if value else "no"

    def in_words(self, value: Any) -> str:
        return super().in_words(None) if value is None else self.words[self.show(value)]


class ChoicesField(ParsedField):
    """Any number of a vocabulary's codes: drawn as chips."""

    def __init__(self, label: Sentence, words: Labels, **kwargs: Any) -> None:
        self.words = words
        super().__init__(label, default=(), **kwargs)

    def inputs_most(self) -> Iterable[int]:
        return [sizes.of_plain(len(code)) for code in self.words]

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = parsing.codes(valuelist, self.words)

    def process_data(self, value: Sequence[str] | None) -> None:
        self.data = tuple(value or ())

    def split(self, value: Sequence[str] | None) -> dict[str, str]:
        return {code: code for code in value or ()}

    def join(self, parts: Mapping[str, str]) -> tuple[str, ...]:
        return tuple(code for code in self.words if code in parts)

    @property
    def added(self) -> tuple[str, ...]:
        """What is ticked and not stored."""
        return tuple(code for code in self.data if code not in (self.object_data or ()))

    @property
    def chosen(self) -> tuple[str, ...]:
        return tuple(self.raw_data) if self.raw_data else tuple(self.data)


class TickField(ParsedField):
    """One box to tick."""

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = bool(valuelist) and valuelist[0] not in {"", "no", "0", "false"}

    def process_data(self, value: object) -> None:
        self.data = bool(value)

    def split(self, value: object) -> dict[str, bool]:
        return {WHOLE: True} if value else {}


class IdField(ParsedField):
    """A UUID made with the form: the same form sent twice makes one record."""

    merges = False

    def parse(self, raw: str) -> UUID | None:
        return parsing.identifier(raw)

    def process_formdata(self, valuelist: list[str]) -> None:
        """A form sent without its id gets no fresh one: sent twice, it would make two records."""
        self.data = self.parse(valuelist[0]) if valuelist else None


class BaseForm(FlaskForm):
    """A form that only parses; `form_errors` holds what belongs to no single field."""

    creates: ClassVar[bool] = False
    elsewhere: ClassVar[Mapping[str, str]] = MappingProxyType({})  # which field asks for what the rules name so

    class Meta:
        csrf: ClassVar[bool] = False

    def process(self, formdata: Any = None, obj: Any = None, data: Any = None, **kwargs: Any) -> None:
        """Fill the fields; where something stored is changed, with what was stored since the form was opened."""
        formdata = self.meta.wrap_formdata(self, formdata)
        super().process(formdata, obj, data=data, **kwargs)
        self.changes = not self.creates and (obj is not None or data is not None)
        self.stored_row: tuple[str, UUID] | None = None
        self.to_ask: list[ParsedField] = []
        self.told: dict[str, dict[str, str]] = {}
        self.offered: dict[str, dict[str, str]] = {}
        self.sent = formdata
        if self.changes and formdata is not None:
            self.merge_sent(formdata)

    def merge_sent(self, sent: Any) -> None:
        """Bring together what was sent and what is stored by now."""
        base = opened.read(sent.get(opened.NAME))
        for field in self.merging:
            newer = sent.get(opened.SETTLE + field.name) == opened.NEWER or _only_offered(field, base)
            if field.merge(base.get(field.name, {}), newer=newer):
                self.to_ask.append(field)

    @property
    def merging(self) -> list["ParsedField"]:
        """The fields that hold something stored."""
        return [field for field in self if isinstance(field, ParsedField) and field.merges]

    @property
    def opened_with(self) -> str:
        """What is stored as the form is shown, for its hidden field."""
        stored = {field.name: field.parts_of(field.object_data) for field in self.merging} if self.changes else {}
        return opened.write(stored | self.told | self.offered)

    def about(self, table_name: str, row_id: UUID | None) -> Self:
        """Which row is changed, so that it can be said when it was changed last."""
        self.stored_row = None if row_id is None else (table_name, row_id)
        return self

    def tell(self, message: str, **values: object) -> Self:
        """What the page tells and the answer rests on: where that has changed since, `message` asks to look again."""
        self.told = opened.told(**values)
        if self.sent is not None:
            base = opened.read(self.sent.get(opened.NAME))
            if any(base.get(name, {}) != opened.shortened(parts) for name, parts in self.told.items()):
                self.form_errors.append(message)
        return self

    def answers(self, facts: type) -> dict[str, Any]:
        """What was given of these facts, by the names of their fields."""
        return {name: self[name].data for name in names_of(facts) if name in self}

    def suggest(self, **values: Any) -> Self:
        """Show these answers to begin with: nothing of them is stored, and what was sent stays."""
        for name, value in values.items():
            if not self[name].raw_data:
                self[name].process_data(value)
        return self

    def offer(self, **values: Any) -> Self:
        """The same for answers that nobody gave: left as they are, they give way to what is saved meanwhile."""
        self.suggest(**values)
        self.offered |= {opened.OFFERED + name: self[name].parts_of(self[name].data) for name in values}
        return self

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether all can be saved; what was also changed elsewhere is asked about beside its field."""
        right = super().validate(extra_validators)
        asked = [field for field in self.to_ask if field.name in self]
        if asked:
            saved = opened.saved_meanwhile(self.stored_row)
            for field in asked:
                field.ask(saved)
        return right and not asked and not self.form_errors

    def blame(self, problems: Problems | Mapping[str, Message]) -> None:
        """Put each message beside its field."""
        for named, message in errors.said_by_field(problems).items():
            name = self.elsewhere.get(named, named)
            if name in self:
                self[name].errors = [*self[name].errors, message]
            else:
                self.form_errors.append(message)

    @property
    def any_errors(self) -> bool:
        return bool(self.errors)


def _only_offered(field: ParsedField, base: Mapping[str, opened.Parts]) -> bool:
    """Whether a field was left as its page offered it, where something was saved since."""
    offered = base.get(opened.OFFERED + field.name)
    if offered is None or offered != opened.shortened(field.parts_of(field.data)):
        return False
    return base.get(field.name, {}) != opened.shortened(field.parts_of(field.object_data))


class CreatingForm(BaseForm):
    """A form that creates a record: it carries the record's id from the moment it is shown."""

    creates = True
    id = IdField(N_("Form"), default=uuid.uuid4, required=N_("This form is not complete. Please open it again."))

    def renew(self) -> None:
        """From here on the form is about another record than the one it made before."""
        self.id.process_data(uuid.uuid4())
        self.id.raw_data = None
