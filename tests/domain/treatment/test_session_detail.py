"""What is said of a treatment: not of one that did not take place, and last time's only by its words."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.errors import Problems
from tracker.domain.points.points import PlacedPoint
from tracker.domain.treatment.session_detail import (
    DETAIL,
    REPEATED,
    as_last_time,
    check_took_place,
    detail_of,
    may_be_repeated,
    without_detail,
)
from tracker.domain.treatment.sessions import Exercise, SessionFacts, SideEffect
from tracker.wording import errors
from tracker.wording.treatment import last_time_words
from tracker.wording.vocabularies import DETAIL_WORDS

AT = datetime(2026, 11, 17, 10, 0, tzinfo=UTC)
KEPT: dict[str, Any] = {
    "practitioner": "Li Wen",
    "cost": None,
    "insurance_covered": True,
    "note": "Late",
    "other_name": "TENS",
    "time_unknown": False,
}
SAID: dict[str, Any] = {
    "leg_before": 0,
    "leg_after": 3,
    "back_before": 5,
    "back_after": 2,
    "helped": "no",
    "minutes": 45,
    "distance_m": 2500,
    "exercises": (Exercise("Bridge", 3, 10),),
    "regions": ("low_back",),
    "zones": ("calf", "foot"),
    "points": (PlacedPoint("BL40", "left"), PlacedPoint("GV4")),
    "needle_count": 9,
    "needle_minutes": 30,
    "stimulation": "manual",
    "sensation": "mild",
    "side_effects": (SideEffect("bruise"),),
}
WORDS = {
    "other_name": "TENS",
    "minutes": "45 min",
    "distance_m": "2.5 km",
    "exercises": "Bridge [3x10, hold - s]",
    "regions": "low back",
    "zones": "calf, foot",
    "points": "BL40 left, GV4",
    "needle_count": "9 needles",
    "needle_minutes": "in for 30 min",
    "stimulation": "stimulation: by hand",
}


def session(status: str = "attended", **said: Any) -> SessionFacts:
    return SessionFacts(kind="acupuncture", status=status, started_at=AT, **said)


some_said = st.sets(st.sampled_from(sorted(SAID))).map(lambda names: {name: SAID[name] for name in names})


def test_every_field_of_a_session_is_detail_or_is_not() -> None:
    others = {"kind", "status", "started_at", "course_id", *KEPT}
    assert set(SessionFacts.__slots__) == set(DETAIL) | others
    assert set(SAID) == set(DETAIL)
    assert set(WORDS) == set(REPEATED) <= {*DETAIL, "other_name"}


@pytest.mark.parametrize("status", ["planned", "missed"])
@pytest.mark.parametrize("name", DETAIL)
def test_what_did_not_take_place_has_no_detail(status: str, name: str) -> None:
    with pytest.raises(Problems) as caught:
        check_took_place(session(status, **{name: SAID[name]}))
    assert f"Filled in here: {DETAIL_WORDS[name]}." in errors.said_by_field(caught.value)["without"]
    check_took_place(session(status, **KEPT))
    check_took_place(session(**{name: SAID[name]}))


@pytest.mark.parametrize(
    ("before", "after", "refused"),
    [
        (session("planned", minutes=60), session("planned", minutes=60), False),
        (session("planned", minutes=60), session("missed", minutes=60), False),
        (session("planned", minutes=60), session("planned", minutes=45), True),
        (session("missed", minutes=60), session("missed", minutes=60, helped="no"), True),
        (session("attended", minutes=60), session("missed", minutes=60), True),
        (session("attended", minutes=60), session("missed"), False),
        (session("planned", minutes=60), session("attended", minutes=45), False),
    ],
)
def test_what_a_record_held_before_may_stay(before: SessionFacts, after: SessionFacts, refused: bool) -> None:
    try:
        check_took_place(after, before)
    except Problems:
        assert refused
    else:
        assert not refused


@given(some_said)
def test_leaving_it_out_leaves_the_rest(said: dict[str, Any]) -> None:
    bare = without_detail(session("missed", **KEPT, **said))
    assert detail_of(bare) == ()
    assert bare == session("missed", **KEPT)
    check_took_place(bare)


@given(mine=some_said, last=st.builds(dict.__or__, some_said, st.sampled_from([{}, {"other_name": "TENS"}])))
def test_what_is_given_comes_first_and_nothing_is_taken_that_is_not_said(
    mine: dict[str, Any], last: dict[str, Any]
) -> None:
    other = {"minutes": 20, "points": (PlacedPoint("ST36"),)}
    own = session(**(mine | {name: other[name] for name in mine if name in other}))
    before = session(**last)
    taken, words = as_last_time(own, before), last_time_words(before)
    assert may_be_repeated(before) == bool(words)
    for name in (*DETAIL, "other_name"):
        value = getattr(taken, name)
        if getattr(own, name) not in (None, ()):
            assert value == getattr(own, name)
        elif value not in (None, ()):
            assert value == getattr(before, name)
            assert WORDS[name] in words, "taken without being named"
    assert [getattr(taken, name) for name in DETAIL if name not in REPEATED] == [
        getattr(own, name) for name in DETAIL if name not in REPEATED
    ], "how it felt is never taken"


def test_short_ways_and_single_needles() -> None:
    assert last_time_words(session(distance_m=800, needle_count=1)) == "800 m; 1 needle"
    assert last_time_words(session()) == ""
