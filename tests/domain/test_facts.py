"""What can stand as one entry, session, dose or course, and what each refusal says beside which field."""

import unicodedata
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.refused import refused
from tracker.domain.course.plan import CourseFacts, check_course
from tracker.domain.errors import Invalid, Problems
from tracker.domain.limits import EXERCISES_MOST, HOLD_SECONDS_HIGH, REPETITIONS_HIGH, SETS_HIGH
from tracker.domain.points.points import PlacedPoint
from tracker.domain.scores.entry import TIME_TO_COME, EntryFacts, check_entry
from tracker.domain.treatment.medication import DoseFacts, check_dose
from tracker.domain.treatment.sessions import (
    Exercise,
    SessionFacts,
    SideEffect,
    check_session,
    ice_hint,
    parse_exercises,
    parse_side_effects,
    write_exercises,
    write_side_effects,
)
from tracker.domain.vocabularies import checked_codes
from tracker.wording import errors
from tracker.wording.patients import COUNTRIES
from tracker.wording.vocabularies import LASTED, SEVERITIES, SIDE_EFFECTS, SIDES

TODAY = date(2026, 3, 3)
NOW = datetime(2026, 3, 3, 18, 0, tzinfo=UTC)


def _problems(check: Any) -> dict[str, str]:
    with pytest.raises(Problems) as caught:
        check()
    return errors.said_by_field(caught.value)


@pytest.mark.parametrize(
    "facts",
    [
        EntryFacts(kind="daily", for_date=TODAY, leg_pain=0),
        EntryFacts(kind="daily", for_date=TODAY, back_pain=0),
        EntryFacts(kind="daily", for_date=TODAY, leg_pain=4, worst_leg_pain=4),
        EntryFacts(kind="daily", for_date=TODAY, back_pain=4, worst_leg_pain=0),
        EntryFacts(kind="moment", for_date=TODAY, for_time=time(0, 0), leg_pain=10),
        EntryFacts(kind="moment", for_date=TODAY, for_time=time(18, 15), leg_pain=10),
        EntryFacts(kind="moment", for_date=TODAY - timedelta(days=1), for_time=time(23, 59), leg_pain=10),
    ],
)
def test_entries_that_stand(facts: EntryFacts) -> None:
    assert check_entry(facts, now=NOW, zone=UTC) is facts


@pytest.mark.parametrize(
    ("facts", "field", "says"),
    [
        (EntryFacts(kind="daily", for_date=TODAY), "leg_pain", "at least one"),
        (EntryFacts(kind="daily", for_date=TODAY + timedelta(days=1), leg_pain=1), "for_date", "still to come"),
        (EntryFacts(kind="moment", for_date=TODAY, leg_pain=1), "for_time", "at what time"),
        (EntryFacts(kind="daily", for_date=TODAY, for_time=time(9), leg_pain=1), "for_time", "no time"),
        (EntryFacts(kind="moment", for_date=TODAY, for_time=time(18, 16), leg_pain=1), "for_time", "still to come"),
        (
            EntryFacts(kind="moment", for_date=TODAY + timedelta(days=1), for_time=time(0), leg_pain=1),
            *("for_date", "still to come"),
        ),
        (EntryFacts(kind="daily", for_date=TODAY, leg_pain=5, worst_leg_pain=4), "worst_leg_pain", "which is 5"),
    ],
)
def test_entries_that_do_not_stand(facts: EntryFacts, field: str, says: str) -> None:
    found = _problems(lambda: check_entry(facts, now=NOW, zone=UTC))
    assert set(found) == {field}
    assert says in found[field]


def test_a_moment_is_to_come_by_the_clocks_of_its_place() -> None:
    """18:00 in London is 19:00 in Berlin and 13:00 in New York."""
    facts = EntryFacts(kind="moment", for_date=TODAY, for_time=time(18, 45), leg_pain=1)
    assert check_entry(facts, now=NOW, zone=ZoneInfo("Europe/Berlin")) is facts
    for zone in ("Europe/London", "America/New_York"):
        found = _problems(lambda zone=zone: check_entry(facts, now=NOW, zone=ZoneInfo(zone)))
        assert found == {"for_time": errors.said(TIME_TO_COME)}


