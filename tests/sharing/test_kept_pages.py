"""A page that the browser kept shows nothing once the share has ended, also offline, and also where no script runs."""

import uuid
from collections.abc import Callable, Iterator
from contextlib import suppress

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect
from playwright.sync_api import Error as BrowserError

from tests.support import sharing
from tests.support.live import Live, running_chromium
from tests.support.pages import Browser as Client
from tests.support.people import Person, author_of, begin_sign_in
from tracker.sharing.services import live_shares
from tracker.web.extensions import db

pytestmark = [pytest.mark.browser, pytest.mark.long, pytest.mark.counted]
NOT_NOW = "This record is not shown just now"
HALF = "Half a sentence"
ENDED = {"grant": "This share has ended", "link": "Page not found"}
KEEPS_PAGES = ["--disable-back-forward-cache"]


@pytest.fixture(scope="module")
def keeping(playwright: Playwright) -> Iterator[Browser]:
    """A Chromium that keeps pages for the Back button, as everybody's does and those of tests do not."""
    with running_chromium(playwright, without=KEEPS_PAGES) as started:
        yield started


class Reader:
    """Somebody who looks at Rosa's record by a grant or by a link, and can lose it."""

    def __init__(self, live: Live, kind: str) -> None:
        self.live, self.kind = live, kind
        self.rosa = live.person(f"Rosa {uuid.uuid4().hex[:8]}")
        if kind == "grant":
            self.li = sharing.make_practitioner(live.app, f"Wen {uuid.uuid4().hex[:8]}")
            self.share_id = sharing.share(live.app, self.rosa, self.li)
        else:
            self.share_id = sharing.make_link(live.app, self.rosa)

    def cookie(self) -> dict[str, str]:
        if self.kind == "grant":
            return {"name": "sid", "value": begin_sign_in(self.live.app, self.li), "url": self.live.url}
        client: Client = sharing.as_link_holder(self.live.app, self.rosa, self.share_id)
        found = client.client.get_cookie("share")
        assert found is not None
        return {"name": "share", "value": found.value, "url": self.live.url}

    def at(self, rest: str) -> str:
        return f"{self.live.url}/patients/{self.rosa.patient_id}/{rest}"

    def end(self) -> None:
        with self.live.app.app_context():
            end = live_shares.end_grant if self.kind == "grant" else live_shares.end_link
            end(db.session(), self.share_id, author_of(self.rosa, sharing.now()))
            db.session.commit()


@pytest.fixture(params=["grant", "link"])
def reader(live: Live, request: pytest.FixtureRequest) -> Reader:
    return Reader(live, request.param)


@pytest.fixture
def window(keeping: Browser, reader: Reader) -> Iterator[Callable[..., BrowserContext]]:
    opened = []

    def open_one(**options: bool) -> BrowserContext:
        # The worker answers for the network where there is none, and is not everywhere: here pages do without it.
        context = keeping.new_context(service_workers="block", **options)  # type: ignore[arg-type]
        context.add_cookies([reader.cookie()])  # type: ignore[list-item]
        opened.append(context)
        return context

    yield open_one
    for context in opened:
        context.close()


def go_back(page: Page) -> None:
    """A page out of the browser's cache loads nothing that could be waited for."""
    with suppress(BrowserError):  # offline it may have kept none
        page.go_back(wait_until="commit")


def shows(page: Page, name: str) -> bool:
    """Whether a word of the record can be seen; the name of its owner stands on every page of it."""
    return name in page.title() or page.get_by_text(name).locator("visible=true").count() > 0


def come_back(page: Page) -> None:
    page.evaluate("dispatchEvent(new Event('focus'))")


@pytest.mark.parametrize("leave_for", ["progress", "/evidence"])
def test_back_asks_and_shows_it_while_it_is_shared(
    reader: Reader, window: Callable[..., BrowserContext], leave_for: str
) -> None:
    page = window().new_page()
    page.goto(reader.at("brief"))
    page.goto(reader.live.url + leave_for if leave_for.startswith("/") else reader.at(leave_for))
    go_back(page)
    expect(page.locator(".shared-bar")).to_be_visible()
    assert reader.rosa.user_name in page.title()


