"""Fields of treatment that are made of several inputs: side effects, exercises, distance, course."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from wtforms import ValidationError
from wtforms.utils import unset_value

from tracker.domain.errors import Invalid
from tracker.domain.limits import (
    DISTANCE,
    EXERCISES_MOST,
    HOLD_SECONDS_HIGH,
    LINE_LENGTH,
    REPETITIONS_HIGH,
    SETS_HIGH,
)
from tracker.domain.treatment.kinds import URGENT, Effects
from tracker.domain.treatment.sessions import (
    NONE,
    NONE_NOTICED,
    Exercise,
    SideEffect,
    write_exercises,
    write_side_effects,
)
from tracker.domain.values import parsing
from tracker.domain.values.facts import names_of, values_of
from tracker.domain.values.numbers import plain
from tracker.web import sizes
from tracker.web.forms import ParsedField, printable
from tracker.wording import errors
from tracker.wording import treatment as words
from tracker.wording.formats import commas, metres
from tracker.wording.language import N_, Words, _
from tracker.wording.vocabularies import LASTED, SEVERITIES, SIDE_EFFECTS, Labels

METRES_PER_KM: Final = 1000
TEN_METRES: Final = 10


class CompoundField(ParsedField):
    """A field of several inputs, whose names begin with its own."""

    posted: Any = None

    def process(self, formdata: Any, data: Any = unset_value, extra_filters: Any = None) -> None:
        self.posted = formdata
        super().process(formdata, data, extra_filters)

    def take(self, value: Any) -> None:
        self.posted = None
        super().take(value)

    def part(self, *names: object) -> str:
        """What was typed into one of the inputs; blank where nothing was sent."""
        name = "-".join([self.name, *map(str, names)])
        return "" if self.posted is None or name not in self.posted else str(self.posted[name] or "")

    @property
    def has_parts(self) -> bool:
        """Whether any of the inputs was sent that are named beyond its own name."""
        return self.posted is not None and any(name.startswith(f"{self.name}-") for name in self.posted)

    def shown_part(self, *names: object) -> str:
        """The same, for the input it is shown in again."""
        return printable(self.part(*names))

    @property
    def was_sent(self) -> bool:
        return self.posted is not None and len(self.posted) > 0


class CourseField(ParsedField):
    """One of the person's own courses; who makes the form sets `words`, and `within` as said among other things."""

    words: Labels = {}  # noqa: RUF012 - replaced on each form, never changed
    within: Labels = {}  # noqa: RUF012 - the same

    def parse(self, raw: str) -> UUID | None:
        return parsing.identifier(raw)

    def in_words(self, value: UUID | None) -> str:
        return self.words.get(str(value)) or super().in_words(None)

    def pre_validate(self, form: Any) -> None:
        super().pre_validate(form)
        if self.data is not None and str(self.data) not in self.words:
            raise ValidationError(_(words.OWN_COURSES))


@dataclass(frozen=True, slots=True)
class EffectGroup:
    """Side effects that stand together."""

    title: str
    items: tuple[str, ...]


class SideEffectsField(CompoundField):
    """Side effects to tick, with how bad each was and how long it lasted, or that there were none.

    A chosen severity ticks its item. `offered` are those its kind is asked about; what is chosen is shown besides.
    """

    offered = Effects()

    def inputs_most(self) -> Iterable[int]:
        return [sizes.of_plain(parsing.SHORT_MOST)] * (1 + len(("tick", "severity", "lasted")) * len(SIDE_EFFECTS))

    def process_formdata(self, valuelist: list[str]) -> None:
        ticked = set(parsing.codes(valuelist, (NONE, *SIDE_EFFECTS)))
        effects = []
        for item in SIDE_EFFECTS if self.has_parts else [one for one in SIDE_EFFECTS if one in ticked]:
            severity = parsing.code(self.part(item, "severity"), SEVERITIES)
            lasted = parsing.code(self.part(item, "lasted"), LASTED)
            if item in ticked or severity is not None or lasted is not None:
                effects.append(SideEffect(item, severity, lasted))
        if NONE in ticked and effects:
            raise Invalid(_(words.NONE_OR_SOME))
        self.data = NONE_NOTICED if NONE in ticked else tuple(effects)

    def process_data(self, value: Sequence[SideEffect] | None) -> None:
        self.data = tuple(value or ())

    def split(self, value: Sequence[SideEffect] | None) -> dict[str, SideEffect]:
        return {effect.item: effect for effect in value or ()}

    def join(self, parts: Mapping[str, SideEffect]) -> tuple[SideEffect, ...]:
        return tuple(parts[item] for item in SIDE_EFFECTS if item in parts) or tuple(parts.values())

    def part_text(self, part: SideEffect) -> str:
        return write_side_effects([part])

    def in_words(self, value: Sequence[SideEffect] | None) -> str:
        return (
            super().in_words(None)
            if not value
            else commas([words.effect_answer(one.item, one.severity, one.lasted) for one in value])
        )

    @property
    def chosen(self) -> Mapping[str, tuple[str, str]]:
        """Severity and duration (or blanks) by item, of each item that is ticked."""
        if self.was_sent:
            return {item: (self.part(item, "severity"), self.part(item, "lasted")) for item in self.raw_data or ()}
        return {effect.item: (effect.severity or "", effect.lasted or "") for effect in self.data or ()}

    @property
    def groups(self) -> Sequence[EffectGroup]:
        asked, apart = self.offered, {*self.offered.every, *URGENT}
        others = tuple(item for item in self.chosen if item in SIDE_EFFECTS and item not in apart)
        groups = (
            EffectGroup(_("At the needle") if asked.at_a_needle else _("On the skin"), asked.place),
            EffectGroup(_("In general"), asked.general + others),
            EffectGroup(_("Your symptoms"), asked.symptoms),
        )
        return tuple(group for group in groups if group.items)

    @property
    def urgent(self) -> tuple[str, ...]:
        """Signs that need urgent help, of those that its kind can bring, and what was ticked besides."""
        return tuple(item for item in URGENT if item in self.offered.urgent or item in self.chosen)

    @property
    def none_noticed(self) -> bool:
        return NONE in self.chosen

    @property
    def some_noticed(self) -> bool:
        """Whether one of those that are not urgent is ticked."""
        return any(item in group.items for group in self.groups for item in self.chosen)

    @property
    def has_urgent(self) -> bool:
        return any(item in self.chosen for item in URGENT)