def test_what_stands_may_keep_its_time_but_not_take_another_to_come() -> None:
    new_york = ZoneInfo("America/New_York")
    there = EntryFacts(kind="moment", for_date=TODAY, for_time=time(17), leg_pain=1)
    told = replace(there, note="On the plane")
    assert check_entry(told, now=NOW, zone=new_york, stands=there) is told
    moved = replace(there, for_time=time(16))
    assert "for_time" in _problems(lambda: check_entry(moved, now=NOW, zone=new_york, stands=there))


def test_the_first_pass_of_a_repeated_hour_is_over_in_the_second() -> None:
    berlin, second_pass = ZoneInfo("Europe/Berlin"), datetime(2026, 10, 25, 1, 5, tzinfo=UTC)  # 02:05 once more
    facts = EntryFacts(kind="moment", for_date=date(2026, 10, 25), for_time=time(2, 50), leg_pain=1)
    assert check_entry(facts, now=second_pass, zone=berlin) is facts


SESSION = SessionFacts(kind="acupuncture", status="attended", started_at=NOW - timedelta(hours=1), minutes=45)


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"needle_minutes": 45, "needle_count": 9, "points": (PlacedPoint("BL40", "left"),), "zones": ("calf",)},
        {"status": "planned", "started_at": NOW + timedelta(days=30)},
        {"status": "attended", "started_at": NOW + timedelta(minutes=15)},
        {"kind": "walking", "distance_m": 1200},
        {"kind": "stretching", "exercises": (Exercise("Bridge"),)},
        {"minutes": None, "needle_minutes": 60},
    ],
)
def test_sessions_that_stand(changes: dict[str, Any]) -> None:
    facts = replace(SESSION, **changes)
    assert check_session(facts, now=NOW) is facts


@pytest.mark.parametrize(
    ("changes", "field", "says"),
    [
        ({"started_at": NOW + timedelta(minutes=16)}, "started_at", "still to come"),
        ({"status": "missed", "started_at": NOW + timedelta(days=1)}, "started_at", "still to come"),
        ({"status": "planned", "started_at": NOW + timedelta(days=731)}, "started_at", "two years"),
        ({"needle_minutes": 46}, "needle_minutes", "45 minutes"),
        ({"kind": "heat", "needle_count": 3}, "needle_count", "does not belong to heat"),
        ({"kind": "heat", "needle_count": 0}, "needle_count", "does not belong to heat"),
        ({"distance_m": 5}, "distance_m", "does not belong to acupuncture"),
        ({"kind": "other", "exercises": (Exercise("Bridge"),)}, "exercises", "does not belong to other"),
    ],
)
def test_sessions_that_do_not_stand(changes: dict[str, Any], field: str, says: str) -> None:
    found = _problems(lambda: check_session(replace(SESSION, **changes), now=NOW))
    assert set(found) == {field}
    assert says in found[field]


@pytest.mark.parametrize(
    ("kind", "minutes", "hint"), [("ice", 20, False), ("ice", 21, True), ("ice", None, False), ("heat", 60, False)]
)
def test_ice_over_twenty_minutes_is_hinted_at(kind: str, minutes: int | None, hint: bool) -> None:
    assert ice_hint(kind, minutes) is hint


effects = st.builds(
    SideEffect,
    st.sampled_from(sorted(SIDE_EFFECTS)),
    st.none() | st.sampled_from(sorted(SEVERITIES)),
    st.none() | st.sampled_from(sorted(LASTED)),
)
names = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Z"]) | st.sampled_from(" ;\\[]"), min_size=1, max_size=60
).filter(lambda name: " ".join(name.split()) == name)
exercises = st.builds(
    Exercise,
    names,
    st.none() | st.integers(1, SETS_HIGH),
    st.none() | st.integers(1, REPETITIONS_HIGH),
    st.none() | st.integers(1, HOLD_SECONDS_HIGH),
)


@given(st.lists(effects, unique_by=lambda effect: effect.item))
def test_side_effects_read_back_as_written(given_effects: list[SideEffect]) -> None:
    assert set(parse_side_effects(write_side_effects(given_effects))) == set(given_effects)


@pytest.mark.parametrize("cell", ["bruise mild same_day extra", "bruise huge", "bruise; bruise", "- mild", "sadness"])
def test_side_effects_that_are_not_known(cell: str) -> None:
    with refused(match="not a side effect we know"):
        parse_side_effects(cell)


