"""What a patient reads before they say yes, and the practitioner before they take it."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from tracker.domain.sharing.terms import RunningCourse, ShareTerms
from tracker.wording.sharing import since_words, terms_words, what_is_offered, what_is_seen

TODAY = date(2026, 3, 3)
LAST_WEEK = date(2026, 2, 24)
COURSE = RunningCourse(kind="acupuncture", began_on=date(2026, 2, 17), id=UUID(int=1))
OLDER = RunningCourse(kind="physiotherapy", began_on=date(2025, 12, 30), id=UUID(int=2))


def terms(**changes: Any) -> ShareTerms:
    return ShareTerms(
        **({"notes": False, "others": False, "first_day": None, "may_record": False, "last_day": None} | changes)
    )


@pytest.mark.parametrize(
    ("changes", "said", "not_said"),
    [
        ({}, ("All your leg and back scores",), ("from that day on", "Nothing of the days before")),
        (
            {"first_day": TODAY},
            ("Your leg and back scores, from Tue 3 Mar on", "your medicine, courses", "Nothing of the days before"),
            ("All your leg",),
        ),
        ({"first_day": date(2025, 3, 3)}, ("from Mon 3 Mar 2025 on",), ()),
        ({"notes": True}, ("Your notes: the free text",), ("Not your notes",)),
        ({"notes": False}, ("Not your notes. Your goal",), ("Your notes: the free text",)),
        ({"others": True}, ("What other practitioners recorded",), ("Not what other",)),
        ({"others": False}, ("Not what other practitioners recorded",), ("What other",)),
        ({"may_record": True}, ("They can add their side of your sessions",), ("cannot add",)),
        ({"may_record": False}, ("They cannot add or change sessions",), ("They can add their side",)),
        ({"last_day": date(2026, 6, 3)}, ("Until Wed 3 Jun, then it ends by itself",), ("at any time",)),
        ({"last_day": date(2027, 1, 3)}, ("Until Sun 3 Jan 2027, then it ends by itself",), ()),
        ({"last_day": None}, ("Until you stop it, which you can do at any time",), ("ends by itself",)),
    ],
)
def test_the_list_says_what_was_chosen(
    changes: dict[str, Any], said: tuple[str, ...], not_said: tuple[str, ...]
) -> None:
    seen = what_is_seen(terms(**changes), (), today=TODAY)
    assert all(any(part in line for line in seen) for part in said), seen
    assert not any(part in line for line in seen for part in not_said), seen


def test_what_is_shared_whatever_is_chosen_is_said_whatever_is_chosen() -> None:
    for changes in ({}, {"first_day": TODAY, "last_day": TODAY}, {"notes": True, "may_record": True}):
        text = ". ".join(what_is_seen(terms(**changes), (COURSE,), today=TODAY))
        for part in (
            "what practitioners must know (your cautions with what you wrote beside them)",
            "what you want to ask",
            "stays between the two of you",
            "They can write you review notes",
            "They can download what they see",
        ):
            assert part in text


@pytest.mark.parametrize(
    ("first_day", "courses", "named"),
    [
        (None, (COURSE, OLDER), []),
        (date(2026, 2, 10), (COURSE,), []),
        (date(2026, 2, 11), (COURSE,), ["acupuncture course of Tue 17 Feb"]),
        (TODAY, (COURSE, OLDER), ["acupuncture course of Tue 17 Feb", "physiotherapy course of Tue 30 Dec 2025"]),
        (date(2026, 2, 10), (COURSE, OLDER), ["physiotherapy course of Tue 30 Dec 2025"]),
        (TODAY, (), []),
    ],
)
def test_a_course_that_began_too_early_is_named_as_not_shown(
    first_day: date | None, courses: tuple[RunningCourse, ...], named: list[str]
) -> None:
    seen = what_is_seen(terms(first_day=first_day), courses, today=TODAY)
    hidden = [line for line in seen if "part of it would give wrong numbers" in line]
    assert len(hidden) == len(named)
    assert all(f"Not your {course}" in line for course, line in zip(named, hidden, strict=True))


def test_it_is_said_from_which_day_a_hidden_course_would_be_shown() -> None:
    (line,) = (one for one in what_is_seen(terms(first_day=TODAY), (COURSE,), today=TODAY) if "wrong numbers" in one)
    assert line.endswith("To show it, share from Tue 10 Feb or earlier")


def test_the_form_names_the_course_it_means() -> None:
    assert since_words(COURSE, TODAY)["course"] == "From the starting week of your acupuncture course, Tue 10 Feb"
    assert list(since_words(None, TODAY)) == ["everything", "today", "own"]


@pytest.mark.parametrize(
    ("changes", "short"),
    [
        (
            {},
            (
                "everything",
                "without your notes",
                "without records by other practitioners",
                "may not record sessions",
                "until you stop it",
            ),
        ),
        (
            {"notes": True, "others": True, "may_record": True, "first_day": LAST_WEEK, "last_day": TODAY},
            (
                "from Tue 24 Feb on",
                "with your notes",
                "with records by other practitioners",
                "may record sessions",
                "until Tue 3 Mar",
            ),
        ),
    ],
)
def test_terms_in_short(changes: dict[str, Any], short: tuple[str, ...]) -> None:
    assert terms_words(terms(**changes), today=TODAY) == short


def test_the_practitioner_reads_the_same_terms() -> None:
    little = what_is_offered(terms(), today=TODAY)
    assert little[0] == "Their scores, treatments, medicine and courses"
    assert "Not their notes in their own words" in little
    assert "Not what other practitioners recorded of their sessions" in little
    assert "You may not add or change sessions" in little
    assert little[-1] == "Until they stop it"
    much = what_is_offered(
        terms(notes=True, others=True, may_record=True, first_day=LAST_WEEK, last_day=TODAY), today=TODAY
    )
    assert much[0] == "Their scores, treatments, medicine and courses, from Tue 24 Feb on"
    assert "Their notes in their own words" in much
    assert "What other practitioners recorded of their sessions" in much
    assert "You may add your side of their sessions" in much
    assert much[-1] == "Until Tue 3 Mar, then it ends by itself"
