"""The small line of weekly means: one scale for everybody, gaps as gaps."""

import pytest

from tracker.charts.sparkline import EDGE, HEIGHT, WEEKS, WIDTH, sparkline


def test_the_whole_scale_is_the_height_whatever_the_values() -> None:
    line = sparkline([0, 10], 5)
    assert line.lines == (f"4,{HEIGHT - EDGE:g} 20,{EDGE:g}",)
    assert line.level == f"{HEIGHT / 2:g}"
    assert line.last == ("20", f"{EDGE:g}")


def test_a_gap_is_a_gap_and_a_week_alone_is_a_dot() -> None:
    line = sparkline([5, None, 4, 3, None, None, 2], None)
    assert [len(points.split()) for points in line.lines] == [2]
    assert [x for x, _ in line.dots] == ["4", "100"]
    assert line.level is None
    assert line.last == line.dots[-1]


def test_days_have_as_many_places_as_are_asked_for() -> None:
    line = sparkline([1, *[None] * 12, 2], None, places=14)
    assert [x for x, _ in line.dots] == [f"{EDGE:g}", f"{WIDTH - EDGE:g}"]


@pytest.mark.parametrize("weeks", [[], [None], [None, None]])
def test_without_a_week_there_is_no_line(weeks: list[float | None]) -> None:
    line = sparkline(weeks, 6)
    assert (line.lines, line.dots, line.last) == ((), (), None)
    assert line.level is not None


def test_the_latest_weeks_fill_the_width_and_stay_inside() -> None:
    line = sparkline([9.5] * 40 + [1.25], 9.5)
    (points,) = line.lines
    places = [tuple(map(float, point.split(","))) for point in points.split()]
    assert len(places) == WEEKS
    assert places[0][0] == EDGE
    assert places[-1][0] == WIDTH - EDGE
    assert all(EDGE <= y <= HEIGHT - EDGE for _, y in places)
    assert places[-1][1] > places[-2][1]
