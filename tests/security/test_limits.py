"""What a stranger in one network can do by the limits to somebody in another, and what they cannot: line by line.

The table of docs/security.md is read here: its figures are those of the code, and each of its lines has a proof.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from threading import Barrier
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import select, update

from tests.accounts.members import NEW_PASSWORD, give_password, with_password
from tests.imports.support import upload
from tests.manifests.readers import Reader, shlink_of
from tests.manifests.readers import new_link as new_health_link
from tests.security.limits_of_channels import browsers, mail_links
from tests.security.town import (
    MISSING,
    NEVER_SEEN,
    OK,
    OWNERS,
    SEE_OTHER,
    STRANGERS,
    TOO_MANY,
    UNFIT,
    UNKNOWN,
    WRONG,
    WRONG_CODE,
    Town,
    until_refused,
)
from tests.sharing.doings import code_of, invite
from tests.sharing.openers import PASSPHRASE, Opener, address_of, new_link
from tests.support.factors import give_code
from tests.support.limits import NAMES, cells, table
from tests.support.pages import Browser, Page
from tests.support.people import PASSWORD, Person, make_person, sign_in
from tests.support.programs import Program, new_token
from tests.support.sharing import make_practitioner
from tracker.accounts.services import hosting
from tracker.accounts.services.accounts import find_by_name
from tracker.audit.models import SecurityEvent
from tracker.passwords.hashing import Hasher
from tracker.practitioners.models import PractitionerProfile
from tracker.sharing.models import ShareLink
from tracker.throttling.limits import RULES, LimitedAct, Scope
from tracker.throttling.throttles import Throttle, Who
from tracker.web import clock
from tracker.web.extensions import db


@pytest.fixture
def town(app: Flask) -> Town:
    return Town(app, with_password(app, make_person(app, "Rosa")))


def _passwords(town: Town) -> None:
    refused = until_refused(lambda: give_password(town.browser(STRANGERS), "Rosa", WRONG))
    assert "A passkey needs no waiting, nor does a recovery code" in refused.text
    assert town.enter(STRANGERS) == TOO_MANY, "can: keep out who comes from there for the first time"
    assert town.enter(OWNERS) == SEE_OTHER
    town.many(LimitedAct.SIGN_IN, "rosa")
    assert town.enter(NEVER_SEEN) == SEE_OTHER, "the slow lane"
    known = town.known(STRANGERS)
    assert give_password(known, "Rosa", WRONG).status == UNFIT
    assert give_password(known, "Rosa", PASSWORD).status == SEE_OTHER, "a known browser, even in the stranger's network"
    for _ in range(9):
        assert town.enter(OWNERS, WRONG) == UNFIT, "a known place"
    assert town.enter(OWNERS) == SEE_OTHER


def _once_more(town: Town) -> None:
    thief, owner = sign_in(town.app, town.rosa.person), sign_in(town.app, town.rosa.person)
    page = partial(thief.get, "/confirm")
    refused = until_refused(lambda: thief.submit(page(), "/confirm", follow=False, password=WRONG))
    assert "passkey" not in refused.text, "this account has none"
    assert owner.submit(owner.get("/confirm"), "/confirm", follow=False, password=PASSWORD).status == SEE_OTHER


def _asked(town: Town, come_from: str, browser: Browser | None = None) -> tuple[Browser, Page]:
    return town.guarded.asked(browser or town.browser(come_from))


def _app_codes(town: Town) -> None:
    known = town.known(STRANGERS)
    town.has_lived_at("198.51.100.0/24")
    browser, page = _asked(town, STRANGERS)
    refused = until_refused(lambda: give_code(browser, page, "000000"))
    assert "A recovery code that is right needs no waiting. Nor do two codes of your app" in refused.text
    assert "passkey" not in refused.text, "this account has none"
    town.many(LimitedAct.SECOND_FACTOR, str(town.rosa.person.account_id))
    browser, page = _asked(town, NEVER_SEEN)
    assert give_code(browser, page, "000000").status == TOO_MANY, "can: close codes to what is not known"
    assert give_code(browser, page, town.guarded.codes[0], field="recovery_code").status == SEE_OTHER
    for one in (known, town.browser(OWNERS)):
        browser, page = _asked(town, "", one)
        assert give_code(browser, page, "000000").status == UNFIT
    assert give_code(browser, page, town.guarded.phone.code()).status == SEE_OTHER


def _two_codes(town: Town) -> None:
    phone, now = town.guarded.phone, clock.now()
    town.many(LimitedAct.SECOND_FACTOR, str(town.rosa.person.account_id))
    browser, page = _asked(town, STRANGERS)
    until_refused(lambda: give_code(browser, page, "000000 000000"))
    two = f"{phone.code_at(now)} {phone.code_at(now + timedelta(seconds=30))}"
    assert give_code(browser, page, two).status == TOO_MANY, "can: in their own network"
    browser, page = _asked(town, NEVER_SEEN)
    assert give_code(browser, page, "000000").status == TOO_MANY
    assert give_code(browser, page, two).status == SEE_OTHER


def _recover(town: Town, come_from: str, code: str, **typed: str) -> Page:
    browser = town.browser(come_from)
    form = {"user_name": "Rosa", "code": code, "new_password": NEW_PASSWORD, **typed}
    return browser.submit(browser.get("/recover"), "/recover", follow=False, **form)


def _app_codes_recovering(town: Town) -> None:
    code = town.guarded.codes[0]
    town.many(LimitedAct.SECOND_FACTOR, str(town.rosa.person.account_id))
    assert _recover(town, NEVER_SEEN, code, app_code="000000").status == UNFIT
    until_refused(lambda: _recover(town, STRANGERS, code, app_code="000000"))
    answer = _recover(town, NEVER_SEEN, code, app_code=town.guarded.phone.code())
    assert answer.status == SEE_OTHER


def _recovery_codes(town: Town) -> None:
    refused = until_refused(lambda: _recover(town, STRANGERS, WRONG_CODE))
    assert "A recovery code that is right needs no waiting" in refused.text
    with town.app.app_context():
        hosts = hosting.make_recovery_code(db.session(), "Rosa", clock.now())
        db.session.commit()
    assert _recover(town, OWNERS, WRONG_CODE).status == UNFIT
    assert _recover(town, STRANGERS, hosts).status == SEE_OTHER, "in the stranger's own network"


def _challenges(town: Town) -> None:
    begin = "/sign-in/passkey/begin"
    stranger = town.browser(STRANGERS)
    token = stranger.token()
    until_refused(lambda: stranger.post(begin, token=token, follow=False))
    assert town.browser(STRANGERS).post(begin, follow=False).status == TOO_MANY, "can: keep new browsers there from it"
    assert town.browser(OWNERS).post(begin, follow=False).status == OK
    assert town.known(STRANGERS).post(begin, follow=False).status == OK


def _sign_up(browser: Browser, name: str) -> Page:
    typed = {"id": str(uuid4()), "user_name": name, "new_password": PASSWORD, "role": "patient", "time_zone": "UTC"}
    return browser.post("/sign-up", typed, follow=False)


def _signing_up(town: Town) -> None:
    numbers = iter(range(1000))
    until_refused(lambda: _sign_up(town.browser(STRANGERS), f"person {next(numbers)}"))
    refused = _sign_up(town.browser(STRANGERS), "omar")
    assert refused.status == TOO_MANY, "can: close it in that network for an hour"
    assert "Others may have signed up from the same network" in refused.text, "whoever tried once did not try too often"
    town.many(LimitedAct.SIGN_UP, "")
    assert _sign_up(town.browser(OWNERS), "omar").status == OK, "the slow lane"
    assert _sign_up(town.browser(OWNERS), "ines").status == TOO_MANY


def _looking_up(town: Town) -> None:
    until_refused(lambda: _sign_up(town.browser(STRANGERS), "Rosa"))
    assert _sign_up(town.browser(STRANGERS), "omar").status == TOO_MANY
    assert _sign_up(town.browser(OWNERS), "omar").status == OK


def _practising(town: Town, name: str, come_from: str) -> tuple[Person, Browser]:
    person = make_practitioner(town.app, name)
    browser = sign_in(town.app, person)
    browser.client.environ_base["REMOTE_ADDR"] = come_from
    return person, browser


def _invitations(town: Town) -> None:
    patient = sign_in(town.app, town.rosa.person)
    _, code = invite(patient)
    _, stranger = _practising(town, "Li Wen", STRANGERS)
    _, taker = _practising(town, "Karl", STRANGERS)
    until_refused(lambda: stranger.get("/take/0000-0000-0000-0000"))
    for browser in (stranger, taker):
        assert browser.get(f"/take/{code}").status == OK, "in the stranger's network, and by the stranger's account"
    assert taker.get("/take/0000-0000-0000-0000").status == UNFIT


def _practitioners_codes(town: Town) -> None:
    li_wen = make_practitioner(town.app, "Li Wen")
    code = code_of(town.app, li_wen)
    stranger = sign_in(town.app, make_person(town.app, "Omar"))
    rosa = sign_in(town.app, town.rosa.person)

    def find(browser: Browser, typed: str) -> int:
        return browser.post(browser.path("sharing/find"), {"code": typed}, follow=False).status

    until_refused(lambda: stranger.post(stranger.path("sharing/find"), {"code": "0000-0000"}))
    assert (find(rosa, "0000-0000"), find(rosa, code), find(stranger, code)) == (UNFIT, OK, OK)
    with town.app.app_context():
        db.session.execute(update(PractitionerProfile).values(code=code[:8]))
        db.session.commit()
    assert (find(rosa, code[:8]), find(stranger, code[:8])) == (OK, TOO_MANY), "an older one can be guessed"


def _links(town: Town) -> None:
    address = address_of(new_link(sign_in(town.app, town.rosa.person)))
    stranger = Opener(town.app, come_from=STRANGERS)
    until_refused(lambda: stranger.get("/s/" + "x" * 43))
    assert Opener(town.app, come_from=OWNERS).get("/s/" + "x" * 43).status == MISSING
    assert Opener(town.app, come_from=STRANGERS).open(address).status == SEE_OTHER


def _tokens(town: Town) -> None:
    _, secret = new_token(town.app, town.rosa.person)

    def ask(come_from: str, token: str) -> int:
        return Program(town.app, token).get("/me", environ_overrides={"REMOTE_ADDR": come_from}).status_code

    unknown = "stk_" + "x" * 43
    tries = RULES[LimitedAct.OPEN_TOKEN].lane[Scope.ADDRESS][0].count
    assert {ask(STRANGERS, unknown) for _ in range(tries)} == {UNKNOWN}
    assert ask(STRANGERS, unknown) == TOO_MANY
    assert ask(STRANGERS, "stk_" + "y" * 43) == TOO_MANY, "can: for any token there that is none"
    assert ask(OWNERS, unknown) == UNKNOWN
    assert ask(STRANGERS, secret) == OK, "a token that lives, even in the stranger's network"


def _health_links(town: Town) -> None:
    rosa = sign_in(town.app, town.rosa.person)
    known, other = (shlink_of(new_health_link(rosa, holds="fhir")) for _ in range(2))
    stranger = Reader(town.app, known, come_from=STRANGERS)
    assert [stranger.ask().status_code for _ in range(11)] == [OK] * 10 + [TOO_MANY]
    assert Reader(town.app, known, come_from=OWNERS).ask().status_code == TOO_MANY, "with the address, its holders wait"
    assert Reader(town.app, other, come_from=STRANGERS).ask().status_code == OK, "without it, nobody does"
    locked = shlink_of(new_health_link(rosa, new_password="482913"))
    guesses = [
        Reader(town.app, locked, come_from=STRANGERS).ask(passcode=f"00000{one}").status_code for one in range(6)
    ]
    assert guesses == [401] * 5 + [MISSING]


def _passphrases(town: Town) -> None:
    address = address_of(new_link(sign_in(town.app, town.rosa.person), new_password=PASSPHRASE))

    def give(opener: Opener, passphrase: str) -> Page:
        opener.open(address)
        return opener.submit(opener.get("/shared"), "/shared", follow=False, password=passphrase)

    known = Opener(town.app, come_from=OWNERS)
    assert give(known, PASSPHRASE).status == SEE_OTHER
    until_refused(lambda: give(Opener(town.app, come_from=STRANGERS), WRONG))
    with town.app.app_context():
        link_id = db.session.execute(select(ShareLink.id)).scalar_one()
    town.many(LimitedAct.LINK_PASSPHRASE, str(link_id))
    new = Opener(town.app, come_from=NEVER_SEEN)
    assert give(new, WRONG).status == UNFIT, "one try an hour"
    assert give(new, PASSPHRASE).status == TOO_MANY
    known.client.environ_base["REMOTE_ADDR"] = STRANGERS
    assert give(known, PASSPHRASE).status == SEE_OTHER, "a browser that was let in before"


def _downloads(act: LimitedAct, town: Town) -> None:
    omar = make_person(town.app, "Omar")
    throttle: Throttle = town.app.extensions["keeper"].throttle
    with town.app.app_context():
        for _ in range(RULES[act].lane[Scope.ACCOUNT][0].count):
            throttle.take(db.session(), act, Who(account=str(omar.account_id)), clock.now())
        db.session.commit()
    name = "entries.csv" if act is LimitedAct.EXPORT_FILE else "all.zip"
    for person, status in ((omar, TOO_MANY), (town.rosa.person, OK)):
        browser = sign_in(town.app, person)
        assert browser.get(browser.path(f"exports/{name}")).status == status


def _bringing(town: Town) -> None:
    omar = sign_in(town.app, make_person(town.app, "Omar"))
    sent = [
        upload(omar, b"x", follow=False).status
        for _ in range(RULES[LimitedAct.BRING_FILE].lane[Scope.ACCOUNT][0].count)
    ]
    assert set(sent) == {SEE_OTHER}
    assert upload(omar, b"x", follow=False).status == TOO_MANY
    assert upload(sign_in(town.app, town.rosa.person), b"x", follow=False).status == SEE_OTHER


def _webhooks(town: Town) -> None:
    new = "/settings/webhooks/new"

    def add(browser: Browser) -> Page:
        typed = {"label": "My home", "address": "https://home.example.org/hooks", "event_types": ["entry.saved"]}
        return browser.submit(browser.get(new), new, follow=False, **typed)

    omar, rosa = sign_in(town.app, make_person(town.app, "Omar")), sign_in(town.app, town.rosa.person)
    assert add(omar).status == OK
    listed = omar.get("/settings/webhooks")
    tests = RULES[LimitedAct.TRY_WEBHOOK].lane[Scope.ACCOUNT][0].count - 1
    assert {omar.submit(listed, "/test", follow=False).status for _ in range(tests)} == {SEE_OTHER}
    assert omar.submit(listed, "/test", follow=False).status == TOO_MANY
    assert add(omar).status == TOO_MANY, "they are counted together"
    assert add(rosa).status == OK
    assert rosa.submit(rosa.get("/settings/webhooks"), "/test", follow=False).status == SEE_OTHER
    stranger = town.browser(STRANGERS)
    statuses = {stranger.post(new, follow=False).status for _ in range(tests + 2)}
    assert statuses == {UNKNOWN}, "whoever is not signed in counts nothing"


def _telling(town: Town) -> None:
    for _ in range(3):
        until_refused(lambda: give_password(town.browser(STRANGERS), "Rosa", WRONG))
    with town.app.app_context():
        account = find_by_name(db.session(), "Rosa")
        assert account is not None
        told = select(SecurityEvent.act).where(SecurityEvent.subject_id == account.id)
        assert list(db.session.execute(told).scalars()).count("sign_in_throttled") == 1


PROOFS: dict[LimitedAct, Callable[[Town], None]] = {
    LimitedAct.SIGN_IN: _passwords,
    LimitedAct.CONFIRM: _once_more,
    LimitedAct.RECOVER: _recovery_codes,
    LimitedAct.SECOND_FACTOR: _app_codes,
    LimitedAct.RECOVER_FACTOR: _app_codes_recovering,
    LimitedAct.TWO_CODES: _two_codes,
    LimitedAct.PASSKEY: _challenges,
    LimitedAct.SIGN_UP: _signing_up,
    LimitedAct.LOOK_UP_NAME: _looking_up,
    LimitedAct.TAKE_CODE: _invitations,
    LimitedAct.FIND_PRACTITIONER: _practitioners_codes,
    LimitedAct.OPEN_LINK: _links,
    LimitedAct.LINK_PASSPHRASE: _passphrases,
    LimitedAct.OPEN_TOKEN: _tokens,
    LimitedAct.OPEN_HEALTH_LINK: _health_links,
    LimitedAct.BRING_FILE: _bringing,
    LimitedAct.TRY_WEBHOOK: _webhooks,
    LimitedAct.TRY_BROWSER: browsers,
    LimitedAct.MAIL_LINK: mail_links,
    LimitedAct.EXPORT_FILE: partial(_downloads, LimitedAct.EXPORT_FILE),
    LimitedAct.EXPORT_ALL: partial(_downloads, LimitedAct.EXPORT_ALL),
    LimitedAct.TELL_OF_THROTTLED: _telling,
}


def test_the_figures_that_are_written_down_are_those_of_the_code() -> None:
    assert table("| Act | One account from one network |") == [cells(act) for act in RULES]


def test_each_line_says_what_a_stranger_can_and_cannot_and_has_a_proof() -> None:
    lines = table("| Act | A stranger can |")
    assert [line[0] for line in lines] == [NAMES[act] for act in RULES]
    assert all(len(line) == 3 and all(line) for line in lines)
    assert set(PROOFS) == set(RULES) == set(LimitedAct)


@pytest.mark.wide
@pytest.mark.parametrize("act", RULES)
def test_what_a_stranger_in_another_network_can_do_and_cannot(town: Town, act: LimitedAct) -> None:
    PROOFS[act](town)


AT_ONCE = 20


def test_twenty_right_ones_at_once_from_one_address_are_all_let_in(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """All of them are under way before the first is judged."""
    all_there = Barrier(AT_ONCE, timeout=60)
    real = Hasher.matches

    def matches(*args: object, **named: object) -> bool:
        all_there.wait()
        return real(*args, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(Hasher, "matches", matches)
    with ThreadPoolExecutor(AT_ONCE) as at_once:
        statuses = list(at_once.map(lambda _number: town.enter(STRANGERS), range(AT_ONCE)))
    assert statuses == [SEE_OTHER] * AT_ONCE


def test_where_everybody_comes_from_one_address_a_stranger_keeps_nobody_out_who_was_in_before(town: Town) -> None:
    """As with HTTPS and no proxy believed: every request has the proxy's address."""
    proxy = "127.0.0.1"
    known = town.known(proxy)
    for name in ("Rosa", *(f"name {number}" for number in range(70))):
        while give_password(town.browser(proxy), name, WRONG).status == UNFIT and name == "Rosa":
            pass
    assert town.enter(proxy) == TOO_MANY
    assert give_password(known, "Rosa", PASSWORD).status == SEE_OTHER
