"""What is said of a share is so: that somebody can see the record now, and what was chosen."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import update

from tests.sharing.doings import CHOICES, code_of, grants_of, look, only_grant
from tests.support.pages import Browser, Page
from tests.support.people import Person, sign_in
from tests.support.sharing import as_practitioner, make_link, make_practitioner, share
from tracker.accounts.models import Account
from tracker.domain.sharing.terms import Reach, ShareTerms, reach_of
from tracker.web.extensions import db
from tracker.wording.sharing import already_words, changed_words, made_words, yes_words

NOW, NOT_YET = "Li Wen can see your record now", "Li Wen cannot see it yet"
AWAY = "Li Wen cannot see it at present"
TODAY = date(2026, 3, 3)
TERMS = ShareTerms(notes=True, others=False, first_day=TODAY, may_record=True, last_day=None)
CHOSEN = (
    "from Tue 3 Mar on, with your notes, without records by other practitioners, may record sessions, "
    "until you stop it."
)


@pytest.fixture(params=[True, False], ids=["a factor is needed", "no factor is needed"])
def app(make_app: Callable[..., Flask], request: pytest.FixtureRequest) -> Flask:
    return make_app(practitioner_factor_required=request.param)


@pytest.fixture
def needed(app: Flask) -> bool:
    return bool(app.extensions["settings"].practitioner_factor_required)


def found(app: Flask, patient: Browser, li: Person, **typed: Any) -> Page:
    page = patient.submit(patient.get(patient.path("sharing/find")), "sharing/find", code=code_of(app, li))
    return patient.submit(page, "sharing/find", **(CHOICES | typed))


def sees(app: Flask, li: Person, person: Person) -> bool:
    browser = as_practitioner(app, li, person)
    return browser.get(browser.path("brief"), follow=False).status == 200


def said_on(page: Page) -> str:
    """What the page says was done."""
    return " ".join(node.to_text() for node in page.all("p.notice-info[role=status]"))


def account(app: Flask, li: Person, **values: Any) -> None:
    with app.app_context():
        db.session.execute(update(Account).where(Account.id == li.account_id).values(**values))
        db.session.commit()


@pytest.mark.parametrize("has_factor", [True, False])
def test_it_is_said_where_it_is_so(
    app: Flask, patient: Browser, person: Person, needed: bool, has_factor: bool
) -> None:
    li = make_practitioner(app, has_factor=has_factor)
    asked = found(app, patient, li, notes="yes")
    waits = needed and not has_factor
    assert ("as soon as you say yes" in asked.text, NOT_YET in asked.text) == (not waits, waits)
    page = patient.submit(asked, "sharing/find")
    told = said_on(page)
    assert (NOW in told, NOT_YET in told) == (not waits, waits)
    assert sees(app, li, person) is not waits
    for word in ("everything", "with your notes", "without records by other practitioners", "may not record sessions"):
        assert word in told
    assert (NOT_YET in page.one("li.person").to_text()) is waits, "it stands in the list as well"


@pytest.mark.parametrize("gone", [{"is_practitioner": False}, {"disabled_at": "now"}])
def test_an_account_that_is_not_in_use_sees_nothing_and_that_is_said(
    app: Flask, patient: Browser, person: Person, gone: dict[str, Any]
) -> None:
    li = make_practitioner(app)
    share(app, person, li)
    values = {name: only_grant(app, person).made_at if value == "now" else value for name, value in gone.items()}
    account(app, li, **values)
    page = patient.get(patient.path("sharing"))
    assert AWAY in page.text
    assert NOW not in page.text


def test_the_factor_added_later_ends_the_waiting(app: Flask, patient: Browser, person: Person) -> None:
    li = make_practitioner(app, has_factor=False)
    share(app, person, li)
    account(app, li, second_factor_since=only_grant(app, person).made_at)
    assert NOT_YET not in patient.get(patient.path("sharing")).text


def test_who_shares_already_is_told_what_is_so_and_not_what_was_typed(
    app: Flask, patient: Browser, person: Person
) -> None:
    li = make_practitioner(app)
    asked = found(app, patient, li, notes="yes", may_record="yes")
    share(app, person, li, notes=False, may_record=False)
    page = patient.submit(asked, "sharing/find")
    told = said_on(page)
    assert "You share with Li Wen already, and nothing was changed" in told
    assert "without your notes" in told
    assert len(grants_of(app, person)) == 1


def test_the_same_yes_sent_twice_is_told_as_done(app: Flask, patient: Browser) -> None:
    asked = found(app, patient, make_practitioner(app))
    for _ in range(2):
        assert NOW in said_on(patient.submit(asked, "sharing/find"))


def test_who_does_not_say_yes_to_a_change_leaves_the_share_as_it_is(
    app: Flask, patient: Browser, person: Person
) -> None:
    """ "Do not share" would say that the share ends by it, or that there is none."""
    li = make_practitioner(app)
    grant_id = share(app, person, li)
    assert no_of(look(patient, f"sharing/grants/{grant_id}")) == "Leave it as it is"
    page = patient.get(patient.path("sharing"))
    assert "but for a page they are looking at just then" in page.text, "which learns of the end when they turn to it"
    patient.submit(page, f"sharing/grants/{grant_id}/end")
    assert no_of(look(patient, f"sharing/grants/{grant_id}")) == "Do not share"


def no_of(asked: Page) -> str:
    [shown, *_hidden] = asked.all(".actions a.button")
    return str(shown.to_text())


def test_a_change_names_what_holds_now(app: Flask, patient: Browser, person: Person) -> None:
    grant_id = share(app, person, make_practitioner(app), notes=False, may_record=False)
    page = patient.submit(look(patient, f"sharing/grants/{grant_id}", notes="yes"), f"sharing/grants/{grant_id}")
    told = said_on(page)
    assert told.strip().startswith("Changed for Li Wen, from now on: everything, with your notes")


@pytest.mark.parametrize("told", ["made", "changed", "already"])
def test_an_address_says_nothing_that_is_not_so(app: Flask, patient: Browser, person: Person, told: str) -> None:
    """A page that was kept or reloaded, after the share has ended."""
    grant_id = share(app, person, make_practitioner(app), ended=True)
    for query in (f"told={told}", f"told={told}&grant={grant_id}", f"told={told}&grant=nothing"):
        assert "Li Wen" not in said_on(patient.get(patient.path(f"sharing?{query}")))


def test_nobody_is_said_to_see_it_where_nobody_does(app: Flask, patient: Browser, person: Person) -> None:
    nobody = "Nobody but you sees your record"
    assert nobody in patient.get(patient.path("sharing")).text
    make_link(app, person)
    page = patient.get(patient.path("sharing"))
    assert (nobody in page.text, "No practitioner sees your record" in page.text) == (False, True)
    assert nobody in patient.submit(page, "/end").text


def test_a_link_names_what_was_chosen(app: Flask, person: Person) -> None:
    owner = sign_in(app, person)
    page = owner.get(owner.path("sharing/links/new"))
    more: dict[str, Any] = {"others": "yes", "first_day": "2026-02-01"}
    made = owner.submit(page, "links/new", label="Dr Meyer", days="7", **more)
    assert [node.to_text() for node in made.all(".terms li")] == [
        "from Sun 1 Feb 2026 on",
        "without your notes",
        "with practitioners’ records of sessions",
        "until it ends after 7 days, or you end it",
    ]


@pytest.mark.parametrize(
    ("practises", "has_factor", "needed", "reach"),
    [
        (True, True, True, Reach.NOW),
        (True, False, False, Reach.NOW),
        (True, False, True, Reach.FACTOR),
        (False, True, False, Reach.AWAY),
        (False, False, True, Reach.AWAY),
    ],
)
def test_who_can_see_what_is_shared(practises: bool, has_factor: bool, needed: bool, reach: Reach) -> None:
    assert reach_of(practises=practises, has_factor=has_factor, factor_needed=needed) is reach


def test_the_words() -> None:
    def said(words: Callable[..., str], reach: Reach) -> str:
        return words("Li Wen", TERMS, reach, today=TODAY)

    assert said(made_words, Reach.NOW).startswith(f"{NOW}: {CHOSEN}")
    for reach, why in ((Reach.FACTOR, NOT_YET), (Reach.AWAY, AWAY)):
        for words in (made_words, already_words, changed_words):
            assert CHOSEN in said(words, reach)
            assert why in said(words, reach)
        assert yes_words("Li Wen", reach).startswith(why)
    assert said(changed_words, Reach.NOW) == f"Changed for Li Wen, from now on: {CHOSEN}"
    assert said(already_words, Reach.NOW).endswith(CHOSEN)
