"""The forms of the diary: they parse, and hand on what was given as facts."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Any, Final, TypeVar

from tracker.diary.services.reading import Day
from tracker.diary.services.writing import LifeEventFacts
from tracker.domain.errors import Invalid, Problems
from tracker.domain.limits import DAY_MINUTES
from tracker.domain.scores.entry import EntryFacts
from tracker.domain.values.facts import values_of
from tracker.domain.values.tags import TAG_LENGTH, TYPED_MOST, parse_tags
from tracker.web import sizes
from tracker.web.forms import (
    BaseForm,
    ChoiceField,
    ChoicesField,
    ClockField,
    CreatingForm,
    DayField,
    LineField,
    NoteField,
    ScoreField,
    WholeField,
)
from tracker.wording import vocabularies as words
from tracker.wording.language import N_
from tracker.wording.warning_signs import WARNING_SIGNS

TAGS_SENT: Final = 24
NO_TAGS: Final[Mapping[str, str]] = MappingProxyType({})
NEEDS_SCORE = N_("Please choose a number from 0 to 10.")
NEEDS_DAY = N_("Please say which day this is for.")
NEEDS_TIME = N_("Please say at what time this was.")
NEEDS_KIND = N_("Please say what changed.")
LEG_TODAY = N_("Leg pain, on average over the 24 hours")
BACK_TODAY = N_("Back pain, on average over the 24 hours")


class TappedField(ScoreField):
    """A number that saves at once: a tap is meant, also one on the number that the page showed, and none is no tap."""

    def process_formdata(self, valuelist: list[str]) -> None:
        super().process_formdata(valuelist or [""])

    def merge(self, base: Mapping[str, str], *, newer: bool) -> bool:
        if self.data is None and not self.process_errors and not newer:
            return False
        return super().merge({} if base == self.parts_of(self.data) else base, newer=newer)


class TapForm(BaseForm):
    """One tapped number."""

    score = TappedField(N_("Score"), required=NEEDS_SCORE)


class EntryForm(BaseForm):
    """A day's entry. What a page leaves out stays as it is. `side_from_set_up`: the leg, where set-up gave it."""

    side_from_set_up = ""

    leg_pain = ScoreField(LEG_TODAY)
    back_pain = ScoreField(BACK_TODAY)
    worst_leg_pain = ScoreField(N_("Worst leg pain in the 24 hours"))
    side = ChoiceField(N_("Which leg?"), words.SIDES)
    regions = ChoicesField(N_("Where did you feel it?"), words.REGIONS)
    qualities = ChoicesField(N_("How did it feel?"), words.QUALITIES)
    numbness_tingling = ScoreField(N_("Numbness or tingling"))
    weakness = ScoreField(N_("Weakness in the leg"))
    sleep_disturbed = ScoreField(N_("How much did it disturb your sleep?"))
    sitting_minutes = WholeField(N_("How long could you sit?"), 0, DAY_MINUTES, unit=N_("minutes"))
    walking_minutes = WholeField(N_("How long could you walk?"), 0, DAY_MINUTES, unit=N_("minutes"))
    aggravated_by = ChoicesField(N_("What made it worse?"), words.AGGRAVATED_BY)
    eased_by = ChoicesField(N_("What eased it?"), words.EASED_BY)
    warning_signs = ChoicesField(
        N_("Any new warning sign today?"),
        WARNING_SIGNS,
        hint=N_(
            "New or getting worse in the last two weeks. A tick saves your day, then opens the page on who to call."
        ),
    )
    note = NoteField(N_("Note"))


class DatedEntryForm(EntryForm):
    """A day's entry that may also move to another day."""

    for_date = DayField(N_("Day"), required=NEEDS_DAY)


