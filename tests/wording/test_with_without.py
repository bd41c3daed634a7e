"""The sentences of days with something beside days near them without it."""

from datetime import date

import pytest

from tracker.domain.learning.rows import About, ComparedRow, Page, Subject
from tracker.domain.learning.with_without import Compared, Outcome
from tracker.domain.vocabularies import SESSION_KINDS
from tracker.wording.with_without import DONE, always_said, beside, in_short, row_words

WALK = Subject(About.SESSION, "walking")


def row(
    subject: Subject = WALK,
    *,
    on: int = 11,
    off: int = 38,
    counted: int | None = None,
    difference: float | None = -1.4,
    share: float | None = 1 / 30,
    judged: bool = True,
) -> ComparedRow:
    own = Compared(tuple(range(on)), tuple(range(off)), on if counted is None else counted, difference, share)
    return ComparedRow(subject, Outcome.NEXT_DAY, judged, own)


def page(*rows: ComparedRow) -> Page:
    return Page(date(2026, 3, 1), (), rows)


def test_a_row_that_stands_out() -> None:
    said = row_words(row())
    assert said.name == "Walking"
    assert said.text == (
        "On the days after a walk leg pain was 1.4 lower than on days near them without it (11 and 38 days)."
    )
    assert said.chance == "Chance alone does this to one of the rows in about 1 of 30 diaries."


def test_more_pain_is_said_in_the_same_words() -> None:
    assert "was 0.8 higher than" in row_words(row(difference=0.8)).text


def test_no_clear_difference() -> None:
    said = row_words(row(share=0.06))
    assert (said.text, said.chance) == (
        "On the days after a walk: no clear difference (11 days with it, 38 without).",
        "",
    )


def test_too_few_days_to_say_how_easily_chance_does_it() -> None:
    assert (
        row_words(row(share=None)).text
        == "On the days after a walk: too few days yet to say (11 days with it, 38 without)."
    )


@pytest.mark.parametrize(
    ("on", "off", "missing"),
    [
        (2, 38, "3 more days with it to go"),
        (4, 38, "1 more day with it to go"),
        (8, 4, "1 more day without it to go"),
        (2, 2, "3 more days with it and 3 more days without it to go"),
    ],
)
def test_what_is_missing(on: int, off: int, missing: str) -> None:
    text = row_words(row(on=on, off=off, difference=None, share=None)).text
    assert text == f"On the days after a walk: not enough yet; {missing}."


def test_a_treatment_that_is_not_judged() -> None:
    said = row_words(row(Subject(About.SESSION, "acupuncture"), difference=None, share=None, judged=False))
    assert said.text == "11 days. Not compared here: what such a treatment does may last for days."


@pytest.mark.parametrize(
    ("subject", "name", "begins"),
    [
        (Subject(About.MEDICINE, "Ibuprofen 400"), "Ibuprofen 400", "On the days after Ibuprofen 400 leg"),
        (Subject(About.WORSE, "lifting"), "Worse with: lifting", "On the days after “worse with: lifting” leg"),
        (Subject(About.BETTER, "heat"), "Better with: heat", "On the days after “better with: heat” leg"),
        (Subject(About.SLEPT_BADLY, limit=4), "Sleep disturbed 4 or more", "On days after a bad night leg"),
        (
            Subject(About.SAT_LONG, limit=75),
            "Sat for more than 1 h 15 min",
            "On the days after sitting longer than usual",
        ),
        (Subject(About.WALKED_LONG, limit=30), "Walked for more than 30 min", "On the days after walking longer than"),
    ],
)
def test_every_kind_of_row(subject: Subject, name: str, begins: str) -> None:
    said = row_words(row(subject))
    assert said.name == name
    assert said.text.startswith(begins)


def test_every_kind_of_treatment_has_its_days() -> None:
    assert tuple(DONE) == SESSION_KINDS


def test_progress_has_three_lines_at_the_most() -> None:
    rows = [row(Subject(About.MEDICINE, name)) for name in "abcde"]
    assert len(in_short(page(*rows[:3]))) == 3
    lines = in_short(page(*rows))
    assert [line[:20] for line in lines[:2]] == ["On the days after a ", "On the days after b "]
    assert lines[2] == "And 3 more rows."


@pytest.mark.parametrize(
    ("rows", "line"),
    [
        ((), "Too few days yet to compare."),
        ((row(difference=None, share=None),), "Too few days yet to compare."),
        ((row(share=0.5),), "No clear difference in the one row there is."),
        ((row(share=0.5), row(share=0.9)), "No clear difference in any of 2 rows."),
    ],
)
def test_progress_says_so_where_nothing_stands_out(rows: tuple[ComparedRow, ...], line: str) -> None:
    assert in_short(page(*rows)) == (line,)


def test_what_else_may_stand_behind_it_is_always_said() -> None:
    assert always_said()[:2] == (
        "It may be the other way round: people walk more on better days, and take medicine on worse ones.",
        "This shows what happened, not why.",
    )


def test_the_picture_says_whose_leg_pain_it_shows() -> None:
    same_day = ComparedRow(Subject(About.SLEPT_BADLY, limit=4), Outcome.SAME_DAY, True, Compared((), (), 0))
    assert beside(row()).startswith("Leg pain of the next day, day by day")
    assert beside(same_day).startswith("Leg pain day by day")
