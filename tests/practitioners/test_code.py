"""The code by which patients find a practitioner: made, changed, switched off, and whom it finds."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from tests.support.pages import Browser, Page
from tests.support.people import Person
from tracker.accounts.models import Account
from tracker.domain.values.codes import PRACTITIONER_LENGTHS, read_code
from tracker.practitioners import services
from tracker.practitioners.services import STATED

URL = "/settings/practitioner"
NOW = datetime(2026, 3, 3, 9, tzinfo=UTC)
SHOWN = re.compile(r"[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}")


@pytest.fixture(autouse=True)
def profile(db_session: Session, li_wen: Person) -> None:
    _state(db_session, li_wen)


def _state(db_session: Session, person: Person) -> None:
    """A profile in which nothing but the name is stated."""
    stated = dict.fromkeys(STATED) | {"name": person.user_name, "kind": "osteopath"}
    services.save_profile(db_session, person.account_id, stated, NOW)
    db_session.commit()


def make(browser: Browser) -> Page:
    return browser.submit(browser.get(URL), f"{URL}/code")


def code_on(page: Page) -> str:
    shown: str = page.one("p.spoken-code").to_text().strip()
    assert SHOWN.fullmatch(shown)
    return shown


def finds(db_session: Session, typed: str) -> str | None:
    db_session.rollback()
    found = services.find_by_code(db_session, read_code(typed, *PRACTITIONER_LENGTHS))
    return None if found is None else found.name


def test_no_code_until_one_is_asked_for(practitioner: Browser) -> None:
    page = practitioner.get(URL)
    assert "You have no code" in page.text
    assert not page.all("p.spoken-code")
    assert not page.all(f"form[action='{URL}/code/end']")


def test_a_code_is_made_shown_and_finds_its_owner_however_it_is_typed(
    practitioner: Browser, li_wen: Person, db_session: Session
) -> None:
    page = make(practitioner)
    assert "This is your new code" in page.text
    code = code_on(page)
    for typed in (code, code.lower(), code.replace("-", " "), code.replace("0", "O").replace("1", "l")):
        assert finds(db_session, typed) == "Li Wen"
    found = services.find_by_code(db_session, read_code(code, *PRACTITIONER_LENGTHS))
    assert found is not None
    assert (found.account_id, found.kind, found.years) == (li_wen.account_id, "osteopath", None)
    assert code_on(practitioner.get(URL)) == code, "it stays until it is changed"


def test_a_new_code_takes_the_place_of_the_old_one_at_once(practitioner: Browser, db_session: Session) -> None:
    old = code_on(make(practitioner))
    new = code_on(make(practitioner))
    assert old != new
    assert finds(db_session, old) is None
    assert finds(db_session, new) == "Li Wen"


def test_a_code_that_is_switched_off_finds_nobody(practitioner: Browser, db_session: Session) -> None:
    code = code_on(make(practitioner))
    page = practitioner.submit(practitioner.get(URL), f"{URL}/code/end")
    assert "Your code is switched off" in page.text
    assert not page.all("p.spoken-code")
    assert finds(db_session, code) is None


def test_no_code_is_found_where_all_are_switched_off(db_session: Session) -> None:
    assert finds(db_session, "0000-0000") is None


@pytest.mark.parametrize("change", [{"disabled_at": NOW}, {"is_practitioner": False}])
def test_who_practises_no_more_is_not_found(
    practitioner: Browser, li_wen: Person, db_session: Session, change: dict[str, object]
) -> None:
    code = code_on(make(practitioner))
    db_session.execute(update(Account).where(Account.id == li_wen.account_id).values(**change))
    db_session.commit()
    assert finds(db_session, code) is None


def test_saving_the_profile_again_leaves_the_code(practitioner: Browser) -> None:
    code = code_on(make(practitioner))
    assert code_on(practitioner.submit(practitioner.get(URL), URL, name="Wen Li")) == code


@pytest.mark.parametrize("act", ["code", "code/end"])
def test_without_a_profile_there_is_nothing_to_make_a_code_for(patient: Browser, person: Person, act: str) -> None:
    page = patient.post(f"{URL}/{act}")
    assert "Please save your profile first" in page.text
    assert not page.all("p.spoken-code")


def test_a_code_that_somebody_has_is_drawn_again(
    practitioner: Browser,
    patient: Browser,
    person: Person,
    db_session: Session,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The database keeps codes apart; the request that drew one that is taken is run again, and draws another."""
    _state(db_session, person)
    drawn = iter([*"0" * 16, *"0" * 16, *"1" * 16])
    _draw(monkeypatch, drawn)
    assert code_on(make(practitioner)) == "0000-0000-0000-0000"
    assert code_on(make(patient)) == "1111-1111-1111-1111"
    assert list(drawn) == []
    assert finds(db_session, "0000-0000-0000-0000") == "Li Wen"


def _draw(monkeypatch: pytest.MonkeyPatch, drawn: Iterator[str]) -> None:
    monkeypatch.setattr(services, "new_code", lambda length, _choose: "".join(next(drawn) for _ in range(length)))


def test_two_never_have_the_same_code(db_session: Session, li_wen: Person, person: Person) -> None:
    _state(db_session, person)
    assert services.change_code(db_session, li_wen.account_id, lambda signs: signs[0]) == "0" * 16
    with pytest.raises(IntegrityError):
        services.change_code(db_session, person.account_id, lambda signs: signs[0])
