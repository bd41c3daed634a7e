"""The first chart of Progress is seen, and answers, while the rest of the page is still on its way."""

from collections.abc import Callable, Iterator
from contextlib import closing
from threading import Event
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.support import looks
from tests.support.live import DESK, PHONE, Live, Tab, serving_plainly
from tests.support.people import Person

pytestmark = [pytest.mark.browser, pytest.mark.long]
PATIENCE = 60


class Slow:
    """The app behind a slow line: what follows the first chart of Progress comes when it is let go."""

    def __init__(self, app: Callable[..., Any]) -> None:
        self.app = app
        self.rest = Event()

    def __call__(self, environ: dict[str, Any], start: Any) -> Iterator[bytes]:
        for name in ("HTTP_ACCEPT_ENCODING", "wsgi.file_wrapper"):
            environ.pop(name, None)
        with closing(self.app(environ, start)) as answer:
            body = b"".join(answer)
        if environ["PATH_INFO"].endswith("/progress"):
            cut = body.index(b"</section>", body.index(b'id="charts-answer"'))
            yield body[:cut]
            assert self.rest.wait(PATIENCE), "the rest was never let go"
            body = body[cut:]
        yield body


@pytest.mark.parametrize("size", [PHONE, DESK])
def test_it_answers_before_the_rest_is_there_and_nothing_moves(
    open_tab: Callable[..., Tab], live: Live, rosa: Person, size: tuple[int, int]
) -> None:
    tab = open_tab(rosa, size=size)
    tab.watch.allow("asked another host")
    page = tab.page
    page.add_init_script(looks.COUNT_SHIFTS)
    slow = Slow(live.app.wsgi_app)
    with serving_plainly(slow) as url:
        try:
            page.goto(f"{url}/patients/{rosa.patient_id}/progress", wait_until="commit")
            page.locator("#pain .chart-box").click()
            expect(page.locator("#pain .chart-detail-name")).to_be_visible()
            assert page.locator("#foot").count() == 0
        finally:
            slow.rest.set()
        page.wait_for_load_state("networkidle")
        assert looks.shifts(page) == []
        page.locator("#strips summary").first.focus()
        if size == PHONE:
            page.locator("#strips summary").first.click()
        page.locator("#strips .chart-box").click()
        expect(page.locator("#strips .chart-detail-name")).to_be_visible()
