"""Sessions and guessing: what a copied cookie, a guess, or a question about somebody is worth."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from flask import Flask
from sqlalchemy import event, update

from tests.security.test_headers import check
from tests.support.besieged import NOBODY, OWNER, STRANGER, Besieged
from tests.support.counting import counted_queries
from tests.support.pages import Browser, Page
from tests.support.people import PASSWORD, Person, sign_in
from tracker.accounts.models import Account
from tracker.accounts.services.accounts import Keeper
from tracker.passwords.hashing import Hasher
from tracker.web.extensions import db

pytestmark = pytest.mark.long

WRONG = "not the pass phrase at all"


def test_every_cookie_of_every_form_has_its_flags(besieged: Besieged) -> None:
    given = set()
    for form in besieged.forms:
        if form.method != "POST":
            continue
        besieged.restore()
        typed = {"password": PASSWORD, "new_password": "quite another pass phrase", "user_name": "Rosa"}
        fitting = {name: value for name, value in typed.items() if name in form.kinds}
        response = besieged.sender(form.role).post(form.url, form.filled(**fitting))
        check(response)
        given |= {cookie.partition("=")[0] for cookie in response.headers.getlist("Set-Cookie")}
    check(unkept := Browser(besieged.app).client.get("/shared/unkept.svg"))
    given |= {cookie.partition("=")[0] for cookie in unkept.headers.getlist("Set-Cookie")}
    assert given == {"sid", "form", "step", "share", "known", "unkept"}


@pytest.mark.parametrize(
    ("url", "typed"),
    [
        ("/confirm", {"password": [PASSWORD]}),
        ("/settings/password", {"password": [PASSWORD], "new_password": ["quite another pass phrase"]}),
        ("/settings/recovery-codes", {"password": [PASSWORD]}),
    ],
)
def test_a_copied_cookie_is_worth_nothing_after_the_password_was_given_again(
    besieged: Besieged, url: str, typed: dict[str, list[str]]
) -> None:
    copied, sender = besieged.client(OWNER), besieged.sender(OWNER)
    assert copied.get("/settings").status_code == 200
    assert sender.post(url, typed).status_code in {200, 303}
    assert sender.client.get("/settings").status_code == 200
    assert copied.get("/settings").status_code == 302


def test_a_copied_cookie_is_worth_nothing_after_signing_out(besieged: Besieged) -> None:
    copied, sender = besieged.client(OWNER), besieged.sender(OWNER)
    response = sender.post("/sign-out", {})
    assert response.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert copied.get("/settings").status_code == 302
    assert copied.get(f"/patients/{besieged.rosa.patient_id}/today").status_code == 302


def test_a_session_goes_on_while_others_guess_and_the_count_outlives_the_server(
    make_app: Callable[..., Flask], person: Person
) -> None:
    """Ten guesses at one server, the eleventh at one that was started afterwards; the owner comes from elsewhere."""
    first = make_app()
    _give_password(first)
    owner, guesser = sign_in(first, person), Browser(first)
    token = guesser.token()
    for _ in range(10):
        page = guesser.post("/sign-in", {"user_name": "Rosa", "password": WRONG}, token=token)
        assert page.status == 422
    again = make_app()
    typed = {"user_name": "Rosa", "password": PASSWORD}
    page = Browser(again).post("/sign-in", typed)
    assert page.status == 429
    assert 1 <= int(page.headers["Retry-After"]) <= 300
    elsewhere = {"REMOTE_ADDR": "198.51.100.7"}
    assert Browser(again).post("/sign-in", typed, environ_base=elsewhere, follow=False).status == 303
    assert owner.get(owner.path("today")).status == 200
    assert sign_in(again, person).post(owner.path("questions"), {"text": "still here"}).status < 429


def _give_password(app: Flask) -> None:
    keeper: Keeper = app.extensions["keeper"]
    with app.app_context():
        db.session.execute(update(Account).values(password_hash=keeper.hasher.hash(PASSWORD)))
        db.session.commit()


class Work:
    """What an answer cost: passwords hashed, statements by their first words, and waits for the disk."""

    def __init__(self) -> None:
        self.hashes = 0
        self.commits = 0
        self.statements: list[str] = []

    @property
    def reads(self) -> int:
        return self.statements.count("SELECT")

    @property
    def writes(self) -> int:
        return sum(self.statements.count(word) for word in ("INSERT", "UPDATE", "DELETE"))

    def note_commit(self, _connection: object) -> None:
        self.commits += 1


@contextmanager
def counted(app: Flask) -> Iterator[Work]:
    work = Work()
    with pytest.MonkeyPatch.context() as patch, counted_queries(app) as statements:
        for name in ("hash", "matches"):
            patch.setattr(Hasher, name, _counting(getattr(Hasher, name), work))
        with app.app_context():
            event.listen(db.engine, "commit", work.note_commit)
            yield work
            event.remove(db.engine, "commit", work.note_commit)
    work.statements = [statement.partition(" ")[0] for statement in statements]


def _counting(method: Callable[..., object], work: Work) -> Callable[..., object]:
    def called(*args: object) -> object:
        work.hashes += 1
        return method(*args)

    return called


QUESTIONS: dict[str, tuple[str, str, dict[str, str], dict[str, str]]] = {
    "signing in": (NOBODY, "/sign-in", {"user_name": "Rosa", "password": WRONG}, {"user_name": "Xaver"}),
    "signing in, with a factor": (
        NOBODY,
        "/sign-in",
        {"user_name": "Noor", "password": WRONG},
        {"user_name": "Xaver"},
    ),
    "recovering": (
        NOBODY,
        "/recover",
        {"user_name": "Rosa", "code": "0000-0000-0000-0000", "new_password": "quite another pass phrase"},
        {"user_name": "Xaver"},
    ),
    "a code of a patient": (STRANGER, "/take", {"code": "7777-7777-7777"}, {"code": "8888-8888-8888"}),
}


def _told(page: Page, typed: dict[str, str]) -> tuple[int, str, str]:
    text = page.text
    for value in typed.values():
        text = text.replace(value, "")
    return page.status, text, page.location


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_answer_is_the_same_for_known_and_unknown(besieged: Besieged, question: str) -> None:
    """Its status, its words, and the work it takes; the time itself is measured by hand."""
    role, url, known, changed = QUESTIONS[question]
    unknown = known | changed
    answers, works = [], []
    for typed in (known, unknown):
        besieged.restore()
        sender = besieged.sender(role)
        with counted(besieged.app) as work:
            page = Page(sender.post(url, {name: [value] for name, value in typed.items()}))
        answers.append(_told(page, typed))
        works.append(work)
    assert answers[0] == answers[1]
    assert works[0].hashes == works[1].hashes
    assert works[0].commits == works[1].commits
    assert works[0].writes == works[1].writes, [work.statements for work in works]
    assert abs(works[0].reads - works[1].reads) <= 1, "no more than the last line of a log, found by its key"


def test_links_that_are_none_look_alike(besieged: Besieged) -> None:
    """Unknown, malformed, and one whose record is gone: the same missing page."""
    client = besieged.client(NOBODY)
    bodies = {client.get(f"/s/{secret}").get_data() for secret in ("A" * 43, "short", "B" * 43, "%00", "A" * 400)}
    assert len(bodies) == 1
    known = client.get(f"/s/{besieged.secrets['link']}")
    assert known.status_code == 200
