"""The rules of a practitioner's record of a session."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from tracker.domain.errors import Invalid, Problems
from tracker.domain.limits import ADVERSE_EVENTS_MOST
from tracker.domain.points.points import parse_points
from tracker.domain.treatment.session_record import (
    ABOVE_ZERO,
    CARRIED_OVER,
    NOT_ELECTRICAL,
    NOTHING,
    AdverseEvent,
    SessionRecordFacts,
    carried_over,
    check_record,
    needs_care,
)
from tracker.domain.vocabularies import SERIOUS_SIDE_EFFECTS
from tracker.treatment.services.adverse_events import read_events, write_events
from tracker.wording import errors
from tracker.wording.session_records import course_lines, event_lines, record_lines
from tracker.wording.vocabularies import SIDE_EFFECTS

BRUISE = AdverseEvent(
    item="bruise",
    onset="during",
    severity="mild",
    lasted="2 days",
    action="pressed it",
    resolved=True,
    serious=False,
    related="possibly",
)
WHOLE = SessionRecordFacts(
    style="tcm",
    style_other="with ear points",
    rationale="Pain at the side",
    varied=False,
    varied_note="as planned",
    needle_count=0,
    points=parse_points("BL40 left; GV4"),
    depth="1 cun",
    response="none",
    twitch=False,
    stimulation="electrical",
    stimulation_hz=Decimal("2.500"),
    needle_minutes=30,
    needle_gauge_mm=Decimal("0.250"),
    needle_length_mm=Decimal("40.0"),
    needle_brand="Steel",
    single_use=True,
    adjuncts=("moxa", "advice"),
    setting="Clinic",
    advice_given="Walk",
    position="face_down",
    adverse_events=(BRUISE,),
    note="All in one",
)


def whole_but(**values: Any) -> SessionRecordFacts:
    return replace(WHOLE, **values)


def problems_of(facts: SessionRecordFacts) -> dict[str, str]:
    with pytest.raises(Problems) as caught:
        check_record(facts)
    return errors.said_by_field(caught.value)


def test_nothing_at_all_is_no_record() -> None:
    assert problems_of(SessionRecordFacts()) == {"record": errors.said(NOTHING)}


@pytest.mark.parametrize(
    "given",
    [
        {"needle_count": 0},
        {"twitch": False},
        {"varied": False},
        {"adverse_events": ()},
        {"response": "none"},
        {"note": "x"},
        {"adjuncts": ("moxa",)},
    ],
)
def test_one_thing_is_enough_even_a_no_a_zero_and_none_seen(given: dict[str, Any]) -> None:
    facts = SessionRecordFacts(**given)
    assert check_record(facts) is facts


def test_a_whole_record_stands() -> None:
    assert check_record(WHOLE) is WHOLE


@pytest.mark.parametrize("name", ["needle_gauge_mm", "needle_length_mm", "stimulation_hz"])
def test_sizes_and_hertz_are_above_zero(name: str) -> None:
    assert problems_of(whole_but(**{name: Decimal("0.000")})) == {name: errors.said(ABOVE_ZERO)}
    check_record(whole_but(**{name: Decimal("0.001")}))
    check_record(whole_but(**{name: None}))


@pytest.mark.parametrize("stimulation", [None, "none", "manual", "heat", "laser", "other"])
def test_hertz_need_electrical_stimulation(stimulation: str | None) -> None:
    assert problems_of(whole_but(stimulation=stimulation)) == {"stimulation_hz": errors.said(NOT_ELECTRICAL)}


def test_an_event_stands_once_and_there_are_not_too_many() -> None:
    assert "“Bruise” stands twice" in problems_of(whole_but(adverse_events=(BRUISE, BRUISE)))["adverse_events"]
    many = tuple(AdverseEvent(item=item) for item in tuple(SIDE_EFFECTS)[: ADVERSE_EVENTS_MOST + 1])
    assert problems_of(whole_but(adverse_events=many)) == {"adverse_events": "Please give at most 8 side effects."}
    check_record(whole_but(adverse_events=many[:-1]))


@pytest.mark.parametrize(
    "wrong", [{"item": "cough"}, {"onset": "soon"}, {"severity": "bad"}, {"related": "maybe"}, {"item": None}]
)
def test_events_hold_known_codes_alone(wrong: dict[str, Any]) -> None:
    with pytest.raises(Invalid):
        AdverseEvent(**({"item": "bruise"} | wrong))


@pytest.mark.parametrize(
    "events", [None, (), (AdverseEvent(item="tired"),), (BRUISE, AdverseEvent(item="burn", resolved=False))]
)
def test_events_come_back_as_they_were_written(events: tuple[AdverseEvent, ...] | None) -> None:
    assert read_events(write_events(events)) == events


def test_an_event_is_written_without_what_was_not_recorded() -> None:
    assert write_events([AdverseEvent(item="burn", serious=False)]) == [{"item": "burn", "serious": False}]


@pytest.mark.parametrize("values", [[{}], [{"onset": "during"}], [{"item": "bruise", "who": "me"}], [{"item": "x"}]])
def test_what_was_not_written_by_us_is_not_read(values: list[dict[str, Any]]) -> None:
    with pytest.raises(Invalid):
        read_events(values)


def test_the_next_record_begins_with_the_needles_and_never_with_what_happened() -> None:
    begun = carried_over(WHOLE)
    assert carried_over(None) == SessionRecordFacts()
    for name in SessionRecordFacts.__slots__:
        wanted = WHOLE if name in CARRIED_OVER else SessionRecordFacts()
        assert getattr(begun, name) == getattr(wanted, name), name
    assert set(CARRIED_OVER) == {
        *("points", "needle_count", "needle_gauge_mm", "needle_length_mm", "needle_brand", "style", "style_other"),
        *("needle_minutes", "stimulation", "position"),
    }


def test_lines_follow_the_checklist_with_the_course_in_its_place() -> None:
    said = record_lines(WHOLE, course_lines(3, 10, 2, 45))
    assert [(line.item, line.text) for line in said] == [
        ("1a", "Traditional Chinese, with ear points"),
        ("1b", "Pain at the side"),
        ("1c", "No, as planned"),
        ("2a", "0"),
        ("2b", "BL40 left; GV4"),
        ("2c", "1 cun"),
        ("2d", "None"),
        ("2d", "No"),
        ("2e", "Electrical, 2.5 Hz"),
        ("2f", "30 min"),
        ("2g", "0.25 mm thick, 40 mm long, Steel"),
        ("2g", "Yes"),
        ("3a", "Session 3 of 10"),
        ("3b", "2 a week, 45 min"),
        ("4a", "Moxa, Advice"),
        ("4b", "Clinic"),
        ("4b", "Walk"),
        ("", "Face down"),
        ("", "All in one"),
    ]
    assert not any(line.item.startswith("6") for line in said)


def test_what_was_not_recorded_has_no_line() -> None:
    assert record_lines(SessionRecordFacts(adverse_events=())) == ()
    assert [line.label for line in record_lines(SessionRecordFacts(stimulation="none"))] == ["Stimulation"]


@pytest.mark.parametrize(
    ("number", "planned", "per_week", "minutes", "texts"),
    [
        (None, None, None, None, []),
        (None, None, None, 45, ["45 min"]),
        (1, 10, None, None, ["Session 1 of 10"]),
        (11, 10, 1, None, ["Session 11 of 10", "1 a week"]),
    ],
)
def test_the_course_says_what_it_knows(
    number: int | None, planned: int | None, per_week: int | None, minutes: int | None, texts: list[str]
) -> None:
    assert [line.text for line in course_lines(number, planned, per_week, minutes)] == texts


def test_an_event_is_read_in_phrases() -> None:
    assert event_lines(BRUISE) == (
        "During the session",
        "Mild in strength",
        "Lasted: 2 days",
        "What was done: pressed it",
        "Over",
        "Not serious",
        "From the treatment, in their view: possibly",
    )
    assert event_lines(AdverseEvent(item="burn", resolved=False, serious=True)) == ("Not over yet", "Serious")
    assert event_lines(AdverseEvent(item="burn")) == ()


@pytest.mark.parametrize("resolved", [None, False, True])
@pytest.mark.parametrize("serious", [None, False, True])
@pytest.mark.parametrize("item", ["bruise", *sorted(SERIOUS_SIDE_EFFECTS)])
def test_what_is_serious_and_not_over_needs_care(item: str, serious: bool | None, resolved: bool | None) -> None:
    event = AdverseEvent(item=item, serious=serious, resolved=resolved)
    assert needs_care([event]) == ((item != "bruise" or serious is True) and resolved is not True)
    assert needs_care([AdverseEvent(item="tired"), event]) == needs_care([event])


def test_nothing_said_needs_no_care() -> None:
    assert not needs_care(None)
    assert not needs_care(())
