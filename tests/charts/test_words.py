"""The sentences, tables and keys say what the figures show, and stay true when there is little to say."""

from datetime import timedelta

import pytest

from tests.charts.samples import CORPUS, START, course, on, scored, usual
from tracker.charts import around, pain, pain_tables
from tracker.charts.facts import AroundSessions, ChartLifeEvent, ChartSession, PainFacts, SessionScores
from tracker.charts.keys import keys
from tracker.charts.presented import presented
from tracker.domain.scores.baseline import Baseline
from tracker.domain.scores.daily import DayScore
from tracker.wording.charted import values as words


def test_pain_in_a_sentence() -> None:
    assert pain.summary(usual()) == (
        "Leg pain averaged 8.0 in the starting week and 3.7 in the latest week "
        "(Mon 2 Mar to Sun 8 Mar); 38 of 45 days have a score."
    )


def test_pain_without_a_starting_week() -> None:
    assert pain.summary(scored([None] * 7 + [4] * 7 + [3] * 7, baseline=None)) == (
        "Leg pain averaged 4.0 in the first week shown and 3.0 in the latest week "
        "(Mon 9 Feb to Sun 15 Feb); 14 of 21 days have a score."
    )
    assert pain.summary(scored([None] * 7 + [4] * 4, baseline=None)) == (
        "Leg pain averaged 4.0 in the latest week (Mon 2 Feb to Thu 5 Feb); 4 of 11 days have a score."
    )


def test_pain_with_a_starting_week_alone() -> None:
    assert pain.summary(scored([6] * 7)) == "Leg pain averaged 6.0 in the starting week; 7 of 7 days have a score."


def test_a_starting_week_in_treatment_is_said_to_be_one() -> None:
    baseline = Baseline(6, 7, on(5), on(11), overlaps_treatment=True)
    assert "6.0 in the starting week (which overlaps treatment)" in pain.summary(scored([6] * 14, baseline=baseline))


def test_an_old_average_is_not_called_the_latest_week() -> None:
    said = pain.summary(scored([6] * 14 + [None] * 30))
    assert said == (
        "Leg pain averaged 6.0 in the starting week and 6.0 in Mon 2 Feb to Sun 8 Feb; 14 of 44 days have a score."
    )


def test_pain_with_little_or_nothing() -> None:
    assert pain.summary(scored([0, None, None])) == (
        "1 of 3 days has a score. An average needs 4 days with a score in a week."
    )
    assert pain.summary(scored([None, None], [4, 0])) == "2 of 2 days have a score. None of them is for the leg."
    assert pain.summary(PainFacts(first_day=START, last_day=on(6))) == "No pain scores from Mon 26 Jan to Sun 1 Feb."


def test_long_times_say_what_was_left_out() -> None:
    assert "single days" not in pain.notes(usual())[0]
    assert "weekly averages" in pain.notes(scored([5] * 500))[0]
    assert "weekly averages" in pain.notes(scored([5] * 3650))[0]
    assert "week" in pain.notes(scored([5] * 3650))[1]
    assert pain.summary(scored([5] * 1200)).startswith("Leg pain averaged 5.0 in the starting week and 5.0 in the")
    assert pain.notes(scored([])) == []


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        (course(0), "No session of this course is recorded yet; 10 are planned."),
        (course(0, 1), "No session of this course is recorded yet; 1 is planned."),
        (course(1), "1 of 10 planned sessions done. Leg pain was 7 before session 1."),
        (course(8), "8 of 10 planned sessions done. Leg pain was 7 before session 1 and 0 before session 8."),
        (course(2, 1), "2 sessions done, 1 was planned. Leg pain was 7 before session 1 and 6 before session 2."),
        (
            AroundSessions(rows=[SessionScores(1, on(1), None, 3, None)], planned_sessions=6),
            "1 of 6 planned sessions done. No leg score was recorded before a session.",
        ),
    ],
)
def test_a_course_in_a_sentence(facts: AroundSessions, said: str) -> None:
    assert around.summary(facts) == said
    assert len(around.notes(facts)) == bool(facts.rows)


