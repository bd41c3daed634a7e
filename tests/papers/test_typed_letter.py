"""What is typed on the letter's page goes into its PDF as it was typed, and nowhere else."""

import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete, event, select

from tests.papers.reading import bookmarks, opened, tags, text_of
from tests.papers.test_typeset import MARKUP
from tests.practice.brief_records import Writer
from tests.reports.test_export_limits import use_up
from tests.reports.test_letter import filled
from tests.support import sharing
from tests.support.canaries import NOTE, plant
from tests.support.evening import TODAY
from tests.support.pages import Browser, Page
from tests.support.people import Person, make_person
from tracker.accounts.forms import read_typed
from tracker.accounts.models import AccountSession
from tracker.papers.services import fonts
from tracker.papers.services.blocks import Paper, Section, paragraphs
from tracker.papers.services.typeset import Size, pdf_bytes
from tracker.storage.base import Base
from tracker.throttling.throttles import LimitedAct
from tracker.web.extensions import db

NOW = datetime(2026, 3, 20, 12, tzinfo=UTC)
TYPED: dict[str, Any] = {
    "to": "Dr Canary\r\nSeaside 7\r\n10115 Berlin",
    "sender": "Somebody Canary\r\nborn 4 May 1980",
    "about": "Policy 77-canary",
    "words": "First canary.\r\n\r\nSecond canary,\r\nin two lines.",
}


@pytest.fixture
def write(app: Flask, somebody: Person) -> Writer:
    return Writer(app, somebody.patient_id, TODAY)


def sent(browser: Browser, query: str = "", **typed: str) -> Page:
    return browser.post(browser.path(f"letter.pdf{query}"), typed)


def pdf(page: Page) -> bytes:
    assert (page.status, page.headers["Content-Type"]) == (200, "application/pdf")
    data: bytes = page.response.get_data()
    return data


def lines_drawn(data: bytes) -> int:
    """How many lines to write on: they are the only ones of their colour outside of the table's three."""
    contents: list[Any] = [page.get_contents() for page in opened(data).pages]
    return sum(int(content.get_data().count(b" l\nS")) for content in contents)


def test_what_is_typed_is_in_the_pdf(owner: Browser, write: Writer) -> None:
    filled(write)
    page = owner.submit(owner.get(owner.path("letter")), "letter.pdf", **TYPED)
    data = pdf(page)
    text = text_of(data)
    for said in ("Dr Canary Seaside 7 10115 Berlin", "Somebody Canary born 4 May 1980", "Policy 77-canary"):
        assert said in text, said
    assert "First canary. Second canary, in two lines." in text
    assert "Acupuncture: 3 of 10 planned sessions attended" in text
    assert page.headers["Cache-Control"] == "no-store"
    assert page.headers["Content-Disposition"].startswith("attachment; filename=sciatica-tracker-letter-")


def test_what_is_not_typed_has_room_to_be_written(owner: Browser) -> None:
    page = owner.get(owner.path("letter"))
    empty, full = pdf(owner.submit(page, "letter.pdf")), pdf(owner.submit(page, "letter.pdf", **TYPED))
    part = pdf(owner.submit(page, "letter.pdf", about="Policy 7"))
    assert lines_drawn(empty) == lines_drawn(pdf(owner.get(owner.path("letter.pdf"))))
    assert [lines_drawn(data) - lines_drawn(full) for data in (empty, part)] == [10, 9]
    name = page.one("#letter-sender").to_text().strip()
    assert f"From {name} About" in text_of(empty)


def test_it_is_tagged_as_every_paper_is(owner: Browser) -> None:
    data = pdf(sent(owner, **TYPED))
    root: Any = opened(data).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"].value is True
    assert b"pdfuaid:part" in root["/Metadata"].get_object().get_data()
    assert bookmarks(data)[:4] == ["To", "From", "About", "In your own words"]
    kinds = [kind for kind, _told in tags(data)]
    first = kinds.index("/H1")
    assert kinds[first : first + 9] == ["/H1", "/P", "/H1", "/P", "/H1", "/P", "/H1", "/P", "/P"]


@pytest.mark.parametrize("typed", MARKUP)
def test_no_sign_is_markup(owner: Browser, typed: str) -> None:
    data = pdf(sent(owner, to=typed, sender=typed, about=typed, words=typed))
    assert "".join(text_of(data).split()).count("".join(typed.split())) == 4