def test_back_and_forward_show_nothing_after_the_end(reader: Reader, window: Callable[..., BrowserContext]) -> None:
    page = window().new_page()
    for rest in ("brief", "progress"):
        page.goto(reader.at(rest))
    page.goto(reader.live.url + "/evidence")
    reader.end()
    go_back(page)
    expect(page.locator("h1")).to_have_text(ENDED[reader.kind])
    go_back(page)
    expect(page.locator("h1")).to_have_text(ENDED[reader.kind])
    page.go_forward(wait_until="commit")
    expect(page.locator("h1")).to_have_text(ENDED[reader.kind])


def test_offline_it_shows_nothing_until_it_can_ask(reader: Reader, window: Callable[..., BrowserContext]) -> None:
    context = window()
    page = context.new_page()
    page.goto(reader.at("brief"))
    page.goto(reader.live.url + "/evidence")
    context.set_offline(True)
    go_back(page)
    expect(page.get_by_role("heading", name=NOT_NOW)).to_be_visible()
    expect(page.locator(".kept-back-note").get_by_role("link", name="Get help now")).to_be_visible()
    assert not shows(page, reader.rosa.user_name)
    page.get_by_role("button", name="Ask again").click()
    expect(page.get_by_role("heading", name=NOT_NOW)).to_be_visible()
    context.set_offline(False)
    expect(page.locator(".shared-bar")).to_be_visible()
    assert shows(page, reader.rosa.user_name)
    context.set_offline(True)
    come_back(page)
    expect(page.get_by_role("heading", name=NOT_NOW)).to_be_visible()
    reader.end()
    context.set_offline(False)
    expect(page.locator("h1")).to_have_text(ENDED[reader.kind])


def test_without_scripts_no_page_is_kept(reader: Reader, window: Callable[..., BrowserContext]) -> None:
    for leave_for in (reader.at("progress"), reader.live.url + "/evidence", "data:text/html,elsewhere"):
        context = window(java_script_enabled=False)
        page = context.new_page()
        page.goto(reader.at("brief"))
        page.goto(leave_for)
        context.set_offline(True)
        go_back(page)
        assert reader.rosa.user_name not in page.title()
    context = window(java_script_enabled=False)
    page = context.new_page()
    page.goto(reader.at("brief"))
    page.goto(reader.live.url + "/evidence")
    reader.end()
    go_back(page)
    assert "shared-bar" not in page.content()


def test_another_tab_and_one_opened_again_show_nothing(reader: Reader, window: Callable[..., BrowserContext]) -> None:
    context = window()
    page = context.new_page()
    page.goto(reader.at("brief"))
    other = context.new_page()
    context.set_offline(True)
    for one in (other, context.new_page()):
        with pytest.raises(BrowserError, match="ERR_INTERNET_DISCONNECTED"):
            one.goto(reader.at("brief"))
    with pytest.raises(BrowserError, match="ERR_INTERNET_DISCONNECTED"):
        page.reload()
    context.set_offline(False)
    reader.end()
    other.goto(reader.at("brief"))
    expect(other.locator("h1")).to_have_text(ENDED[reader.kind])


def test_what_is_being_typed_outlasts_a_moment_offline(keeping: Browser, live: Live) -> None:
    reader = Reader(live, "grant")
    context = keeping.new_context()
    context.add_cookies([reader.cookie()])  # type: ignore[list-item]
    page = context.new_page()
    page.goto(reader.at("notes"))
    page.locator("textarea[name=text]").fill(HALF)
    context.set_offline(True)
    expect(page.locator("textarea[name=text]")).to_be_visible()
    come_back(page)
    expect(page.get_by_role("heading", name=NOT_NOW)).to_be_visible()
    expect(page.locator("textarea[name=text]")).to_be_hidden()
    context.set_offline(False)
    expect(page.locator("textarea[name=text]")).to_be_focused()
    expect(page.locator("textarea[name=text]")).to_have_value(HALF)
    context.close()


@pytest.fixture
def writing(keeping: Browser, live: Live) -> Iterator[tuple[Reader, Page]]:
    """A practitioner who has typed half a note."""
    reader = Reader(live, "grant")
    context = keeping.new_context()
    context.add_cookies([reader.cookie()])  # type: ignore[list-item]
    page = context.new_page()
    page.goto(reader.at("notes"))
    page.locator("textarea[name=text]").fill(HALF)
    yield reader, page
    context.close()


