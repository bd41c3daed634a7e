"""Opening a share link: the secret becomes a cookie at once, and all that is not open is the same missing page."""

import logging
import uuid
from collections.abc import Callable
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.sharing.openers import NOON, Opener, address_of, new_link, opened_links, press
from tests.support.counting import counted_queries
from tests.support.pages import TOKEN, Browser, Page
from tests.support.people import Person, make_person, sign_in
from tests.support.rules import of_pages
from tests.support.sharing import as_link_holder, events_of, make_link
from tracker.passwords.tokens import looks_like_secret, secret_hash
from tracker.sharing.models import LinkVisit, ShareLink
from tracker.sharing.services.live_shares import VISIT_LASTS

pytestmark = pytest.mark.usefixtures("noon")
UNKNOWN = "/s/" + "A" * 43


@pytest.fixture
def address(patient: Browser) -> str:
    return address_of(new_link(patient))


@pytest.fixture
def opener(app: Flask, person: Person) -> Opener:
    return Opener(app, person.patient_id)


def end_all_links(owner: Browser, db_session: Session) -> None:
    link_ids = db_session.execute(select(ShareLink.id)).scalars().all()
    db_session.rollback()
    for link_id in link_ids:
        assert owner.post(owner.path(f"sharing/links/{link_id}/end")).status == 200


