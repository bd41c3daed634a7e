"""How large a chart is drawn on paper."""

import pytest

from tracker.dashboard.services.paper import STEPS, step_for


@pytest.mark.parametrize(
    ("height", "room", "most", "step"),
    [(450, 410, 90, 90), (456, 410, 90, 80), (100, 410, 80, 80), (600, 410, 90, 64), (2000, 410, 90, STEPS[-1])],
)
def test_the_largest_step_that_fits(height: float, room: float, most: int, step: int) -> None:
    assert step_for(height, room, most) == step
