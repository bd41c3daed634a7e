"""Who needs a look first, what of it the terms let through, and the words for it."""

from datetime import date, timedelta
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.brief.attention import Known, Need, needs_attention, needs_of, urgency, within_terms
from tracker.wording.attention import need_words

TODAY = date(2026, 3, 3)  # a Tuesday


def days(back: int) -> date:
    return TODAY - timedelta(days=back)


WELL = Known(last_entry_on=TODAY, label="small", confirmed=True)

CASES: list[tuple[dict[str, Any], tuple[Need, ...], tuple[str, ...]]] = [
    ({}, (), ()),
    ({"warned_on": TODAY}, (Need.WARNING,), ("Warning sign noted Tue 3 Mar",)),
    ({"warned_on": days(13)}, (Need.WARNING,), ("Warning sign noted Wed 18 Feb",)),
    ({"warned_on": days(14)}, (), ()),
    ({"flare_on": TODAY}, (Need.FLARE,), ("Flare: leg pain 7 or more on Mon 2 Mar and Tue 3 Mar",)),
    ({"flare_on": days(1)}, (Need.FLARE,), ("Flare: leg pain 7 or more on Sun 1 Mar and Mon 2 Mar",)),
    ({"flare_on": days(2)}, (), ()),
    ({"label": "worse"}, (Need.WORSE,), ("Leg pain worse than the starting week",)),
    (
        {"label": "worse", "confirmed": False},
        (Need.WORSE,),
        ("Leg pain worse than the starting week: one week only, early",),
    ),
    (
        {"label": "worse", "confirmed": False, "doubts": ("start_from_memory",)},
        (Need.WORSE,),
        ("Leg pain worse than the starting week: not confirmed, mostly from memory",),
    ),
    (
        {"label": "worse", "confirmed": False, "doubts": ("start_from_words",)},
        (Need.WORSE,),
        ("Leg pain worse than the starting week: not confirmed, from words",),
    ),
    (
        {"label": "worse", "confirmed": False, "doubts": ("one_week", "latest_from_memory")},
        (Need.WORSE,),
        ("Leg pain worse than the starting week: one week only, early",),
    ),
    ({"label": "no_clear_change"}, (), ()),
    ({"label": "not_enough_data", "confirmed": False}, (), ()),
    ({"review_due": "first"}, (Need.REVIEW,), ("Review due",)),
    ({"review_due": "end"}, (Need.REVIEW,), ("Review due",)),
    ({"review_due": "day_90", "course_first_day": days(90)}, (Need.REVIEW,), ("Review due",)),
    ({"review_due": "day_90", "course_first_day": days(89)}, (), ()),
    ({"last_entry_on": days(6)}, (), ()),
    ({"last_entry_on": days(7)}, (Need.QUIET,), ("No entry since Tue 24 Feb",)),
    ({"last_entry_on": date(2025, 12, 30)}, (Need.QUIET,), ("No entry since Tue 30 Dec 2025",)),
    ({"last_entry_on": None}, (Need.QUIET,), ("No entry yet",)),
    ({"last_entry_on": None, "first_day": days(10)}, (Need.QUIET,), ("No entry since Sat 21 Feb",)),
    ({"last_entry_on": TODAY + timedelta(days=1)}, (), ()),  # somebody moved west
    ({"last_day": days(-7)}, (Need.ENDING,), ("Shared until Tue 10 Mar",)),
    ({"last_day": days(-8)}, (), ()),
    ({"last_day": TODAY}, (Need.ENDING,), ("Shared until today",)),
    (
        {
            "last_entry_on": days(9),
            "warned_on": days(9),
            "flare_on": days(1),
            "label": "worse",
            "review_due": "first",
            "last_day": days(-1),
        },
        tuple(Need),
        (
            "Warning sign noted Sun 22 Feb",
            "Flare: leg pain 7 or more on Sun 1 Mar and Mon 2 Mar",
            "Leg pain worse than the starting week",
            "Review due",
            "No entry since Sun 22 Feb",
            "Shared until Wed 4 Mar",
        ),
    ),
]


@pytest.mark.parametrize(("known", "needs", "words"), CASES)
def test_the_reasons_and_their_words(known: dict[str, Any], needs: tuple[Need, ...], words: tuple[str, ...]) -> None:
    found = WELL._replace(**known)
    assert needs_of(found, TODAY) == needs
    assert tuple(need_words(need, found, TODAY) for need in needs) == words
    assert needs_attention(needs) == bool(set(needs) - {Need.ENDING})


def test_the_most_pressing_reason_decides_then_the_others() -> None:
    every = [needs for count in range(7) for needs in combinations(Need, count)]
    counted = [tuple(need for need in needs if need is not Need.ENDING) for needs in every]
    in_order = sorted(set(counted), key=lambda needs: [need not in needs for need in Need])
    assert sorted(set(counted), key=urgency) == in_order
    assert in_order[-1] == ()
    for needs, known in zip(every, counted, strict=True):
        assert urgency(needs) == urgency(known)


COURSE = {
    "flare_on": days(1),
    "course_started_on": days(30),
    "course_first_day": days(28),
    "done": 5,
    "planned": 10,
    "label": "worse",
    "confirmed": True,
    "review_due": "first",
}
HIDDEN = dict.fromkeys(COURSE)


@pytest.mark.parametrize(
    ("changes", "first_day", "hidden"),
    [
        (COURSE, None, {}),
        (COURSE, days(37), {}),  # the starting week begins on the very day
        (COURSE, days(36), HIDDEN),
        (COURSE, days(29), HIDDEN),
        (COURSE | {"course_started_on": days(35), "course_first_day": days(20)}, days(41), HIDDEN),
        (COURSE | {"course_first_day": None}, days(37), {}),
        (COURSE | {"course_first_day": None}, days(36), HIDDEN),
        ({"warned_on": days(40)}, days(40), {}),
        ({"warned_on": days(40)}, days(39), {"warned_on": None}),
        ({"last_entry_on": days(40)}, days(40), {}),
        ({"last_entry_on": days(40)}, days(39), {"last_entry_on": None}),
    ],
)
def test_what_lies_before_the_shared_day_is_not_shown(
    changes: dict[str, Any], first_day: date | None, hidden: dict[str, None]
) -> None:
    known = Known(last_entry_on=TODAY, last_day=TODAY)._replace(**{**changes, "first_day": first_day})
    assert within_terms(known) == known._replace(**hidden)


MAYBE_DAY = st.none() | st.integers(0, 60).map(days)


@given(
    st.builds(
        Known,
        last_entry_on=MAYBE_DAY,
        flare_on=MAYBE_DAY,
        warned_on=MAYBE_DAY,
        course_started_on=MAYBE_DAY,
        course_first_day=MAYBE_DAY,
        label=st.sampled_from(["worse", "small"]),
        review_due=st.sampled_from([None, "first", "day_90", "end"]),
        first_day=st.integers(0, 60).map(days),
        last_day=MAYBE_DAY,
    )
)
def test_terms_never_add_a_reason_and_show_no_day_before_theirs(known: Known) -> None:
    shown = within_terms(known)
    assert known.first_day is not None
    named = (shown.last_entry_on, shown.warned_on, shown.flare_on and shown.course_first_day, shown.course_started_on)
    assert all(day is None or day >= known.first_day for day in named)
    added = set(needs_of(shown, TODAY)) - set(needs_of(known, TODAY))
    assert added <= {Need.QUIET}
    assert within_terms(shown) == shown