@given(st.lists(exercises, max_size=EXERCISES_MOST))
def test_exercises_read_back_as_written(given_exercises: list[Exercise]) -> None:
    normal = [replace(one, name=unicodedata.normalize("NFC", one.name)) for one in given_exercises]
    assert parse_exercises(write_exercises(normal)) == tuple(normal)


def test_exercises_as_a_person_reads_them() -> None:
    written = write_exercises([Exercise("Bridge", 3, 10), Exercise("Glide; slow", None, None, 5)])
    assert written == "Bridge [3x10, hold - s]; Glide\\; slow [-x-, hold 5 s]"


@pytest.mark.parametrize(
    "cell", ["Bridge", "[3x10, hold - s]", "Bridge [3x10]", "  [1x1, hold 1 s]", "A [0x1, hold - s]"]
)
def test_exercises_that_do_not_read(cell: str) -> None:
    with pytest.raises(Invalid):
        parse_exercises(cell)


def test_too_many_exercises() -> None:
    with refused(match=f"at most {EXERCISES_MOST}"):
        parse_exercises(write_exercises([Exercise("Bridge")] * (EXERCISES_MOST + 1)))


DOSE = DoseFacts(for_date=TODAY, taken_at=NOW, name="Ibuprofen", amount=Decimal(400), unit="mg")
NONE_TAKEN = DoseFacts(for_date=TODAY, none_taken=True)


@pytest.mark.parametrize(
    "facts", [DOSE, NONE_TAKEN, replace(DOSE, amount=None, unit=None), replace(NONE_TAKEN, note="x")]
)
def test_doses_that_stand(facts: DoseFacts) -> None:
    assert check_dose(facts, now=NOW, today=TODAY) is facts


@pytest.mark.parametrize(
    ("facts", "field", "says"),
    [
        (replace(NONE_TAKEN, name="Ibuprofen"), "name", "Took none"),
        (replace(NONE_TAKEN, amount=Decimal(0)), "name", "Took none"),
        (replace(DOSE, name=None), "name", "name of the medicine"),
        (replace(DOSE, taken_at=None), "taken_at", "when you took it"),
        (replace(DOSE, unit=None), "unit", "unit"),
        (replace(DOSE, amount=Decimal(0), unit=None), "unit", "unit"),
        (replace(DOSE, taken_at=NOW + timedelta(minutes=16)), "taken_at", "still to come"),
        (replace(NONE_TAKEN, for_date=TODAY + timedelta(days=1)), "taken_at", "still to come"),
    ],
)
def test_doses_that_do_not_stand(facts: DoseFacts, field: str, says: str) -> None:
    found = _problems(lambda: check_dose(facts, now=NOW, today=TODAY))
    assert set(found) == {field}
    assert says in found[field]


COURSE = CourseFacts(kind="acupuncture", phase="initial", started_on=TODAY, planned_sessions=10, per_week=2)


@pytest.mark.parametrize(
    "facts", [COURSE, replace(COURSE, phase="ended", ended_on=TODAY), replace(COURSE, started_on=date(2028, 3, 2))]
)
def test_courses_that_stand(facts: CourseFacts) -> None:
    assert check_course(facts, today=TODAY) is facts


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"started_on": date(2028, 3, 3)}, {"started_on": "two years"}),
        ({"phase": "ended"}, {"ended_on": "on which day"}),
        ({"ended_on": TODAY}, {"ended_on": "Only an ended course"}),
        ({"phase": "ended", "ended_on": TODAY - timedelta(days=1)}, {"ended_on": "before it started"}),
    ],
)
def test_courses_that_do_not_stand(changes: dict[str, Any], says: dict[str, str]) -> None:
    found = _problems(lambda: check_course(replace(COURSE, **changes), today=TODAY))
    assert set(found) == set(says)
    assert all(words in found[field] for field, words in says.items())


def test_codes_are_kept_in_the_vocabularys_order() -> None:
    assert checked_codes(("right", "left", "nonsense"), SIDES) == ("left", "right")


def test_every_country_has_its_name() -> None:
    assert all(len(code) == 2 and name != code for code, name in COUNTRIES.items())
    assert next(iter(COUNTRIES)) == "AU"