class MomentForm(BaseForm):
    """How it is, or was, at one point in time."""

    side_from_set_up = ""
    for_date = DayField(N_("Day"), required=NEEDS_DAY)
    for_time = ClockField(N_("Time"), required=NEEDS_TIME)
    leg_pain = ScoreField(N_("Leg pain at that moment"))
    back_pain = ScoreField(N_("Back pain at that moment"))
    side = ChoiceField(N_("Which leg?"), words.SIDES)
    regions = ChoicesField(N_("Where did you feel it?"), words.REGIONS)
    warning_signs = ChoicesField(
        N_("Any new warning sign?"),
        WARNING_SIGNS,
        hint=N_("New or getting worse in the last two weeks. A tick saves this, then opens the page on who to call."),
    )
    note = NoteField(N_("Note"))

    def answers(self, facts: type) -> dict[str, Any]:
        """A time that stays not known is no answer; one that is given is known."""
        given = super().answers(facts)
        if self.for_time.stays_unknown:
            del given["for_time"]
            return given
        return given | {"time_unknown": False}


class NewMomentForm(MomentForm, CreatingForm):
    """The same for a moment that is not saved yet."""


class LifeEventForm(BaseForm):
    """A life event."""

    kind = ChoiceField(N_("What changed?"), words.CHANGE_KINDS, required=NEEDS_KIND)
    for_date = DayField(N_("Day"), required=NEEDS_DAY)
    note = NoteField(N_("Note"), hint=N_("A new chair, a fall on the stairs, a week in bed with flu."))

    def facts(self) -> LifeEventFacts:
        return LifeEventFacts(**self.answers(LifeEventFacts))


class NewLifeEventForm(LifeEventForm, CreatingForm):
    """The same for one that is not saved yet."""


class TagsField(ChoicesField):
    """The tags of a day, ticked among the own ones of earlier days; who makes the form sets those as `words`."""

    def inputs_most(self) -> Iterable[int]:
        return [sizes.of_text(TAG_LENGTH)] * TAGS_SENT

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = parse_tags(valuelist[:TAGS_SENT])

    def join(self, parts: Mapping[str, str]) -> tuple[str, ...]:
        return tuple(parts)


class NewTagsField(LineField):
    """Tags that are typed; they are told as part of the others."""

    merges = False
    offered: Sequence[str] = ()

    def parse(self, raw: str) -> tuple[str, ...]:  # type: ignore[override]
        return parse_tags([raw])

    def show(self, value: Sequence[str]) -> str:
        return ", ".join(value)


class TagsForm(BaseForm):
    """A day's own tags: those of earlier days to tick, and new ones."""

    tags = TagsField(N_("Tags of this day"), NO_TAGS)
    more = NewTagsField(
        N_("New tag"),
        most=TYPED_MOST,
        hint=N_("A word or two, such as “garden” or “long drive”. Commas between several."),
    )

    def given(self) -> tuple[str, ...]:
        """Those ticked and those typed; `Problems` for too many."""
        try:
            return parse_tags([*self.tags.data, *(self.more.data or ())])
        except Invalid as refused:
            raise Problems({"more": refused.message}) from None


def answered(form: BaseForm, base: EntryFacts) -> EntryFacts:
    """`base` with every answer of the form in its place."""
    return replace(base, **form.answers(EntryFacts))


AnyEntry = TypeVar("AnyEntry", EntryForm, NewMomentForm)
FindSide = Callable[[], str | None]


def details_form(day: Day, set_up_side: FindSide) -> EntryForm:
    """The form behind the fold as it is first shown: what the day holds, or else the places given last.

    Where no leg was given yet, it is the one that set-up names.
    """
    form = EntryForm(formdata=None, data={} if day.entry is None else values_of(day.entry.facts))
    if day.has_details:
        return form
    if day.places is not None:
        form.offer(side=day.places.side, regions=day.places.regions)
    return from_set_up(form, set_up_side)


def from_set_up(form: AnyEntry, set_up_side: FindSide) -> AnyEntry:
    """The form with the leg that set-up names, where it has none: shown as such, and sent only where that is seen."""
    if form.side.data is None and (side := set_up_side()) is not None:
        form.offer(side=side).side_from_set_up = words.SIDES[side]
    return form