def test_a_long_letter_goes_over_pages(owner: Browser) -> None:
    text = "\n\n".join(" ".join(f"word{part}of{number}" for number in range(60)) for part in range(5))
    for paper in Size:
        data = pdf(sent(owner, words=text, paper=paper.value))
        assert len(opened(data).pages) > 1
        assert all(f"word{part}of59" in text_of(data) for part in range(5))


def test_the_paper_and_the_course_are_those_asked_for(owner: Browser, write: Writer) -> None:
    filled(write)
    course = write.course(kind="physiotherapy", started_on=write.ago(60))
    page = owner.get(owner.path(f"letter?course={course}"))
    data = pdf(owner.post(page.form("letter.pdf").action, {"words": "Mine", "paper": "us-letter"}))
    assert [round(float(side)) for side in opened(data).pages[0].mediabox[2:]] == [612, 792]
    assert "Physiotherapy" in text_of(data)
    assert sent(owner, paper="papyrus").status == 200


def direction(text: str) -> tuple[float, float]:
    """Where the first and the last letter of a paragraph begin, from the left."""
    places: list[float] = []
    paper = Paper(title="t", description="d", opening=[], sections=[Section("s", paragraphs(text))], foot="f")
    page = opened(pdf_bytes(paper, Size.A4, "en", NOW)).pages[0]
    page.extract_text(
        visitor_text=lambda said, cm, tm, _font, _size: places.append(cm[4] + tm[4]) if "7" in said else None
    )
    return min(places), max(places)


def test_a_paragraph_is_read_from_the_side_of_its_letters() -> None:
    assert direction("שלום\n7")[0] > direction("Hello\n7")[1] + 200
    assert direction("(1) שלום\n7")[0] > 300
    assert direction("Hello שלום\n7")[1] < 100


def test_what_no_font_has_is_said_and_where_it_still_stands(owner: Browser) -> None:
    text = text_of(pdf(sent(owner, words="走路 every day")))
    if not fonts.known_missing("走"):
        pytest.skip("this machine has a font for it")
    assert "[Chinese characters: 2] every day" in text
    assert "What was typed for this letter alone can be printed from its page." in text
    assert "The diary itself and its files hold them." not in text
    unshown = text_of(pdf(sent(owner, words="a \ue000")))
    assert "can be printed from its page" in unshown


class TestNowhereElse:
    @pytest.fixture
    def statements(self, app: Flask) -> Iterator[list[str]]:
        """What is asked of the database, with its values."""
        found: list[str] = []

        def note(_connection: Any, _cursor: Any, statement: str, values: Any, *_more: Any) -> None:
            found.append(f"{statement} {values!r}")

        with app.app_context():
            engine = db.engine
        event.listen(engine, "before_cursor_execute", note)
        yield found
        event.remove(engine, "before_cursor_execute", note)

    def test_not_in_the_database(self, owner: Browser, statements: list[str], app: Flask) -> None:
        pdf(sent(owner, **TYPED))
        assert statements
        assert not [said for said in statements if "anary" in said]
        writing = {said.split()[1 if said.startswith("UPDATE") else 2] for said in statements if said[:6] in WRITES}
        assert {name.strip('"') for name in writing} <= {"attempt"}, "only the download is counted"
        with app.app_context():
            held = [row for table in Base.metadata.sorted_tables for row in db.session.execute(select(table))]
        assert "anary" not in repr(held)

    def test_not_in_the_log(self, owner: Browser, caplog: pytest.LogCaptureFixture) -> None:
        with caplog.at_level(0):
            pdf(sent(owner, **TYPED))
            sent(owner, words="canary" * 2000)
        assert "anary" not in caplog.text

    def test_not_in_the_address_of_the_page(self, owner: Browser) -> None:
        form = owner.get(owner.path("letter?to=Dr+Canary&words=canary&sender=canary"))
        assert "anary" not in form.body
        assert form.form("letter.pdf").method == "post"
        assert "anary" not in text_of(pdf(owner.get(owner.path("letter.pdf?to=canary&words=canary"))))

    def test_a_form_of_another_page_gets_nothing(self, owner: Browser) -> None:
        assert owner.post(owner.path("letter.pdf"), TYPED, token="another").status == 400


WRITES = {"INSERT", "UPDATE", "DELETE"}