def test_what_is_being_typed_outlasts_the_sign_in(live: Live, writing: tuple[Reader, Page]) -> None:
    reader, page = writing
    live.end_sign_ins(reader.li)
    come_back(page)
    expect(page.get_by_role("heading", name="You are signed out")).to_be_visible()
    assert not shows(page, reader.rosa.user_name)
    page.context.add_cookies([reader.cookie()])  # type: ignore[list-item]
    page.get_by_role("button", name="Ask again").click()
    expect(page.locator("textarea[name=text]")).to_have_value(HALF)
    expect(page.locator("textarea[name=text]")).to_be_visible()
    with page.expect_navigation():
        page.get_by_role("button", name="Save the note").click()
    if page.locator("form.resend").count():
        page.locator("form.resend button").click()
    expect(page.locator("main")).to_contain_text(HALF)


def test_whoever_typed_nothing_signs_in_again(live: Live, writing: tuple[Reader, Page]) -> None:
    reader, page = writing
    page.locator("textarea[name=text]").fill("")
    live.end_sign_ins(reader.li)
    come_back(page)
    expect(page.locator("h1")).to_have_text("Sign in")


def test_what_is_being_typed_is_all_that_outlasts_the_share(writing: tuple[Reader, Page]) -> None:
    reader, page = writing
    reader.end()
    come_back(page)
    expect(page.get_by_role("heading", name="This record is not shown to you any more")).to_be_visible()
    expect(page.get_by_label("What you had typed")).to_have_value(HALF)
    assert reader.rosa.user_name not in page.content()
    page.get_by_role("link", name="Go on").click()
    expect(page.locator("h1")).to_have_text(ENDED["grant"])


def test_a_server_that_cannot_answer_says_neither_yes_nor_no(keeping: Browser, live: Live) -> None:
    reader = Reader(live, "grant")
    context = keeping.new_context()
    context.add_cookies([reader.cookie()])  # type: ignore[list-item]
    page = context.new_page()
    page.goto(reader.at("brief"))
    page.route("**/still-shared", lambda route: route.fulfill(status=503))
    come_back(page)
    expect(page.get_by_role("heading", name=NOT_NOW)).to_be_visible()
    page.unroute("**/still-shared")
    page.get_by_role("button", name="Ask again").click()
    expect(page.locator(".shared-bar")).to_be_visible()
    context.close()


def own_tab(keeping: Browser, live: Live, person: Person) -> tuple[BrowserContext, Page]:
    context = keeping.new_context()
    cookie = {"name": "sid", "value": begin_sign_in(live.app, person), "url": live.url}
    context.add_cookies([cookie])  # type: ignore[list-item]
    return context, context.new_page()


@pytest.mark.parametrize("offline", [False, True])
def test_after_signing_out_ones_own_pages_show_nothing(keeping: Browser, live: Live, offline: bool) -> None:
    rosa = live.person(f"Rosa {uuid.uuid4().hex[:8]}")
    context, page = own_tab(keeping, live, rosa)
    for rest in ("today", "diary", "more"):
        page.goto(f"{live.url}/patients/{rosa.patient_id}/{rest}")
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_text("You are signed out.")).to_be_visible()
    context.set_offline(offline)
    for _ in range(3):
        go_back(page)
        if not offline:
            expect(page.locator("h1")).to_have_text("Sign in")
        # Every page of a record leads on into it.
        expect(page.locator(f"a[href*='{rosa.patient_id}']")).to_have_count(0)
    context.close()


def test_ones_own_page_is_never_hidden_by_being_offline(keeping: Browser, live: Live) -> None:
    rosa = live.person(f"Rosa {uuid.uuid4().hex[:8]}")
    context, page = own_tab(keeping, live, rosa)
    page.goto(f"{live.url}/patients/{rosa.patient_id}/questions")
    page.locator("[name=text]").fill(HALF)
    page.goto(live.url + "/evidence")
    context.set_offline(True)
    go_back(page)
    come_back(page)
    expect(page.locator("[name=text]")).to_have_value(HALF)
    context.close()
