"""Downloads: everything asks for the password; so many an hour, so many at once; one's own file even in need."""

import threading
import uuid
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.exc import OperationalError

from tests.accounts.members import Member, with_password
from tests.support import sharing
from tests.support.pages import Browser
from tests.support.people import PASSWORD, Person, make_person, sign_in
from tracker.accounts.models import AccountSession
from tracker.accounts.services.accounts import Keeper
from tracker.audit.models import SecurityEvent
from tracker.downloads.limits import MOST_AT_ONCE, Turns, UnderWay
from tracker.throttling.throttles import LimitedAct, Throttle, Who
from tracker.web import clock
from tracker.web.extensions import db

ASKED = "Your password once more"
ALL, ONE = "exports/all.zip", "exports/entries.csv"


@pytest.fixture
def member(app: Flask, person: Person) -> Member:
    return with_password(app, person)


@pytest.fixture
def owner(member: Member) -> Browser:
    return member.browser()


@pytest.fixture
def visitor(app: Flask, person: Person) -> Browser:
    practitioner = sharing.make_practitioner(app)
    sharing.share(app, person, practitioner)
    return sharing.as_practitioner(app, practitioner, person)


def grow_old(app: Flask) -> None:
    with app.app_context():
        db.session.execute(update(AccountSession).values(confirmed_at=clock.now() - timedelta(minutes=31)))
        db.session.commit()


def use_up(app: Flask, account_id: uuid.UUID, act: LimitedAct, times: int) -> None:
    keeper: Keeper = app.extensions["keeper"]
    with app.app_context():
        for _ in range(times):
            keeper.throttle.take(db.session(), act, Who(account=str(account_id)), clock.now())
        db.session.commit()


def exported(app: Flask) -> list[tuple[uuid.UUID, uuid.UUID | None]]:
    with app.app_context():
        query = select(SecurityEvent.subject_id, SecurityEvent.object_id)
        return [tuple(row) for row in db.session.execute(query.where(SecurityEvent.act == "exported_all"))]  # type: ignore[misc]


class TestThePassword:
    def test_everything_asks_and_comes_back_to_a_page_that_begins_it(self, app: Flask, owner: Browser) -> None:
        grow_old(app)
        asked = owner.get(owner.path(f"{ALL}?from=2026-02-01"))
        assert asked.heading == ASKED
        page = owner.submit(asked, "/confirm", password=PASSWORD)
        assert page.response.request.path == owner.path("exports")
        assert "Your download begins by itself" in page.text
        refresh = page.one("meta[http-equiv=refresh]").attrs["content"]
        begins = refresh.removeprefix("0; url=")
        assert begins == owner.path(f"{ALL}?from=2026-02-01")
        assert page.all(f"a[href='{begins}']")
        answer = owner.get(begins)
        assert (answer.status, answer.headers["Content-Type"]) == (200, "application/zip")

    def test_the_workbook_asks_and_comes_back_to_a_page_that_begins_it(self, app: Flask, owner: Browser) -> None:
        grow_old(app)
        page = owner.submit(owner.get(owner.path("exports/all.xlsx")), "/confirm", password=PASSWORD)
        begins = page.one("meta[http-equiv=refresh]").attrs["content"].removeprefix("0; url=")
        assert begins == owner.path("exports/all.xlsx")
        assert owner.get(begins).headers["Content-Type"].endswith("spreadsheetml.sheet")

    def test_the_bundle_asks_and_comes_back_to_a_page_that_begins_it(self, app: Flask, owner: Browser) -> None:
        grow_old(app)
        page = owner.submit(owner.get(owner.path("exports/all.fhir.json")), "/confirm", password=PASSWORD)
        begins = page.one("meta[http-equiv=refresh]").attrs["content"].removeprefix("0; url=")
        assert begins == owner.path("exports/all.fhir.json")
        assert owner.get(begins).headers["Content-Type"] == "application/fhir+json"

    def test_no_other_word_begins_anything(self, owner: Browser) -> None:
        assert not owner.get(owner.path("exports?begin=entries.csv")).all("meta[http-equiv]")

    def test_nothing_of_the_address_but_the_days_goes_along(self, app: Flask, owner: Browser) -> None:
        grow_old(app)
        asked = owner.get(owner.path(f"{ALL}?_external=1&_scheme=javascript&patient_id=7&to=2026-03-01"), follow=False)
        assert asked.location.startswith("/confirm?next=/patients/")
        for word in ("_external", "_scheme", "javascript", "patient_id"):
            assert word not in asked.location

    def test_the_usual_page_begins_nothing(self, owner: Browser) -> None:
        assert not owner.get(owner.path("exports")).all("meta[http-equiv]")

    def test_a_practitioner_is_asked_too(self, app: Flask, visitor: Browser) -> None:
        grow_old(app)
        assert visitor.get(visitor.path(ALL)).heading == ASKED

    def test_one_file_never_asks(self, app: Flask, owner: Browser, visitor: Browser) -> None:
        grow_old(app)
        for browser in (owner, visitor):
            assert browser.get(browser.path(ONE)).headers["Content-Type"].startswith("text/csv")


