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
    DISTANCE_HIGH,
    EXERCISES_MOST,
    HOLD_SECONDS_HIGH,
    LINE_LENGTH,
    REPETITIONS_HIGH,
    SETS_HIGH,
)
from tracker.domain.treatment.sessions import Exercise, SideEffect, write_exercises, write_side_effects
from tracker.domain.values import parsing
from tracker.domain.values.numbers import plain
from tracker.domain.vocabularies import SERIOUS_SIDE_EFFECTS
from tracker.web import sizes
from tracker.web.forms import ParsedField, printable
from tracker.wording import errors
from tracker.wording import treatment as words
from tracker.wording.formats import commas, metres
from tracker.wording.language import N_, Words, _
from tracker.wording.vocabularies import LASTED, SEVERITIES, SIDE_EFFECTS, Labels

METRES_PER_KM: Final = 1000
TEN_METRES: Final = 10
ROWS_SHOWN: Final = 3
AT_THE_NEEDLE = (
    *("bruise", "bleeding_spot", "needle_site_pain", "soreness", "redness", "stuck_needle", "forgotten_needle"),
)
ON_THE_SKIN = ("bruise", "soreness", "redness")
GENERAL = ("light_headed", "fainting", "tired", "nausea", "sweating", "headache", "emotional_release")
SYMPTOM_CHANGE = ("pain_worse", "new_numbness")
BY_A_NEEDLE = frozenset({"broken_needle"})
GET_HELP = tuple(item for item in SIDE_EFFECTS if item in SERIOUS_SIDE_EFFECTS)


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
        if self.posted is None:
            return ""
        return str(self.posted.get("-".join([self.name, *map(str, names)])) or "")

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
            raise ValidationError(words.own_courses())


@dataclass(frozen=True, slots=True)
class EffectGroup:
    """Side effects that stand together."""

    title: str
    items: tuple[str, ...]


class SideEffectsField(CompoundField):
    """Side effects to tick, with how bad each was and how long it lasted. A chosen severity ticks its item."""

    needles = False

    def inputs_most(self) -> Iterable[int]:
        return [sizes.of_plain(parsing.SHORT_MOST)] * (len(("tick", "severity", "lasted")) * len(SIDE_EFFECTS))

    def process_formdata(self, valuelist: list[str]) -> None:
        ticked = set(parsing.codes(valuelist, SIDE_EFFECTS))
        effects = []
        for item in SIDE_EFFECTS:
            severity = parsing.code(self.part(item, "severity"), SEVERITIES)
            lasted = parsing.code(self.part(item, "lasted"), LASTED)
            if item in ticked or severity is not None or lasted is not None:
                effects.append(SideEffect(item, severity, lasted))
        self.data = tuple(effects)

    def process_data(self, value: Sequence[SideEffect] | None) -> None:
        self.data = tuple(value or ())

    def split(self, value: Sequence[SideEffect] | None) -> dict[str, SideEffect]:
        return {effect.item: effect for effect in value or ()}

    def join(self, parts: Mapping[str, SideEffect]) -> tuple[SideEffect, ...]:
        return tuple(parts[item] for item in SIDE_EFFECTS if item in parts)

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
        title, items = (_("At the needle"), AT_THE_NEEDLE) if self.needles else (_("On the skin"), ON_THE_SKIN)
        offered = {*items, *GENERAL, *SYMPTOM_CHANGE, *GET_HELP}
        others = tuple(item for item in self.chosen if item in SIDE_EFFECTS and item not in offered)
        return (
            EffectGroup(title, items + others),
            EffectGroup(_("In general"), GENERAL),
            EffectGroup(_("Your symptoms"), SYMPTOM_CHANGE),
        )

    @property
    def urgent(self) -> tuple[str, ...]:
        """Signs that need urgent help; those that only a needle can leave are asked after needles alone."""
        return tuple(item for item in GET_HELP if self.needles or item not in BY_A_NEEDLE or item in self.chosen)

    @property
    def has_urgent(self) -> bool:
        return any(item in self.chosen for item in GET_HELP)


@dataclass(frozen=True, slots=True)
class ExerciseRow:
    """What the inputs of one exercise hold."""

    name: str = ""
    sets: str = ""
    repetitions: str = ""
    hold: str = ""


class ExercisesField(CompoundField):
    """Exercises in numbered rows; a row that is blank is none."""

    most = EXERCISES_MOST

    def inputs_most(self) -> Iterable[int]:
        numbers = [sizes.of_text(parsing.SHORT_MOST)] * len(("sets", "repetitions", "hold"))
        return [sizes.of_text(LINE_LENGTH), *numbers] * EXERCISES_MOST

    def process_formdata(self, valuelist: list[str]) -> None:  # noqa: ARG002
        found = (self._exercise(number) for number in range(EXERCISES_MOST))
        self.data = tuple(exercise for exercise in found if exercise is not None)

    def process_data(self, value: Sequence[Exercise] | None) -> None:
        self.data = tuple(value or ())

    def show(self, value: Sequence[Exercise]) -> str:
        return write_exercises(value)

    def _exercise(self, number: int) -> Exercise | None:
        row = self._typed(number, self.part)
        try:
            name = parsing.line(row.name)
            sets = parsing.whole(row.sets, 1, SETS_HIGH)
            repetitions = parsing.whole(row.repetitions, 1, REPETITIONS_HIGH)
            hold = parsing.whole(row.hold, 1, HOLD_SECONDS_HIGH)
        except Invalid as error:
            raise Invalid(words.in_row(number + 1, errors.said(error))) from None
        if name is None:
            if (sets, repetitions, hold) != (None, None, None):
                raise Invalid(words.name_the_exercise(number + 1))
            return None
        return Exercise(name, sets, repetitions, hold)

    @staticmethod
    def _typed(number: int, part: Callable[..., str]) -> ExerciseRow:
        return ExerciseRow(*(part(number, name) for name in ("name", "sets", "repetitions", "hold")))

    @property
    def rows(self) -> Sequence[ExerciseRow]:
        """The rows to show: what is there and a blank one, three at least."""
        if self.was_sent:
            rows = [self._typed(number, self.shown_part) for number in range(EXERCISES_MOST)]
            while rows and rows[-1] == ExerciseRow():
                rows.pop()
        else:
            rows = [
                ExerciseRow(e.name, _text(e.sets), _text(e.repetitions), _text(e.hold_seconds)) for e in self.data or ()
            ]
        wanted = min(max(ROWS_SHOWN, len(rows) + 1), EXERCISES_MOST)
        return [*rows, *[ExerciseRow()] * (wanted - len(rows))]


def _text(value: int | None) -> str:
    return "" if value is None else str(value)


class DistanceField(CompoundField):
    """A distance typed in kilometres or metres, kept in whole metres.

    It is shown in kilometres where two decimals are enough for that: 1.234 km might be taken for 1234 km.
    """

    units: Final = Words({"km": N_("km"), "m": N_("m")})

    def inputs_most(self) -> Iterable[int]:
        return [*super().inputs_most(), sizes.of_plain(parsing.SHORT_MOST)]

    def parse(self, raw: str) -> int | None:
        per_unit, places = (METRES_PER_KM, 3) if self.unit == "km" else (1, 0)
        value = parsing.decimal(raw, DISTANCE_HIGH // per_unit, places)
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