class TestTheFirstOpening:
    def test_swaps_the_secret_for_a_cookie_and_a_clean_address(self, opener: Opener, address: str) -> None:
        page = opener.open(address)
        assert (page.status, page.location) == (303, "/shared")
        page = opener.get("/shared", follow=False)
        assert (page.status, page.location) == (303, opener.path("progress"))
        page = opener.get(page.location, follow=False)
        assert page.status == 200
        assert page.heading == "Progress"
        assert address.rpartition("/")[2] not in page.body + str(page.headers)

    def test_a_link_that_ended_under_the_open_page_opens_nothing(
        self, app: Flask, opener: Opener, address: str, patient: Browser, person: Person, db_session: Session
    ) -> None:
        page = opener.ask(address)
        assert page.status == 200
        end_all_links(patient, db_session)
        page = press(opener, page, follow=False)
        assert page.status == 404
        assert opener.cookie is None
        assert opened_links(app, person) == 0

    def test_the_cookie_is_a_secret_of_its_own(self, opener: Opener, address: str, db_session: Session) -> None:
        opener.open(address)
        assert opener.cookie is not None
        assert looks_like_secret(opener.cookie)
        assert opener.cookie not in address
        visit = db_session.execute(select(LinkVisit)).scalar_one()
        assert visit.id_hash == secret_hash(opener.cookie)
        assert (visit.opened_at, visit.let_in_at) == (NOON, NOON)

    def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(self, opener: Opener, address: str) -> None:
        (cookie,) = opener.open(address).headers.getlist("Set-Cookie")
        parts = {part.strip() for part in cookie.split(";")[1:]}
        assert {"HttpOnly", "SameSite=Lax", "Path=/", f"Max-Age={12 * 3600}"} < parts
        assert not any(part.startswith("Domain") for part in parts)

    def test_over_https_the_cookie_is_bound_to_this_host(
        self, make_app: Callable[..., Flask], address: str, db_session: Session
    ) -> None:
        client = make_app(https=True, trusted_hosts=("localhost",)).test_client()
        path, there = urlsplit(address).path, "https://localhost"
        token = TOKEN.findall(client.get(path, base_url=there).get_data(as_text=True))[0]
        sent = {"csrf_token": token}
        answer = client.post(path, base_url=there, data=sent, headers={"Referer": there + path})
        (cookie,) = answer.headers.getlist("Set-Cookie")
        assert cookie.startswith("__Host-share=")
        assert {"Secure", "HttpOnly", "Path=/"} < {part.strip() for part in cookie.split(";")[1:]}

    def test_is_one_event_and_looking_about_is_no_more_openings(
        self, app: Flask, opener: Opener, address: str, person: Person, db_session: Session
    ) -> None:
        opener.open(address, follow=True)
        opener.get("/shared")
        opener.get(opener.path("progress"))
        made, event, *looks = events_of(app, person)
        link_id = db_session.execute(select(ShareLink.id)).scalar_one()
        assert made.act == "link_made"
        assert (event.act, event.actor, event.name, event.share_id) == ("link_opened", "link", "Dr Meyer", link_id)
        assert (event.account_id, event.page, event.detail) == (None, None, None)
        assert [(look.act, look.page) for look in looks] == [("looked", "dashboard.progress")] * 3

    def test_whoever_only_goes_to_the_address_sees_and_opens_nothing(
        self, app: Flask, opener: Opener, address: str, person: Person, db_session: Session
    ) -> None:
        """Mail and chat programs fetch every address they show, some of them with a browser's name."""
        opener.client.environ_base["HTTP_USER_AGENT"] = "Mozilla/5.0 (compatible; Preview/1.0)"
        pages = [opener.ask(address) for _ in range(3)]
        assert {page.heading for page in pages} == {"Open what is shared with you"}
        assert "Dr Meyer" not in pages[0].body
        assert str(person.patient_id) not in pages[0].body
        assert [node.attrs["action"] for node in pages[0].all("form")] == [urlsplit(address).path]
        assert opener.cookie is None
        assert opened_links(app, person) == 0
        assert db_session.execute(select(LinkVisit)).first() is None
        assert opener.get(opener.path("progress")).heading == "Sign in"

    def test_the_button_needs_its_token(self, app: Flask, opener: Opener, address: str, person: Person) -> None:
        assert opener.client.post(urlsplit(address).path).status_code == 400
        assert opened_links(app, person) == 0

    def test_each_opening_counts(self, app: Flask, opener: Opener, address: str, person: Person) -> None:
        opener.open(address)
        opener.open(address)
        Opener(app).open(address)
        assert opened_links(app, person) == 3

    def test_a_new_opening_takes_the_place_of_the_one_before(
        self, opener: Opener, address: str, db_session: Session
    ) -> None:
        opener.open(address)
        before = opener.cookie
        opener.open(address)
        assert opener.cookie != before
        assert db_session.execute(select(func.count()).select_from(LinkVisit)).scalar() == 1

    def test_old_visits_make_room(
        self, app: Flask, opener: Opener, address: str, db_session: Session, noon: time_machine.Traveller
    ) -> None:
        Opener(app).open(address)
        noon.move_to(NOON + VISIT_LASTS)
        opener.open(address)
        assert db_session.execute(select(LinkVisit.opened_at)).scalars().all() == [NOON + VISIT_LASTS]

    def test_asking_whether_it_is_there_opens_nothing(
        self, app: Flask, opener: Opener, address: str, person: Person
    ) -> None:
        answers = [opener.client.head(url) for url in (address.removeprefix("http://localhost"), UNKNOWN)]
        assert [answer.status_code for answer in answers] == [405, 405]
        assert opener.cookie is None
        assert opened_links(app, person) == 0

    def test_the_owner_sees_their_own_record_by_it(self, patient: Browser, address: str) -> None:
        page = press(patient, patient.get(address.removeprefix("http://localhost")))
        assert (page.status, page.heading) == (200, "Progress")

    def test_somebody_signed_in_elsewhere_is_let_in_by_it(self, other: Browser, address: str, person: Person) -> None:
        page = press(other, other.get(address.removeprefix("http://localhost")))
        assert (page.status, page.heading) == (200, "Progress")
        assert other.get(f"/patients/{person.patient_id}/today").status == 404


