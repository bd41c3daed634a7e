"""Every notice reads as true, calm sentences, with its numbers and its limits."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion

from tests.support.blanks import plain
from tracker.domain.course.flare import Flare, flare_of
from tracker.domain.course.maintenance import RelapseWatch, maintenance_proposed, relapse_watch
from tracker.domain.scores.summaries import summary_of
from tracker.domain.scores.weekly import WeekMean, weekly_means
from tracker.wording.notices import NoticeWords, flare_words, maintenance_words, relapse_words, summary_words

FIRST = date(2026, 3, 2)
NEVER = ("clinically", "significant", "you need", "more sessions", "cure", "heal", "!", "because of", "sorry", "blame")


def flare(first: float, second: float, mean: float, today: date = FIRST) -> Flare:
    found = flare_of({today - timedelta(days=1): first, today: second}, mean, today)
    assert found is not None
    return found


def weeks(*values: list[float]) -> tuple[WeekMean, ...]:
    """Weeks whose first days hold these scores."""
    scores = {
        FIRST + timedelta(days=7 * week + day): score
        for week, logged in enumerate(values)
        for day, score in enumerate(logged)
    }
    return weekly_means(scores, FIRST, FIRST + timedelta(days=7 * len(values) - 1))


def low(*values: list[float]) -> tuple[WeekMean, WeekMean]:
    found = maintenance_proposed("initial", weeks(*values))
    assert found is not None
    return found


def watch(*values: list[float]) -> RelapseWatch:
    """Maintenance begins after the second week."""
    found = relapse_watch(weeks(*values), FIRST + timedelta(days=14))
    assert found is not None
    return found


NOTICES = {
    "flare, whole numbers": flare_words(flare(7, 8, 5.0)),
    "flare, means of moments": flare_words(flare(8.5, 23 / 3, 5.5)),
    "flare from almost no pain": flare_words(flare(7, 7, 0.4)),
    "flare over the turn of the year": flare_words(flare(9, 10, 6.4, date(2027, 1, 1))),
    "maintenance, whole weeks": maintenance_words(low([2, 2, 1, 2, 1, 2, 1], [1, 2, 1, 1, 1, 2, 1])),
    "maintenance, four days": maintenance_words(low([2, 1, 2, 2], [1, 0, 1, 2, 0])),
    "maintenance without pain": maintenance_words(low([5] * 7, [0] * 7, [0] * 7)),
    "relapse, quiet": relapse_words(watch([2] * 7, [1] * 7, [2, 2, 1, 2, 3])),
    "relapse, quiet and the same": relapse_words(watch([2] * 7, [1] * 7, [1, 2, 1, 2])),
    "relapse, quiet and lower": relapse_words(watch([2] * 7, [2] * 7, [1] * 7)),
    "relapse, quiet from almost no pain": relapse_words(watch([0] * 7, [0] * 7, [1, 1, 1, 1])),
    "relapse, early": relapse_words(watch([2] * 7, [1] * 7, [4, 4, 3, 5])),
    "relapse, early from almost no pain": relapse_words(watch([1, 0, 0, 1], [0] * 7, [2, 3, 2, 3, 2])),
    "relapse, early after a gap": relapse_words(watch([2] * 7, [1] * 7, [4] * 7, [4], [5] * 7)),
    "relapse, two weeks": relapse_words(watch([2] * 7, [1] * 7, [4] * 7, [4, 5, 4, 5, 4, 6])),
}


@pytest.mark.parametrize("name", NOTICES)
def test_words_of_every_notice(name: str, snapshot: SnapshotAssertion) -> None:
    words = NOTICES[name]

    assert f"{words.title}\n{words.text}" == snapshot


@pytest.mark.parametrize("name", NOTICES)
def test_no_notice_promises_blames_or_sells(name: str) -> None:
    words = NOTICES[name]

    assert calm(words)
    assert words.text.endswith(".")
    assert not words.title.endswith(".")


def calm(words: NoticeWords) -> bool:
    said = f"{words.title} {words.text}".lower()
    return not any(never in said for never in NEVER)


def test_a_flare_leads_to_the_practitioner_and_the_warning_signs_and_promises_no_watcher() -> None:
    text = flare_words(flare(7, 8, 5.0)).text

    assert text.startswith("It was 7 on Sun 1 Mar and 8 on Mon 2 Mar.")
    assert "Contact your practitioner" in text
    assert "warning signs page" in text
    assert "Nobody is watching" in text


def test_maintenance_is_somebody_elses_decision() -> None:
    text = maintenance_words(low([2] * 7, [1] * 7)).text

    assert text.index("2.0 in week 1") < text.index("1.0 in week 2") < text.index("No trial was found")
    assert "for you and your practitioner to decide" in text
    assert "nothing changes here until you do" in text


def test_numbers_come_first_when_pain_comes_back() -> None:
    early, confirmed = watch([2] * 7, [1] * 7, [4] * 7), watch([2] * 7, [1] * 7, [4] * 7, [4] * 7)

    for found in (early, confirmed):
        assert relapse_words(found).text.startswith("Leg pain averaged 4.0 in week")
        assert "up 2.5 points (167 %)" in plain(relapse_words(found).text)
    assert "not yet confirmed" in relapse_words(early).text
    assert "two weeks running" not in relapse_words(early).text
    assert "two weeks running" in relapse_words(confirmed).text
    assert "not yet confirmed" not in relapse_words(confirmed).text


def test_a_week_without_a_mean_is_not_spoken_of() -> None:
    known, unknown = weeks([1] * 7, [1])

    with pytest.raises(ValueError, match="week 2"):
        maintenance_words((known, unknown))


SUMMARIES: dict[str, list[float]] = {
    "one day": [5],
    "one day from moments": [5.5],
    "two days": [7, 2],
    "no high day": [4, 5, 6, 5],
    "a month": [8, 7, 7, 6, 5, 9, 4, 3, 3, 2, 5, 6, 7, 7, 4, 4, 3, 2, 5, 5, 6, 7, 8, 3],
    "all zeros": [0] * 7,
    "all tens": [10] * 7,
    "one high day of a year": [7.0] + [4.0] * 364,
    "one day of a year not high": [6.0] + [8.0] * 364,
    "three years": [5, 7] * 548,
}


@pytest.mark.parametrize("name", SUMMARIES)
def test_words_of_a_summary(name: str, snapshot: SnapshotAssertion) -> None:
    summary = summary_of(SUMMARIES[name])

    assert summary is not None
    assert summary_words(summary) == snapshot


@given(st.lists(st.integers(0, 10), min_size=1, max_size=400))
def test_no_share_is_said_to_be_none_or_all_unless_it_is(scores: list[int]) -> None:
    summary = summary_of(scores)
    assert summary is not None
    words = plain(summary_words(summary))

    assert "(0 %)" not in words
    if len(scores) > 1:
        assert words.count("(100 %)") == (min(scores) >= 7) + (max(scores) <= 3)
        assert words.count("no day") == (max(scores) < 7) + (min(scores) > 3)
