"""The form of a course: what is planned, and why the plan changed."""

from collections.abc import Iterable
from contextlib import suppress
from datetime import date
from typing import Final

from tracker.domain.course.plan import CourseFacts
from tracker.domain.errors import Invalid
from tracker.domain.limits import (
    PER_WEEK,
    PLANNED_SESSIONS,
    PLANNED_SESSIONS_USUAL,
    VISITS,
)
from tracker.domain.values import parsing
from tracker.web import sizes
from tracker.web.forms import (
    BaseForm,
    ChoiceField,
    CreatingForm,
    DayField,
    NoteField,
    ParsedField,
    TickField,
    WholeField,
)
from tracker.wording.language import N_, _
from tracker.wording.vocabularies import COURSE_KINDS, PHASES, VISITS_RULES

IDS_MOST: Final = 1500
ID_LENGTH: Final = 36
LOW, HIGH = PLANNED_SESSIONS_USUAL


class CourseForm(BaseForm):
    kind = ChoiceField(N_("Treatment"), COURSE_KINDS, required=N_("Please choose the treatment."))
    started_on = DayField(N_("First day"), required=N_("Please give the first day."))
    planned_sessions = WholeField(
        N_("Sessions planned"),
        *PLANNED_SESSIONS,
        hint=lambda: _("Courses are often %(low)s to %(high)s sessions.", low=LOW, high=HIGH),
        required=N_("Please say how many sessions are planned."),
    )
    per_week = WholeField(N_("Sessions a week"), *PER_WEEK, hint=N_("Leave it empty if there is no rhythm."))
    goal = NoteField(N_("Your goal"), hint=N_("For example: sit through a film, walk to the shop."))
    visits_rule = ChoiceField(
        N_("How your insurer counts"),
        VISITS_RULES,
        hint=N_(
            "The longer choice follows US Medicare, for low back pain. We only count. A count is no promise that a "
            "visit is paid."
        ),
    )
    visits_allowed = WholeField(
        N_("Visits your insurer allows"),
        *VISITS,
        hint=N_("Not needed if you chose the US Medicare rule."),
    )
    phase = ChoiceField(N_("Phase"), PHASES, required=N_("Please choose the phase."))
    ended_on = DayField(N_("Last day"), hint=N_("Only for a course that has ended."))

    def facts(self, today: date) -> CourseFacts:
        """What was given; an ended course without a last day ended today, or on its first day if that is later."""
        ended_on = self.ended_on.data
        if self.phase.data == "ended" and ended_on is None:
            ended_on = max(today, self.started_on.data)
        return CourseFacts(**self.answers(CourseFacts) | {"ended_on": ended_on})


class NewCourseForm(CourseForm, CreatingForm):
    """The same for a course that is not saved yet, which is the time to look at the cautions again."""

    cautions_right = TickField(N_("These are still right"))


class ChangeCourseForm(CourseForm):
    """The same with the reason for a change of plan."""

    reason = NoteField(N_("Why does the plan change?"), hint=N_("It stands beside the change on your course page."))


class IdsField(ParsedField):
    """Any number of rows by their ids; what does not read as one is none of them."""

    def inputs_most(self) -> Iterable[int]:
        return [sizes.of_plain(ID_LENGTH)] * IDS_MOST

    def process_formdata(self, valuelist: list[str]) -> None:
        found = set()
        for raw in valuelist:
            with suppress(Invalid):
                found.add(parsing.identifier(raw))
        self.data = frozenset(found - {None}) or None


class CountInForm(BaseForm):
    """Which sessions that are in no course are counted in one."""

    sessions = IdsField(N_("Sessions"), required=N_("Please tick at least one session, or leave them out."))