class TestWhatIsNotOpen:
    def test_unknown_malformed_ended_and_over_are_the_same_missing_page(
        self, app: Flask, patient: Browser, db_session: Session, noon: time_machine.Traveller
    ) -> None:
        ended = address_of(new_link(patient))
        end_all_links(patient, db_session)
        over = address_of(new_link(patient, days="1"))
        noon.move_to(NOON + timedelta(days=1))
        opener = Opener(app)
        paths = [UNKNOWN, "/s/x", "/s/" + "A" * 44, "/s/%00", "/s/%FF%FE", "/s/é", "/s/%3Cscript%3E", "/s/a/b"]
        pages = [opener.get(path) for path in paths]
        pages += [
            opener.open(ended),
            opener.open(over),
            opener.open(over),
            opener.get("/nowhere"),
            opener.get("/shared"),
        ]
        assert {page.status for page in pages} == {404}
        assert len({page.body for page in pages}) == 1
        assert len({str(sorted(page.headers.items())) for page in pages}) == 1
        assert opener.cookie is None

    def test_all_are_looked_for_alike(self, app: Flask, patient: Browser, db_session: Session) -> None:
        ended = address_of(new_link(patient))
        end_all_links(patient, db_session)
        opener = Opener(app)
        ran = []
        for path in (UNKNOWN, "/s/x", ended.removeprefix("http://localhost")):
            with counted_queries(app) as seen:
                assert opener.get(path).status == 404
            ran.append(tuple(seen))
        assert len(set(ran)) == 1
        assert sum("share_link" in statement for statement in ran[0]) == 1

    def test_the_twenty_first_wrong_try_has_to_wait_and_a_right_one_never(
        self, app: Flask, address: str, person: Person, noon: time_machine.Traveller
    ) -> None:
        guesser = Opener(app, come_from="203.0.113.9")
        for number in range(20):
            assert Opener(app, come_from="203.0.113.9").open(address).status == 303, "a right one does not count"
            assert guesser.get(f"/s/{number:043}").status == 404
        page = guesser.get(UNKNOWN)
        assert (page.status, page.headers["Retry-After"]) == (429, "300")
        assert guesser.open(address).status == 303, "nobody guesses a right one, so it was given to them"
        assert Opener(app, come_from="203.0.113.10").open(address).status == 303
        assert opened_links(app, person) == 22
        noon.shift(timedelta(minutes=5))
        assert guesser.get(UNKNOWN).status == 404

    def test_of_a_hundred_guesses_twenty_are_judged(self, app: Flask, address: str) -> None:
        guesser = Opener(app)
        answers = [guesser.get(f"/s/{number:043}").status for number in range(100)]
        assert answers == [404] * 20 + [429] * 80

    def test_without_a_visit_there_is_nothing(self, app: Flask, opener: Opener) -> None:
        assert opener.get("/shared").status == 404
        assert opener.post("/shared", {"password": "whatever it is"}).status == 404
        opener.client.set_cookie("share", "x" * 43)
        assert opener.get("/shared").status == 404
        assert opener.get(opener.path("progress")).status == 404


class TestTheEnd:
    def test_ended_is_dead_on_the_next_request_also_for_cookies_given_before(
        self, opener: Opener, address: str, patient: Browser, db_session: Session
    ) -> None:
        opener.open(address)
        assert opener.get(opener.path("progress")).status == 200
        end_all_links(patient, db_session)
        missing = opener.get("/nowhere").body
        for page in (opener.get(opener.path("progress")), opener.get("/shared"), opener.open(address)):
            assert (page.status, page.body) == (404, missing)

    @pytest.mark.parametrize("first_look", ["address", "page", "shared"])
    def test_over_stays_over_when_the_clock_goes_back(
        self, app: Flask, patient: Browser, person: Person, noon: time_machine.Traveller, first_look: str
    ) -> None:
        address = address_of(new_link(patient, days="1"))
        end = NOON + timedelta(days=1)
        noon.move_to(end - timedelta(seconds=1))
        opener = Opener(app, person.patient_id)
        assert opener.open(address, follow=True).status == 200
        noon.move_to(end)
        paths = {"address": address.removeprefix("http://localhost"), "page": opener.path("progress")}
        assert opener.get(paths.get(first_look, "/shared")).status == 404
        noon.move_to(end - timedelta(hours=2))
        assert opener.get(opener.path("progress")).status == 404
        assert opener.get("/shared").status == 404
        assert opener.open(address).status == 404
        (event,) = [event for event in events_of(app, person) if event.act == "link_ended"]
        assert (event.actor, event.name, event.at) == ("nobody", "Dr Meyer", end)

    def test_a_visit_ends_after_twelve_hours(self, opener: Opener, address: str, noon: time_machine.Traveller) -> None:
        opener.open(address)
        noon.move_to(NOON + VISIT_LASTS - timedelta(seconds=1))
        assert opener.get("/shared").status == 200
        noon.move_to(NOON + VISIT_LASTS)
        assert opener.get("/shared").status == 404
        assert opener.get(opener.path("progress")).status == 404
        assert opener.open(address).status == 303

    def test_leaving_takes_the_visit_out_of_database_and_browser(
        self, opener: Opener, address: str, db_session: Session
    ) -> None:
        opener.open(address)
        kept = opener.cookie
        page = opener.post("/shared/leave")
        assert (page.status, page.heading) == (200, "You have closed this record")
        assert page.headers["Clear-Site-Data"] == '"cache", "storage"'
        assert opener.cookie is None
        assert db_session.execute(select(LinkVisit)).first() is None
        db_session.rollback()
        opener.client.set_cookie("share", str(kept))
        assert opener.get(opener.path("progress")).status == 404
        assert opener.post("/shared/leave").status == 200
        assert opener.cookie is None
        assert opener.post("/shared/leave").status == 200, "who has no visit loses nothing"


