"""Whether two sessions may be one visit, who a session names, and what becomes of two notes of one visit."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.treatment.one_visit import COMPARED, NEAR, Visit, in_one, may_be_one, names_another, near_visits
from tracker.domain.treatment.sessions import SessionFacts
from tracker.domain.vocabularies import COURSE_KINDS
from tracker.wording.vocabularies import SESSION_KINDS, SESSION_STATUSES

HERE = timezone(timedelta(hours=1))
TEN = datetime(2026, 11, 17, 10, 0, tzinfo=HERE)
NEW = UUID(int=1)


def visit(at: datetime = TEN, *, kind: str = "acupuncture", status: str = "attended", number: int = 2) -> Visit:
    return Visit(UUID(int=number), kind, status, at)


def new(at: datetime = TEN, *, kind: str = "acupuncture", status: str = "attended") -> Visit:
    return Visit(NEW, kind, status, at)


@pytest.mark.parametrize(
    ("this", "known", "asked"),
    [
        (new(), visit(), True),
        (new(TEN + timedelta(hours=11)), visit(), True),
        (new(), visit(TEN + timedelta(hours=11)), True),
        (new(TEN + timedelta(hours=22)), visit(TEN + timedelta(hours=7)), True),
        (new(TEN + timedelta(hours=25)), visit(TEN + timedelta(hours=7)), False),
        (new(TEN + timedelta(days=1)), visit(), False),
        (new(), visit(TEN + timedelta(hours=5), status="planned"), True),
        (new(TEN + timedelta(hours=22)), visit(TEN + timedelta(hours=7), status="planned"), True),
        (new(TEN + timedelta(hours=7)), visit(TEN + timedelta(hours=22), status="planned"), False),
        (new(), visit(status="missed"), False),
        (new(status="planned"), visit(), False),
        (new(status="missed"), visit(), False),
        (new(), visit(kind="physiotherapy"), False),
        (new(kind="heat"), visit(kind="heat"), False),
        (new(kind="other"), visit(kind="other"), True),
        (new(), Visit(NEW, "acupuncture", "attended", TEN), False),
    ],
)
def test_what_is_asked_about(this: Visit, known: Visit, asked: bool) -> None:
    assert may_be_one(this, known) is asked


moments = st.builds(
    lambda minutes, hours: (TEN + timedelta(minutes=minutes)).astimezone(timezone(timedelta(hours=hours))),
    st.integers(-4000, 4000),
    st.integers(-11, 13),
)
visits = st.builds(
    Visit,
    st.uuids(version=4),
    st.sampled_from(sorted(SESSION_KINDS)),
    st.sampled_from(sorted(SESSION_STATUSES)),
    moments,
)


@given(one=visits, other=visits)
def test_near_goes_both_ways_and_never_far(one: Visit, other: Visit) -> None:
    asked = may_be_one(one, other)
    if one.status == other.status == "attended":
        assert asked == may_be_one(other, one)
    if asked:
        assert one.kind == other.kind in COURSE_KINDS
        assert "missed" not in {one.status, other.status}
        same_day = one.started_at.date() == other.started_at.date()
        assert same_day or abs(one.started_at - other.started_at) < NEAR
    if one.kind == other.kind in COURSE_KINDS and one.status == other.status == "attended" and one.id != other.id:
        assert asked or one.started_at.date() != other.started_at.date(), "of one day it is always asked"


@given(one=visits, known=st.lists(visits, max_size=6))
def test_the_likeliest_comes_first_and_the_order_does_not_matter(one: Visit, known: list[Visit]) -> None:
    found = near_visits(one, known)
    assert set(found) == {other for other in known if may_be_one(one, other)}
    assert found == near_visits(one, list(reversed(known)))
    same_day = [other.started_at.date() == one.started_at.date() for other in found]
    assert same_day == sorted(same_day, reverse=True)


@pytest.mark.parametrize(
    ("noted", "name", "another"),
    [
        (None, "Li Wen", False),
        ("", "Li Wen", False),
        ("Li Wen", "Li Wen", False),
        (" li  wen ", "Li Wen", False),
        ("Dr. Li Wen, L.Ac.", "Li Wen", False),
        ("Wen", "Li Wen", False),
        ("Li Wen", "wen", False),
        ("Wen, Li", "Li Wen", False),
        ("LiWen", "Li Wen", False),
        ("Ana", "Li Wen", True),
        ("Ana Li", "Li Wen", True),
        ("Dr", "Li Wen", False),
    ],
)
def test_who_a_session_names(noted: str | None, name: str, another: bool) -> None:
    assert names_another(noted, name) is another


@given(st.text(max_size=20), st.text(max_size=20))
def test_any_name_reads(noted: str, name: str) -> None:
    assert names_another(name, name) is False
    assert names_another(noted, name) in {True, False}


def facts(**said: Any) -> SessionFacts:
    usual: dict[str, Any] = {"kind": "acupuncture", "status": "planned", "started_at": TEN}
    return SessionFacts(**(usual | said))


FULL: dict[str, Any] = {
    "practitioner": "Li Wen", "course_id": uuid4(), "minutes": 40, "leg_before": 0, "note": "Late", "cost": Decimal(65),
}  # fmt: skip
OTHER: dict[str, Any] = {"minutes": 45, "leg_before": 6, "note": "Cold", "cost": Decimal(70)}


some = st.sets(st.sampled_from(sorted(FULL)))


@given(known=some, given_too=some, same=st.booleans())
def test_two_notes_of_one_visit(known: set[str], given_too: set[str], same: bool) -> None:
    here = facts(**{name: FULL[name] for name in known})
    there = facts(status="attended", **{name: (FULL if same else FULL | OTHER)[name] for name in given_too})
    joined, differ = in_one(here, there, now=TEN + timedelta(hours=1))
    assert (joined.status, joined.started_at) == ("attended", TEN)
    for name in FULL:
        said = FULL if name in known or same else FULL | OTHER
        assert getattr(joined, name) == (said[name] if name in known | given_too else None)
    assert set(differ) == (set() if same else known & given_too & set(OTHER))
    assert list(differ) == [name for name in COMPARED if name in differ]


def test_a_time_to_come_gives_way() -> None:
    later = facts(started_at=TEN + timedelta(hours=5))
    joined, _ = in_one(later, facts(status="attended"), now=TEN.astimezone(UTC))
    assert joined.started_at == TEN
    joined, _ = in_one(replace(later, started_at=TEN + timedelta(minutes=10)), facts(status="attended"), now=TEN)
    assert joined.started_at == TEN + timedelta(minutes=10)
