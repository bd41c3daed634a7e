"""The published averages: all groups or none, no point that was not published, told apart without colour."""

from datetime import date, timedelta
from typing import Any

import pytest

from tests.charts.samples import COURSE, START, drawn, on, scored, texts, usual
from tracker.charts import pain, pain_tables, reference
from tracker.charts.facts import PainFacts
from tracker.charts.keys import keys
from tracker.domain.scores.reference import REFERENCE_LINES
from tracker.wording.sources import GROUPS, reference_caption

NAMES = [GROUPS[line.code] for line in REFERENCE_LINES]


def _with(facts: PainFacts, start: date | None = None) -> PainFacts:
    changed = {name: getattr(facts, name) for name in PainFacts.__dataclass_fields__}
    return PainFacts(**(changed | {"reference_from": start or on(COURSE)}))


def _published(figure: dict[str, Any]) -> list[dict[str, Any]]:
    return [trace for trace in figure["data"] if trace["name"] in NAMES]


def test_they_are_off_unless_asked_for() -> None:
    assert _published(pain.figure(usual())) == []
    assert not any("published" in table.caption.lower() for table in pain_tables.tables(usual()))
    assert reference_caption() not in pain.notes(usual())


@pytest.mark.parametrize("days", [8, 20, 45, 120, 365, 500, 3650])
def test_all_groups_are_drawn_together_however_long_the_range(days: int) -> None:
    figure = pain.figure(_with(scored([5] * days)))
    drawn_groups = _published(figure)
    assert [trace["name"] for trace in drawn_groups] == NAMES
    # Each has at least its first two points, so that none looks like a mere start.
    assert all(len(trace["x"]) >= 2 for trace in drawn_groups)


@pytest.mark.parametrize("start", [START - timedelta(days=1), on(46), on(400)])
def test_without_the_start_of_the_course_none_is_drawn_and_the_page_says_why(start: date) -> None:
    facts = _with(usual(), start)
    assert _published(pain.figure(facts)) == []
    assert not any("Published" in table.caption for table in pain_tables.tables(facts))
    [said] = [note for note in pain.notes(facts) if "published" in note]
    assert "begin at session 1" in said


@pytest.mark.parametrize("days", [8, 45, 365, 3650])
def test_no_point_is_drawn_that_was_not_published(days: int) -> None:
    figure = pain.figure(_with(scored([5] * days)))
    for trace, line in zip(_published(figure), REFERENCE_LINES, strict=True):
        published = {((on(COURSE) + timedelta(weeks=week)).isoformat(), score) for week, score in line.points}
        assert set(zip(trace["x"], trace["y"], strict=True)) <= published
        assert len(set(trace["x"])) == len(trace["x"])
        # Marks alone: a line would read as what happened between.
        assert trace["mode"] == "markers"
    names = {shape["name"] for shape in figure["layout"]["shapes"]}
    assert names <= {"starting week", "planned course", "change"}


def test_every_mark_lies_inside_the_axis() -> None:
    figure = pain.figure(_with(scored([5] * 60)))
    low, high = figure["layout"]["xaxis"]["range"]
    assert all(low < day < high for trace in _published(figure) for day in trace["x"])
    assert max(trace["x"][-1] for trace in _published(figure)) == (on(COURSE) + timedelta(weeks=6)).isoformat()


def test_the_groups_are_told_apart_without_colour_and_by_words() -> None:
    figure = pain.figure(_with(usual()))
    groups = _published(figure)
    assert len({trace["marker"]["symbol"] for trace in groups}) == 3
    assert len({trace["marker"]["size"] for trace in groups}) == 3
    said = {key.words for key in keys(figure)}
    assert {f"published: {name}" for name in NAMES} <= said
    for width in (340, 960):
        assert {"acupuncture 2.9", "sham 4.5", "back pain 3.3"} <= set(texts(drawn(figure, width)))


def test_the_caption_and_the_table_with_sources_come_with_them() -> None:
    facts = _with(scored([5] * 20))
    assert reference_caption() in pain.notes(facts)
    [table] = [table for table in pain_tables.tables(facts) if table.caption.startswith("Published")]
    assert [row[1:3] for row in table.rows] == [
        ("0", "6.0"),
        ("4", "2.9"),
        ("0", "6.0"),
        ("4", "4.5"),
        ("0", "5.1"),
        ("6", "3.3"),
        ("26", "2.6"),
        ("52", "2.3"),
    ]
    assert {row[3] for row in table.rows} == {line.source for line in REFERENCE_LINES}


def test_an_empty_diary_can_show_them_too() -> None:
    figure = pain.figure(PainFacts(first_day=START, last_day=on(20), reference_from=on(COURSE)))
    assert len(_published(figure)) == 3


@pytest.mark.parametrize(("days", "course", "said"), [(365, 10, 3), (365, 330, 0), (150, 120, 3)])
def test_no_label_covers_a_course_that_began_lately_in_a_long_range(days: int, course: int, said: int) -> None:
    labels = reference.labels(_with(scored([5] * days), on(course)))
    assert len(labels) == said
