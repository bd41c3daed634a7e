"""Which of several courses leads: a table of cases, and what holds of any courses at all."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.course.counting import TRADES, by_lead
from tracker.domain.vocabularies import COURSE_KINDS
from tracker.wording.vocabularies import PRACTITIONER_KINDS

DAY = date(2026, 3, 1)
ONE = UUID(int=1)


@dataclass(frozen=True)
class Course:
    """A course as far as choosing goes: `begun` and `last` are days from DAY."""

    kind: str
    done: int = 0
    begun: int = -30
    last: int | None = None
    phase: str = "initial"
    id: UUID = ONE

    @property
    def started_on(self) -> date:
        return DAY + timedelta(days=self.begun)

    @property
    def last_on(self) -> date | None:
        if not self.done:
            return None
        return DAY + timedelta(days=-1 if self.last is None else self.last)


def the_lead(*courses: Course, trade: str | None = None, after: int = 0) -> str:
    return by_lead(courses, DAY + timedelta(days=after), trade)[0].kind


@pytest.mark.parametrize(
    ("trade", "courses", "leads"),
    [
        # A plan without sessions never stands before a course that goes on, whenever it begins.
        (None, (Course("acupuncture", 8), Course("physiotherapy", begun=0)), "acupuncture"),
        (None, (Course("acupuncture", 1), Course("physiotherapy", begun=-1)), "acupuncture"),
        (None, (Course("acupuncture", 8), Course("physiotherapy", begun=3)), "acupuncture"),
        # Of two that go on, the one with more to say.
        (None, (Course("acupuncture", 8), Course("physiotherapy", 3, begun=-9)), "acupuncture"),
        (None, (Course("acupuncture", 3), Course("physiotherapy", 8, begun=-9)), "physiotherapy"),
        # Forgotten ones stand behind what is lately attended, or lately begun.
        (None, (Course("acupuncture", 10, last=-44), Course("physiotherapy", 2, begun=-9)), "physiotherapy"),
        (None, (Course("acupuncture", 10, last=-43), Course("physiotherapy", 2, begun=-9)), "acupuncture"),
        (None, (Course("acupuncture", 10, begun=-800, last=-700), Course("massage", begun=-2)), "massage"),
        (None, (Course("acupuncture", 10, begun=-800, last=-700), Course("massage", begun=2)), "acupuncture"),
        # Without sessions: what has begun, the latest.
        (None, (Course("acupuncture", begun=-5), Course("physiotherapy", begun=-3)), "physiotherapy"),
        (None, (Course("acupuncture", begun=-5), Course("physiotherapy", begun=3)), "acupuncture"),
        (None, (Course("acupuncture", begun=5), Course("physiotherapy", begun=3)), "acupuncture"),
        # What has ended comes after what has not, the latest first.
        (None, (Course("acupuncture", 10, phase="ended"), Course("physiotherapy", begun=4)), "physiotherapy"),
        (
            None,
            (Course("acupuncture", 10, begun=-90, phase="ended"), Course("massage", 2, begun=-80, phase="ended")),
            "massage",
        ),
        # The reader's own trade, among what has not ended, and else among what has.
        ("acupuncturist", (Course("acupuncture", 0), Course("physiotherapy", 8)), "acupuncture"),
        ("physiotherapist", (Course("acupuncture", 8), Course("physiotherapy", begun=0)), "physiotherapy"),
        ("chiropractor", (Course("acupuncture", 8), Course("chiropractic", begun=0)), "chiropractic"),
        ("massage_therapist", (Course("acupuncture", 8), Course("massage", begun=0)), "massage"),
        ("doctor", (Course("acupuncture", 8), Course("physiotherapy", begun=0)), "acupuncture"),
        ("acupuncturist", (Course("acupuncture", 8, phase="ended"), Course("physiotherapy", 1)), "physiotherapy"),
        (
            "acupuncturist",
            (Course("acupuncture", 8, begun=-90, phase="ended"), Course("massage", 1, phase="ended")),
            "acupuncture",
        ),
    ],
)
def test_which_course_leads(trade: str | None, courses: tuple[Course, ...], leads: str) -> None:
    assert the_lead(*courses, trade=trade) == leads
    assert the_lead(*reversed(courses), trade=trade) == leads


several = st.lists(
    st.builds(
        Course,
        st.sampled_from(["acupuncture", "physiotherapy", "massage"]),
        st.integers(0, 12),
        st.integers(-200, 20),
        st.integers(-100, 0),
        st.sampled_from(["initial", "maintenance", "ended"]),
        st.uuids(),
    ),
    min_size=1,
    max_size=6,
    unique_by=lambda one: one.id,
)
trades = st.sampled_from([None, *TRADES, "doctor"])


@given(several, trades, st.randoms(use_true_random=False))
def test_the_order_in_which_courses_come_changes_nothing(courses: list[Course], trade: str | None, chance: Any) -> None:
    found = by_lead(courses, DAY, trade)
    mixed = list(courses)
    chance.shuffle(mixed)

    assert by_lead(mixed, DAY, trade) == found
    assert {one.id for one in found} == {one.id for one in courses}
    ended = [one.phase == "ended" for one in found]
    assert ended == sorted(ended)


@given(several, trades)
def test_no_plan_without_sessions_hides_a_course_that_goes_on(courses: list[Course], trade: str | None) -> None:
    open_ones = [one for one in by_lead(courses, DAY) if one.phase != "ended"]
    lately = [one for one in open_ones if one.done and (one.last or 0) >= -7]
    if lately:
        assert open_ones[0].done
    own = [one for one in open_ones if one.kind == TRADES.get(trade or "")]
    if own:
        assert by_lead(courses, DAY, trade)[0].kind == own[0].kind


@given(several, trades, st.integers(0, 300))
def test_a_day_that_goes_by_changes_the_lead_only_where_a_course_begins(
    courses: list[Course], trade: str | None, after: int
) -> None:
    if not any(0 < one.begun <= after for one in courses):
        assert by_lead(courses, DAY, trade) == by_lead(courses, DAY + timedelta(days=after), trade)


def test_every_trade_is_one_that_a_practitioner_can_state() -> None:
    assert set(TRADES) <= set(PRACTITIONER_KINDS)
    assert set(TRADES.values()) <= set(COURSE_KINDS)