class TestTheLimits:
    @pytest.mark.parametrize(
        ("rest", "act", "most"), [(ALL, LimitedAct.EXPORT_ALL, 10), (ONE, LimitedAct.EXPORT_FILE, 120)]
    )
    def test_so_many_in_an_hour(
        self, app: Flask, owner: Browser, person: Person, rest: str, act: LimitedAct, most: int
    ) -> None:
        use_up(app, person.account_id, act, most - 1)
        last = owner.get(owner.path(rest))
        assert last.status == 200
        last.response.close()
        refused = owner.get(owner.path(rest))
        assert refused.status == 429
        assert 3500 < int(refused.headers["Retry-After"]) <= 3600
        assert "many downloads in the last hour. Please wait 60 minutes" in refused.text
        assert refused.headers["Content-Type"].startswith("text/html")

    def test_each_kind_and_each_account_is_counted_apart(self, app: Flask, owner: Browser, person: Person) -> None:
        use_up(app, person.account_id, LimitedAct.EXPORT_ALL, 10)
        assert owner.get(owner.path(ONE)).status == 200
        omar = sign_in(app, make_person(app, "Omar"))
        assert omar.get(omar.path(ALL)).status == 200

    def test_a_practitioners_downloads_are_counted_as_theirs(
        self, app: Flask, owner: Browser, visitor: Browser, person: Person
    ) -> None:
        visitor.get(visitor.path(ALL)).response.close()
        ((subject, record),) = exported(app)
        assert (subject == person.account_id, record) == (False, person.patient_id)
        use_up(app, subject, LimitedAct.EXPORT_ALL, 9)
        assert visitor.get(visitor.path(ALL)).status == 429
        assert owner.get(owner.path(ALL)).status == 200

    def test_asking_for_the_head_counts_nothing(self, app: Flask, owner: Browser) -> None:
        for _ in range(12):
            assert owner.client.head(owner.path(ALL)).status_code == 200
        assert exported(app) == []

    def test_days_that_cannot_be_count_nothing(self, app: Flask, owner: Browser) -> None:
        for _ in range(12):
            assert owner.get(owner.path(f"{ALL}?from=never")).status == 422
        assert exported(app) == []


class TestAtOnce:
    def test_one_of_everything_at_a_time(self, app: Flask, owner: Browser) -> None:
        first = owner.client.get(owner.path(ALL), buffered=False)
        second = owner.get(owner.path(ALL))
        assert (second.status, second.headers["Retry-After"]) == (429, "15")
        assert "A download of everything is under way" in second.text
        assert owner.get(owner.path(ONE)).status == 200
        assert len(exported(app)) == 1
        first.close()
        third = owner.client.get(owner.path(ALL), buffered=False)
        assert third.get_data()
        assert owner.get(owner.path(ALL)).status == 200

    def test_four_in_all(self, app: Flask, owner: Browser) -> None:
        others = [sign_in(app, make_person(app, name)) for name in ("Omar", "Ines", "Karl", "Vera")]
        open_ = [one.client.get(one.path(ALL), buffered=False) for one in others]
        assert [one.status_code for one in open_] == [200] * 4
        refused = owner.get(owner.path(ONE))
        assert refused.status == 429
        assert "Several downloads are under way" in refused.text
        open_[0].close()
        assert owner.get(owner.path(ONE)).status == 200
        for one in open_:
            one.close()

    def test_a_download_that_is_answered_otherwise_ends_as_well(
        self, app: Flask, visitor: Browser, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The look of a practitioner cannot be logged: no file is sent, and none is under way."""
        monkeypatch.setattr("tracker.gate_answers.log_act", refuse)
        for _ in range(6):
            assert visitor.get(visitor.path(ALL)).status == 503

    def test_ending_twice_frees_one_place(self) -> None:
        turns, one = Turns(), uuid.uuid4()
        ends = [turns.take(uuid.uuid4(), whole=False) for _ in range(MOST_AT_ONCE)]
        ends[0]()
        ends[0]()
        turns.take(one, whole=True)
        with pytest.raises(UnderWay):
            turns.take(uuid.uuid4(), whole=False)

    def test_many_who_begin_together(self) -> None:
        turns, taken = Turns(), []
        start = threading.Barrier(16)

        def begin() -> None:
            start.wait()
            try:
                taken.append(turns.take(uuid.uuid4(), whole=True))
            except UnderWay:
                return

        threads = [threading.Thread(target=begin) for _ in range(16)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(taken) == MOST_AT_ONCE


def refuse(*_args: object, **_named: object) -> Any:
    raise OperationalError("INSERT", {}, Exception("attempt to write a readonly database"))


class TestADatabaseThatCannotBeWrittenTo:
    """The copy of one's own record is what is left in need. Source: HIPAA, 45 CFR 164.312(a)(2)(ii)."""

    @pytest.fixture(autouse=True)
    def _is_full(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(Throttle, "take", refuse)

    def test_ones_own_file_comes(self, owner_before: Browser) -> None:
        assert owner_before.get(owner_before.path(ONE)).status == 200

    def test_everything_does_not(self, owner_before: Browser) -> None:
        answer = owner_before.get(owner_before.path(ALL))
        assert (answer.status, answer.headers["Retry-After"]) == (503, "5")

    def test_nor_do_others_files(self, visitor: Browser) -> None:
        assert visitor.get(visitor.path(ONE)).status == 503

    @pytest.fixture
    def owner_before(self, app: Flask, person: Person) -> Browser:
        return sign_in(app, person)