class RowsField(CompoundField):
    """Things in numbered rows of inputs; a row that is blank is none, and one is named by its first part."""

    row_type: type[Any]
    thing: type[Any]
    most: int
    shown: int

    def parse_row(self, row: Any) -> dict[str, Any]:
        """The parts of a thing, by name; `Invalid` where one cannot be read."""
        raise NotImplementedError

    def row_of(self, thing: Any) -> Any:
        """The row of a thing that is stored."""
        raise NotImplementedError

    def unnamed(self, number: int) -> str:
        """What is said of a row that names nothing and yet is not blank."""
        raise NotImplementedError

    def found(self) -> tuple[Any, ...]:
        """What was typed in all rows."""
        things = [self._thing(number) for number in range(self.most)] if self.has_parts else []
        return tuple(thing for thing in things if thing is not None)

    def _thing(self, number: int) -> Any:
        try:
            parts = self.parse_row(self._typed(number, self.part))
        except Invalid as error:
            raise Invalid(words.in_row(number + 1, errors.said(error))) from None
        name, *rest = parts.values()
        if name is None and set(rest) != {None}:
            raise Invalid(self.unnamed(number + 1))
        return None if name is None else self.thing(**parts)

    def _typed(self, number: int, part: Callable[..., str]) -> Any:
        return self.row_type(*(part(number, name) for name in names_of(self.row_type)))

    @property
    def rows(self) -> Sequence[Any]:
        """The rows to show: what is there and a blank one, some at least."""
        blank = self.row_type()
        if self.was_sent:
            rows = [self._typed(number, self.shown_part) for number in range(self.most)]
            while rows and rows[-1] == blank:
                rows.pop()
        else:
            rows = [self.row_of(thing) for thing in self.data or ()]
        wanted = min(max(self.shown, len(rows) + 1), self.most)
        return [*rows, *[blank] * (wanted - len(rows))]


@dataclass(frozen=True, slots=True)
class ExerciseRow:
    """What the inputs of one exercise hold."""

    name: str = ""
    sets: str = ""
    repetitions: str = ""
    hold: str = ""


class ExercisesField(RowsField):
    row_type, thing, most, shown = ExerciseRow, Exercise, EXERCISES_MOST, 3

    def inputs_most(self) -> Iterable[int]:
        numbers = [sizes.of_text(parsing.SHORT_MOST)] * len(("sets", "repetitions", "hold"))
        return [sizes.of_text(LINE_LENGTH), *numbers] * EXERCISES_MOST

    def process_formdata(self, valuelist: list[str]) -> None:  # noqa: ARG002
        self.data = self.found()

    def process_data(self, value: Sequence[Exercise] | None) -> None:
        self.data = tuple(value or ())

    def show(self, value: Sequence[Exercise]) -> str:
        return write_exercises(value)

    def parse_row(self, row: ExerciseRow) -> dict[str, Any]:
        return {
            "name": parsing.line(row.name),
            "sets": parsing.whole(row.sets, 1, SETS_HIGH),
            "repetitions": parsing.whole(row.repetitions, 1, REPETITIONS_HIGH),
            "hold_seconds": parsing.whole(row.hold, 1, HOLD_SECONDS_HIGH),
        }

    def row_of(self, thing: Exercise) -> ExerciseRow:
        return ExerciseRow(*("" if value is None else str(value) for value in values_of(thing).values()))

    def unnamed(self, number: int) -> str:
        return words.name_the_exercise(number)


class DistanceField(CompoundField):
    """A distance typed in kilometres or metres, kept in whole metres.

    It is shown in kilometres where two decimals are enough for that: 1.234 km might be taken for 1234 km.
    """

    units: Final = Words({"km": N_("km"), "m": N_("m")})

    def inputs_most(self) -> Iterable[int]:
        return [*super().inputs_most(), sizes.of_plain(parsing.SHORT_MOST)]

    def parse(self, raw: str) -> int | None:
        per_unit, places = (METRES_PER_KM, 3) if self.unit == "km" else (1, 0)
        value = parsing.decimal(raw, DISTANCE[1] // per_unit, places)
        if value is None:
            return None
        metres = int(value * per_unit)
        if metres == 0:
            raise Invalid(_("Please give a distance above 0, or leave it empty."))
        return metres

    def show(self, value: int) -> str:
        return plain(Decimal(value) / METRES_PER_KM) if self.unit == "km" else str(value)

    def part_text(self, part: int) -> str:
        return str(part)

    def in_words(self, value: int | None) -> str:
        return super().in_words(None) if value is None else metres(value)

    @property
    def unit(self) -> str:
        if self.was_sent:
            return "m" if self.part("unit") == "m" else "km"
        return "m" if self.data is not None and (self.data < METRES_PER_KM or self.data % TEN_METRES) else "km"
