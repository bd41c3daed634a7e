"""The gallery shows one of each of the charts beside the pain chart, with something in all of it."""

from tracker.charts.sample import gallery


def test_every_chart_of_the_gallery_has_points_a_key_and_numbers() -> None:
    assert [chart.uid for chart in gallery()] == ["farthest", "by-week", "function"]
    for chart in gallery():
        assert all(trace["x"] for trace in chart.figure["data"])
        assert chart.key
        assert chart.tables
        assert chart.summary.endswith(".")
