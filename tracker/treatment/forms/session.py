"""The form of one treatment or self-care act: one form for all kinds, with the fields of its kind alone."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final
from zoneinfo import ZoneInfo

from tracker.domain.course.counting import ATTENDED
from tracker.domain.limits import (
    COST_HIGH,
    ICE_MINUTES_HINT,
    NEEDLE_COUNT,
    NEEDLE_MINUTES,
    NEEDLE_MINUTES_USUAL,
    SESSION_MINUTES,
)
from tracker.domain.treatment.kinds import ASKED, OWN_FIELDS
from tracker.domain.treatment.session_detail import without_detail
from tracker.domain.treatment.sessions import SessionFacts
from tracker.domain.values.facts import values_of
from tracker.treatment.forms.fields import (
    CourseField,
    DistanceField,
    ExercisesField,
    SideEffectsField,
)
from tracker.treatment.forms.near import AskedTick, AskingForm
from tracker.treatment.forms.points import PointsField
from tracker.treatment.forms.when import WhenForm, when
from tracker.web.forms import (
    ChoiceField,
    ChoicesField,
    CreatingForm,
    DayField,
    DecimalField,
    LineField,
    NoteField,
    ScoreField,
    WholeField,
    YesNoField,
)
from tracker.wording.language import N_, Words, _
from tracker.wording.vocabularies import HELPED, REGIONS, SENSATIONS, SESSION_STATUSES, STIMULATIONS, ZONES, Labels

LOW, HIGH = NEEDLE_MINUTES_USUAL
BY_SOMEONE = frozenset({"practitioner", "course_id", "cost", "insurance_covered"})
WHERE: Final = Words({"heat": N_("Where was the heat?"), "ice": N_("Where was the ice?")})


class NameField(LineField):
    """A name, with those that are `offered` to choose from."""

    offered: Sequence[str] = ()


class OfferedTick(LineField):
    """What an offer stands for, where it was taken; nothing of it is stored."""

    merges = False


class SessionForm(AskingForm, WhenForm):
    status = ChoiceField(N_("Did it happen?"), SESSION_STATUSES, required=N_("Please say if it happened."))
    without = AskedTick(N_("Leave that out"))
    same = OfferedTick(N_("Same as last time"))
    other_name = NameField(
        N_("Name of the treatment"), hint=N_("For example cupping, TENS or an injection. Or leave it empty.")
    )
    leg_before = ScoreField(N_("Leg pain just before"))
    leg_after = ScoreField(N_("Leg pain just after"))
    back_before = ScoreField(N_("Back pain just before"))
    back_after = ScoreField(N_("Back pain just after"))
    helped = ChoiceField(N_("Did it help?"), HELPED)
    minutes = WholeField(N_("How long it took"), *SESSION_MINUTES, unit=N_("minutes"))
    distance_m = DistanceField(N_("How far"))
    exercises = ExercisesField(N_("Exercises"))
    regions = ChoicesField(N_("Where on the body?"), REGIONS)
    zones = ChoicesField(N_("Where did the needles go?"), ZONES)
    points = PointsField(N_("Points"), hint=N_("Only if you know them. Your practitioner can tell you."))
    needle_count = WholeField(N_("How many needles"), *NEEDLE_COUNT)
    needle_minutes = WholeField(
        N_("How long the needles were in"),
        *NEEDLE_MINUTES,
        unit=N_("minutes"),
        hint=lambda: _("Often %(low)s to %(high)s minutes.", low=LOW, high=HIGH),
    )
    stimulation = ChoiceField(N_("Were the needles stimulated?"), STIMULATIONS)
    sensation = ChoiceField(N_("Ache or tingle from the needles"), SENSATIONS)
    side_effects = SideEffectsField(N_("Side effects"))
    practitioner = LineField(N_("Practitioner"))
    course_id = CourseField(N_("Course"))
    cost = DecimalField(N_("Cost"), COST_HIGH, 2)
    insurance_covered = YesNoField(N_("Did insurance pay?"))
    note = NoteField(N_("Note"))

    def suit(self, kind: str, courses: Labels) -> None:
        """Leave out what does not belong to the kind, and offer its courses."""
        asked = ASKED[kind]
        unwanted = set(OWN_FIELDS - asked.own)
        if not asked.by_somebody:
            unwanted |= BY_SOMEONE
        if not asked.regions:
            unwanted.add("regions")
        for name in unwanted:
            del self[name]
        self.side_effects.offered = asked.effects
        if "course_id" in self:
            self.course_id.words = courses
        if kind == "ice":
            self.minutes.description = _(
                "Up to %(most)s minutes is usually advised, with a cloth on the skin.", most=ICE_MINUTES_HINT
            )
        if "regions" in self and kind in WHERE:
            self.regions.label.text = WHERE[kind]

    def facts(self, kind: str, zone: ZoneInfo, base: SessionFacts | None = None) -> SessionFacts:
        """What was given; what this form does not ask stays as it is in `base`.

        Where day and time read as they do in `base`, its moment is kept: its seconds, and the offset it was given in.
        `Problems` for a day that no calendar holds.
        """
        started_at = self.moment(zone, None if base is None else base.started_at)
        values = self.answers(SessionFacts) | {"started_at": started_at, "time_unknown": self.without_time}
        given = SessionFacts(kind=kind, **values) if base is None else replace(base, **values)
        return without_detail(given) if self.without.data and given.status != ATTENDED else given

    def about_this_one(self, *, to_come: bool) -> None:
        """Take what was sent for another session as more about this one, which took place.

        Who treated, the course and the time stay as they are here, but for a time that is still to come; who treated
        and the course are taken where nothing is said of them here.
        """
        said = [name for name in ("practitioner", "course_id") if name in self and self[name].object_data is not None]
        settled = ["status", *said, *([] if to_come else ["day", "clock"])]
        for name in settled:
            if name in self:
                self[name].take(self[name].object_data)
        self.status.take(ATTENDED)
        self.to_ask = [field for field in self.to_ask if field.name not in {*settled, "day", "clock"}]


class NewSessionForm(SessionForm, CreatingForm):
    """The same for a session that is not saved yet."""


class SelfCareForm(CreatingForm):
    """What a button holds that logs an act of self-care: the minutes that it says, and the day unless it is now."""

    day = DayField(N_("Day"))
    minutes = WholeField(N_("How long it took"), *SESSION_MINUTES, unit=N_("minutes"))


def initial(facts: SessionFacts) -> dict[str, Any]:
    """What a form shows at first for these facts."""
    return values_of(facts) | when(facts.started_at, unknown=facts.time_unknown)
