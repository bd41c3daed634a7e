"""A tap on a score saves it where it is: nothing of the page moves, on a phone as at a desk."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.support import looks
from tests.support.journey import saved, tile
from tests.support.live import DESK, PHONE, Live, Tab

pytestmark = [pytest.mark.browser, pytest.mark.long]


@pytest.mark.parametrize("size", [PHONE, DESK])
def test_saving_a_score_moves_nothing(open_tab: Callable[..., Tab], live: Live, size: tuple[int, int]) -> None:
    tab = open_tab(live.person(f"Still {size[0]}"), size=size)
    tab.page.add_init_script(looks.COUNT_SHIFTS)
    page = tab.mine("today")
    page.wait_for_load_state("networkidle")
    assert looks.shifts(page) == []
    for site, score in (("leg", 4), ("leg", 5), ("back", 2)):
        tile(page, site, score).click()
        expect(saved(page)).to_contain_text(f"{site} {score}")
        assert looks.shifts(page) == [], (site, score)
