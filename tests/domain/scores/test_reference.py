"""The published averages: exactly what was published, and never the active arm alone."""

from itertools import pairwise

from tracker.domain.course.verdict import Label, change_percent, label_of
from tracker.domain.scores.reference import REFERENCE_LINES
from tracker.wording.sources import GROUPS, reference_caption

POINTS = {line.code: line.points for line in REFERENCE_LINES}


def test_only_published_points() -> None:
    assert POINTS == {
        "tu2024_acupuncture": ((0, 6.0), (4, 2.9)),
        "tu2024_sham": ((0, 6.0), (4, 4.5)),
        "costa2012_persistent_lbp": ((0, 5.1), (6, 3.3), (26, 2.6), (52, 2.3)),
    }


def test_sham_and_natural_course_stand_beside_the_active_arm() -> None:
    assert [line.code for line in REFERENCE_LINES] == ["tu2024_acupuncture", "tu2024_sham", "costa2012_persistent_lbp"]
    assert "sham" in GROUPS[REFERENCE_LINES[1].code]
    assert "Low back pain" in GROUPS[REFERENCE_LINES[2].code], "the natural course is not of leg pain, and says so"


def test_lines_start_at_the_start_and_stay_on_the_scale() -> None:
    for line in REFERENCE_LINES:
        assert line.points[0][0] == 0
        assert all(one[0] < other[0] for one, other in pairwise(line.points))
        assert all(0 <= score <= 10 for _, score in line.points)
        assert GROUPS[line.code]
        assert "doi" in line.source or "CMAJ" in line.source


def test_the_changes_match_those_reported() -> None:
    start, end = POINTS["tu2024_acupuncture"][0][1], POINTS["tu2024_acupuncture"][1][1]
    assert (round(end - start, 1), round(change_percent(start, end) or 0, 1)) == (-3.1, -51.7)
    assert label_of(start, end) is Label.SUBSTANTIAL
    assert label_of(*(score for _, score in POINTS["tu2024_sham"])) is Label.SMALL
    assert label_of(*(score for _, score in POINTS["costa2012_persistent_lbp"][:2])) is Label.SMALL


def test_the_caption_says_what_the_lines_are_not() -> None:
    assert reference_caption().startswith("Average of a trial group, not a prediction for you.")
    for words in ("not of leg pain", "Only the marked points", "millimetres", "divided by 10", "6.0", "second-hand"):
        assert words in reference_caption()
    assert "!" not in reference_caption()