def test_the_table_of_days_has_every_score_and_no_invented_zero() -> None:
    facts = scored(
        [0, None, 3.5],
        [4, None, None],
        days=[
            DayScore(on(0), 0, 4, leg_later=1),
            DayScore(on(2), 3.5, None, from_moments=True),
        ],
        sessions=[
            ChartSession(on(1), "heat", None, "attended", "Heat"),
            ChartSession(on(2), "ice", None, "missed", "Ice"),
        ],
        medication_days=[on(0), on(0)],
        changes=[ChartLifeEvent(on(2), "Fell"), ChartLifeEvent(on(9), "Later")],
    )
    [days] = pain_tables.tables(facts)
    assert days.rows == [
        ("Mon 26 Jan 2026", "0, entered later", "4", "medicine taken"),
        ("Tue 27 Jan 2026", "not recorded", "not recorded", "Heat"),
        ("Wed 28 Jan 2026", "3.5, average of moments", "not recorded", "Ice (missed); Fell"),
    ]
    assert len(days.header) == 4


def test_the_table_of_averages_has_the_numbers_of_the_lines() -> None:
    averages = pain_tables.tables(scored([6] * 7 + [4] * 7, [None] * 7 + [2] * 3))[0]
    assert averages.rows == [
        ("Starting week, Mon 26 Jan to Sun 1 Feb", "6.0, 7 days", ""),
        ("Mon 2 Feb to Sun 8 Feb", "4.0 (4.0 to 4.0), 7 days", "too few days"),
    ]


def test_long_times_count_sessions_by_month() -> None:
    sessions = [ChartSession(on(day), "ice", None, "attended", "Ice") for day in (0, 1, 40)]
    sessions.append(ChartSession(on(41), "ice", None, "missed", "Ice"))
    averages, months = pain_tables.tables(scored([5] * 500, sessions=sessions))
    assert averages.header[0] == "Weeks"
    assert months.header == ("Month", "Ice")
    assert months.rows == [("Jan 2026", "2"), ("Mar 2026", "1")]


def test_the_course_table_has_a_row_for_each_session() -> None:
    [table] = around.tables(course(2))
    assert table.rows == [
        ("Session 1", "Fri 30 Jan 2026", "7", "5", "3"),
        ("Session 2", "Tue 3 Feb 2026", "6", "4", "not recorded"),
    ]
    assert around.tables(course(0)) == []


def test_the_key_names_everything_once() -> None:
    said = [key.words for key in keys(pain.figure(usual()))]
    assert said == [
        "leg, each day",
        "leg, weekly average",
        "back, each day",
        "back, weekly average",
        "leg, rough range",
        "something changed",
        "A acupuncture",
        "H heat",
        "W walking",
        "Med medicine taken",
        "planned",
        "missed",
    ]
    assert [key.words for key in keys(around.figure(course()))] == ["before", "after", "next day"]
    pictures = [key.picture for key in keys(pain.figure(usual()))]
    assert len(set(pictures)) == len(pictures)


def test_late_days_and_moments_are_in_the_key_once_for_both_sites() -> None:
    days = [
        DayScore(on(0), 5, 4, leg_later=1, back_later=1),
        DayScore(on(1), 5, 4, from_moments=True),
    ]
    said = [key.words for key in keys(pain.figure(scored([5, 5], days=days)))]
    assert said == ["entered later", "average of moments"]


@pytest.mark.parametrize("text", CORPUS)
def test_escaping_is_undone_exactly(text: str) -> None:
    assert words.unescaped(words.escaped(text)) == words.tidy(text)


def test_words_for_numbers_and_days() -> None:
    assert words.score(0) == "0"
    assert words.score(5.0) == "5"
    assert words.score(5.5) == "5.5"
    assert words.counted_days(1) == "1 day"
    assert words.counted_sessions(1200) == "1,200 sessions"
    assert words.days(START - timedelta(days=40), START) == "Wed 17 Dec 2025 to Mon 26 Jan 2026"
    assert words.shortened("a" * 30, 10) == "aaaaaaaaa…"


def test_both_charts_come_with_two_drawings_of_their_own() -> None:
    for chart in (presented(pain.CHART, usual()), presented(around.CHART, course())):
        assert f'id="{chart.uid}-n-s0"' in chart.narrow
        assert f'id="{chart.uid}-w-s0"' in chart.wide
        assert chart.summary
        assert chart.tables
