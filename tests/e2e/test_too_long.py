"""A text that is far too long gets a page, and Back still holds it; also where the sign-in ran out meanwhile."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.support import journey
from tests.support.live import Live, Tab

pytestmark = [pytest.mark.browser, pytest.mark.long]
SIZES = (100_000, 3_000_000, 20_000_000)
LONG = 300_000


def _send(page: Page, field: str, size: int) -> int:
    """Have the form of a field sent with so much in it; gives the status of what came."""
    page.locator(field).evaluate("(one, size) => { one.value = 'x'.repeat(size); }", size)
    with page.expect_navigation() as came:
        page.locator(field).evaluate("(one) => one.form.submit()")
    return int(came.value.status)


@pytest.mark.parametrize("size", SIZES)
def test_it_is_said_on_a_page_of_ours(open_tab: Callable[..., Tab], size: int) -> None:
    tab = open_tab()
    tab.watch.allow("413")
    page = tab.go("/sign-in")
    assert _send(page, "#user_name", size) == 413
    expect(page.get_by_role("heading", level=1)).to_have_text("This is too long")


def test_back_holds_what_was_typed(live: Live, open_tab: Callable[..., Tab]) -> None:
    tab = open_tab(live.person("Tilda Long"))
    tab.watch.allow("413")
    page = tab.mine("episode")
    assert _send(page, "#note", LONG) == 413
    page.go_back()
    assert len(page.locator("#note").input_value()) == LONG


def test_whoever_is_signed_out_signs_in_beside_it_and_goes_back(live: Live, open_tab: Callable[..., Tab]) -> None:
    person = live.account("Tilda Longer")
    tab = open_tab(person)
    tab.watch.allow("413")
    page = tab.mine("episode")
    live.end_sign_ins(person)
    assert _send(page, "#note", LONG) == 413
    expect(page.locator("main")).to_contain_text("Sign in in another tab first")
    beside = Tab(tab.context.new_page(), live, tab.watch)
    beside.go("/sign-in")
    journey.sign_in(beside, "Tilda Longer")
    expect(beside.page.locator("#leg-scale")).to_be_visible()
    page.go_back()
    assert len(page.locator("#note").input_value()) == LONG