class TestWhatItOpens:
    PAGES = ("today", "diary", "course", "year", "around", "sessions", "courses", "medication", "exports", "sharing")
    FILES = ("exports/entries.csv", "exports/all.zip", "sharing/log", "sharing/links/new", "days/2026-03-03")

    @pytest.mark.parametrize("path", [*PAGES, *FILES])
    def test_no_other_page_of_the_record(self, opener: Opener, address: str, path: str) -> None:
        opener.open(address)
        page = opener.get(opener.path(path), follow=False)
        assert page.status in {302, 404}
        if page.status == 302:
            assert page.location.startswith("/sign-in")

    def test_no_other_record(self, app: Flask, opener: Opener, address: str) -> None:
        opener.open(address)
        stranger = make_person(app, "Omar")
        assert opener.get(f"/patients/{stranger.patient_id}/progress").status == 404
        assert opener.get(f"/patients/{uuid.uuid4()}/progress").status == 404

    def test_one_link_does_not_open_what_another_shows(self, app: Flask, person: Person) -> None:
        omar = make_person(app, "Omar")
        holder = as_link_holder(app, omar, make_link(app, omar))
        make_link(app, person)
        assert holder.get(f"/patients/{omar.patient_id}/progress").status == 200
        assert holder.get(f"/patients/{person.patient_id}/progress").status == 404

    def test_nothing_can_be_sent(self, app: Flask, opener: Opener, address: str) -> None:
        opener.open(address)
        token = opener.token()
        rules = [rule for rule in of_pages(app) if "patient_id" in rule.arguments and "POST" in rule.methods]  # type: ignore[operator]
        assert len(rules) > 20
        for rule in rules:
            values = {name: uuid.uuid4() for name in rule.arguments} | {"patient_id": opener.patient_id}
            values |= {"site": "leg", "kind": "heat", "day": "2026-03-03", "name": "x", "card": "signs"}  # type: ignore[dict-item]
            with app.test_request_context():
                url = rule.build(values)[1]  # type: ignore[index]
            assert opener.post(url, {"id": uuid.uuid4()}, token=token).status in {401, 404}, url


def test_no_secret_in_our_log_lines(
    app: Flask, patient: Browser, opener: Opener, address: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    opener.open(address, follow=True)
    opener.get(UNKNOWN)
    secrets = (address.rpartition("/")[2], str(opener.cookie), UNKNOWN)
    assert not [line for line in caplog.messages if any(secret in line for secret in secrets)]


def test_signed_in_pages_are_as_before(app: Flask, person: Person) -> None:
    assert sign_in(app, person).get(f"/patients/{person.patient_id}/progress").heading == "Progress"
    page: Page = Browser(app).get(f"/patients/{person.patient_id}/progress", follow=False)
    assert (page.status, page.location.partition("?")[0]) == (302, "/sign-in")
