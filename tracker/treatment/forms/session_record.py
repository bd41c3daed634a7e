"""The forms of a practitioner's record of a session, and of a session that they held and nobody has logged yet."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from zoneinfo import ZoneInfo

from tracker.domain.course.counting import ATTENDED
from tracker.domain.errors import Invalid
from tracker.domain.limits import (
    ADVERSE_EVENTS_MOST,
    LINE_LENGTH,
    NEEDLE_COUNT,
    NEEDLE_GAUGE_HIGH,
    NEEDLE_LENGTH_HIGH,
    NEEDLE_MINUTES,
    SESSION_MINUTES,
    STIMULATION_HZ_HIGH,
)
from tracker.domain.treatment.session_record import AdverseEvent, SessionRecordFacts
from tracker.domain.treatment.sessions import SessionFacts
from tracker.domain.values import parsing
from tracker.domain.values.facts import names_of, values_of
from tracker.treatment.forms.fields import RowsField
from tracker.treatment.forms.near import AskedTick, AskingForm
from tracker.treatment.forms.points import TypedPointsField
from tracker.treatment.forms.when import WhenForm
from tracker.treatment.services.adverse_events import write_events
from tracker.web import sizes
from tracker.web.forms import (
    BaseForm,
    ChoiceField,
    ChoicesField,
    CreatingForm,
    DecimalField,
    LineField,
    NoteField,
    WholeField,
    YesNoField,
)
from tracker.web.opened import WHOLE
from tracker.wording import treatment as words
from tracker.wording.language import N_, _
from tracker.wording.session_records import DE_QI, GRADES, NO_ITEM, event_lines
from tracker.wording.vocabularies import (
    ADJUNCTS,
    COURSE_KINDS,
    ONSETS,
    POSITIONS,
    RELATED,
    SENSATIONS,
    SEVERITIES,
    SIDE_EFFECTS,
    STIMULATIONS,
    STYLES,
)


@dataclass(frozen=True, slots=True)
class EventRow:
    """What the inputs of one side effect hold."""

    item: str = ""
    onset: str = ""
    severity: str = ""
    lasted: str = ""
    action: str = ""
    resolved: str = ""
    serious: str = ""
    related: str = ""


LINES: Final = frozenset({"lasted", "action"})
YES_NO: Final[Mapping[Any, str]] = {True: "yes", False: "no", None: ""}


class AdverseEventsField(RowsField):
    """Side effects in numbered rows, and a tick that says none were seen."""

    row_type, thing, most, shown = EventRow, AdverseEvent, ADVERSE_EVENTS_MOST, 2

    def inputs_most(self) -> Iterable[int]:
        row = [sizes.of_text(LINE_LENGTH if name in LINES else parsing.SHORT_MOST) for name in names_of(EventRow)]
        return [*super().inputs_most(), *row * ADVERSE_EVENTS_MOST]

    def process_formdata(self, valuelist: list[str]) -> None:  # noqa: ARG002
        events = self.found()
        if events and self.part("none"):
            raise Invalid(_("You ticked that you saw none, and named some. Please take one of the two away."))
        self.data = events if events or self.part("none") else None

    def split(self, value: Sequence[AdverseEvent] | None) -> dict[str, Any]:
        """None is not asked; an empty list says that none were seen."""
        return {} if value is None else {WHOLE: value}

    def show(self, value: Sequence[AdverseEvent]) -> str:
        return json.dumps(write_events(value))

    def in_words(self, value: Sequence[AdverseEvent] | None) -> str:
        return super().in_words(None) if value is None else "; ".join(map(_event_words, value)) or _("none seen")

    def parse_row(self, row: EventRow) -> dict[str, Any]:
        return {
            "item": parsing.code(row.item, SIDE_EFFECTS),
            "onset": parsing.code(row.onset, ONSETS),
            "severity": parsing.code(row.severity, SEVERITIES),
            "lasted": parsing.line(row.lasted),
            "action": parsing.line(row.action),
            "resolved": parsing.yes_no(row.resolved),
            "serious": parsing.yes_no(row.serious),
            "related": parsing.code(row.related, RELATED),
        }

    def row_of(self, thing: AdverseEvent) -> EventRow:
        return EventRow(**{name: YES_NO.get(value, value) for name, value in values_of(thing).items()})

    def unnamed(self, number: int) -> str:
        return words.in_row(number, _(NO_ITEM))

    @property
    def none_seen(self) -> bool:
        return bool(self.part("none")) if self.was_sent else self.data == ()


def _event_words(event: AdverseEvent) -> str:
    return ", ".join([SIDE_EFFECTS[event.item], *event_lines(event)])


class SessionRecordForm(BaseForm):
    """A record to correct."""

    points = TypedPointsField(
        N_("Points"), hint=N_("For example: BL40 left; GB30 both; GV4; ashi. Other words are kept as you write them.")
    )
    needle_count = WholeField(N_("How many needles"), *NEEDLE_COUNT)
    needle_minutes = WholeField(N_("Needles in for"), *NEEDLE_MINUTES, unit=N_("minutes"))
    response = ChoiceField(N_("De qi"), SENSATIONS, hint=DE_QI)
    twitch = YesNoField(N_("Muscle twitch"))
    stimulation = ChoiceField(N_("Stimulation"), STIMULATIONS)
    stimulation_hz = DecimalField(
        N_("Hertz"),
        STIMULATION_HZ_HIGH,
        3,
        unit=N_("Hz"),
        hint=N_("If electrical. If it changes, say how in the note."),
    )
    needle_gauge_mm = DecimalField(N_("Thickness"), NEEDLE_GAUGE_HIGH, 3, unit=N_("mm"), hint=N_("Often 0.25 to 0.30."))
    needle_length_mm = DecimalField(N_("Length"), NEEDLE_LENGTH_HIGH, 3, unit=N_("mm"), hint=N_("Often 40 to 75."))
    needle_brand = LineField(N_("Maker or material"))
    single_use = YesNoField(N_("Single-use needles"))
    depth = LineField(N_("Depth"), hint=N_("In mm or cun, or the tissue: 25 mm; 1 cun; muscle."))
    position = ChoiceField(N_("Position"), POSITIONS)
    style = ChoiceField(N_("Style"), STYLES)
    style_other = LineField(N_("More about the style"), hint=N_("Or another one, in your words."))
    rationale = NoteField(N_("Why this treatment"))
    varied = YesNoField(N_("Did you vary from the plan?"))
    varied_note = NoteField(N_("How, and why"))
    adjuncts = ChoicesField(N_("Also given"), ADJUNCTS)
    setting = NoteField(N_("Setting"), hint=N_("Where and how: clinic or home, alone or in a group."))
    advice_given = NoteField(N_("What you told and advised"))
    adverse_events = AdverseEventsField(N_("Side effects you saw"), hint=GRADES)
    note = NoteField(N_("Note"))

    def facts(self) -> SessionRecordFacts:
        """What was given."""
        return SessionRecordFacts(**self.answers(SessionRecordFacts))

    def as_shown(self) -> SessionRecordFacts:
        """What stands on the form, whatever of it can be read."""
        return SessionRecordFacts(
            points=tuple(self.points.data or ()),
            stimulation=self.stimulation.data,
            adjuncts=tuple(self.adjuncts.data or ()),
        )


class NewSessionRecordForm(SessionRecordForm, CreatingForm):
    """The same for a record that is not saved yet; `held` is asked where the session names another practitioner."""

    held = AskedTick(N_("I treated the patient in this session"))


class AttendForm(AskingForm):
    """What is asked of an appointment before it counts as attended."""

    held = AskedTick(N_("I treated the patient in this session"))


class HeldSessionForm(AskingForm, WhenForm, CreatingForm):
    """A session that the practitioner held."""

    kind = ChoiceField(
        N_("What kind"),
        COURSE_KINDS,
        required=N_("Please say what kind it was."),
    )
    minutes = WholeField(N_("How long it took"), *SESSION_MINUTES, unit=N_("minutes"))

    def facts(self, zone: ZoneInfo, practitioner: str) -> SessionFacts:
        """The session as it was; `Problems` for a day that no calendar holds."""
        given = self.answers(SessionFacts)
        return SessionFacts(**given, status=ATTENDED, started_at=self.moment(zone), practitioner=practitioner)