class TestWhatStandsInTheWay:
    """What was typed stays, as with every form."""

    def test_too_long(self, owner: Browser) -> None:
        page = sent(owner, words="w" * 4001, to="Dr Kept\n<b>&")
        assert page.status == 422
        assert page.heading == "Letter to a doctor or an insurer"
        assert "4,000" in page.error_of("letter-words")
        assert page.one("#letter-to").to_text() == "Dr Kept\n<b>&"
        assert page.one("#letter-words").to_text() == "w" * 4001
        assert pdf(owner.submit(page, "letter.pdf", words="shorter"))

    def test_a_sign_that_nobody_can_keep(self, owner: Browser) -> None:
        page = sent(owner, words="a\x00b")
        assert (page.status, bool(page.error_of("letter-words"))) == (422, True)

    def test_too_many_downloads(self, app: Flask, owner: Browser, somebody: Person) -> None:
        use_up(app, somebody.account_id, LimitedAct.EXPORT_FILE, 120)
        page = sent(owner, "?course=x", **TYPED, paper="a4")
        assert (page.status, int(page.headers["Retry-After"]) > 0) == (429, True)
        kept = dict(page.form("letter.pdf").fields())
        assert {name: kept[name].replace("\r\n", "\n") for name in TYPED} == {
            name: text.replace("\r\n", "\n") for name, text in TYPED.items()
        }
        assert kept["paper"] == "a4"
        assert page.form("letter.pdf").action == owner.path("letter.pdf?course=x")

    def test_too_many_at_once(self, app: Flask, owner: Browser, somebody: Person) -> None:
        ends = [app.extensions["export_turns"].take(somebody.account_id, whole=False) for _ in range(4)]
        page = sent(owner, **TYPED)
        for end in ends:
            end()
        assert page.status == 429
        assert pdf(owner.submit(page, "letter.pdf"))

    def test_a_typesetter_that_fails(self, owner: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
        def fails(*_given: object, **_more: object) -> None:
            raise OSError("no memory")

        with monkeypatch.context() as broken:
            broken.setattr(subprocess, "run", fails)
            page = sent(owner, **TYPED)
        assert (page.status, page.headers["Retry-After"]) == (503, "5")
        assert "What you typed is kept on this page." in page.text
        assert "First canary." in text_of(pdf(owner.submit(page, "letter.pdf")))

    def test_a_sign_in_that_ended(self, app: Flask, owner: Browser) -> None:
        page = owner.get(owner.path("letter?course=x"))
        with app.app_context():
            db.session.execute(delete(AccountSession))
            db.session.commit()
        away = owner.submit(page, "letter.pdf", **TYPED)
        assert (away.status, away.heading) == (401, "Please sign in again")
        kept = dict(away.form("/sign-in").fields())
        assert kept["target"] == owner.path("letter.pdf?course=x")
        assert TYPED.items() <= dict(read_typed(kept["typed"])).items()


def test_nothing_is_written_and_no_turn_is_taken(owner: Browser, app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """A letter may take long: nobody who saves waits for it, and it comes where nothing can be saved."""
    monkeypatch.setitem(app.extensions, "take_turn", None)
    monkeypatch.setattr(app.extensions["guard"], "refuses", lambda: "damaged")
    assert pdf(sent(owner, **TYPED))


@pytest.mark.parametrize("notes", [True, False])
def test_somebody_else_types_into_what_is_shared(app: Flask, notes: bool) -> None:
    practitioner, person = sharing.make_practitioner(app), make_person(app, "Rosa")
    hidden = plant(app, person, practitioner).words(NOTE)
    sharing.share(app, person, practitioner, notes=notes)
    browser = sharing.as_practitioner(app, practitioner, person)
    page = browser.get(browser.path("letter"))
    assert page.one("#letter-sender").to_text().strip() == ""
    text = text_of(pdf(browser.submit(page, "letter.pdf", sender="Li Wen\nClinic", words="As seen here")))
    assert "From Li Wen Clinic" in text
    assert "As seen here" in text
    assert "Rosa shares" in text
    assert notes or not [word for word in hidden if word in text]


def test_whoever_may_not_export_types_for_the_printer_alone(app: Flask, somebody: Person, write: Writer) -> None:
    other = sharing.make_practitioner(app, "Other")
    browser = sharing.as_practitioner(app, other, somebody)
    assert sent(browser, **TYPED).status == 404
