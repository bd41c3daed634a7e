"""What is compressed, and above all what is not: no secret stands beside what somebody else has chosen."""

import gzip
from collections.abc import Mapping

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tests.support.pages import Browser, without_ids
from tracker.domain.sharing.access import Action
from tracker.web import compressing, gate
from tracker.web.compressing import hands_out_no_secret, is_plain, squeezed

TAKES = {"Accept-Encoding": "gzip, deflate, br", "Sec-Fetch-Site": "same-origin"}
# Pages on which something stands that lets somebody in, or names whom it was given to.
SECRETS = (
    "accounts.recovery_codes",
    "accounts.authenticator",
    "accounts.factors",
    "accounts.sign_in",
    "accounts.sign_up",
    "calendars.new_calendar",
    "calendars.feed",
    "webhooks.new",
    "tokens.new_program",
    "practitioners.profile",
    "sharing.sharing",
    "sharing.new_link",
    "sharing.invite",
    "sharing.take",
    "sharing.open_link",
)


def _is_compressed(answer: TestResponse) -> bool:
    return answer.headers.get("Content-Encoding") == "gzip"


def _today(
    patient: Browser, rest: str = "today", headers: Mapping[str, str] = TAKES, method: str = "GET"
) -> TestResponse:
    return patient.client.open(patient.path(rest), headers=headers, method=method)


def test_a_page_is_sent_small_and_is_the_same(patient: Browser) -> None:
    small, plain = _today(patient, "medication"), _today(patient, "medication", {})
    assert _is_compressed(small)
    assert not _is_compressed(plain)
    assert len(small.data) * 2 < len(plain.data)
    assert int(small.headers["Content-Length"]) == len(small.data)
    assert {"Accept-Encoding", "Sec-Fetch-Site", "Cookie"} <= set(small.vary) & set(plain.vary)
    mine, other = (without_ids(data.decode()) for data in (gzip.decompress(small.data), plain.data))
    assert mine == other


def test_asking_for_its_head_alone_is_told_the_same(patient: Browser) -> None:
    answer = _today(patient, method="HEAD")
    assert _is_compressed(answer)
    assert answer.data == b""
    assert int(answer.headers["Content-Length"]) > 0


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Accept-Encoding": "gzip"},
        {"Accept-Encoding": "gzip", "Sec-Fetch-Site": "cross-site"},
        {"Accept-Encoding": "gzip", "Sec-Fetch-Site": "same-site"},
        {"Accept-Encoding": "br", "Sec-Fetch-Site": "none"},
        {"Accept-Encoding": "gzip;q=0", "Sec-Fetch-Site": "none"},
    ],
)
def test_it_is_sent_as_it_is_to_whom_nobody_vouches_for(patient: Browser, headers: dict[str, str]) -> None:
    assert not _is_compressed(_today(patient, headers=headers))


def test_what_stands_in_the_address_is_never_compressed_beside_the_page(patient: Browser) -> None:
    assert _is_compressed(_today(patient, "progress?range=1y&reference=1&unit=minutes"))
    assert not _is_compressed(_today(patient, "progress?range=own&from=2020-02-01&to=2020-01-01"))
    assert is_plain([("saved", "0198c0de-0000-7000-8000-000000000000"), ("view", "list")])
    for typed in ("Rosa Luz", "a" * 37, "<b>", "a\n"):
        assert not is_plain([("view", typed)])
    assert not is_plain([("view", "list"), ("q", "heat")])


def test_answers_to_forms_and_refusals_stay_as_they_are(patient: Browser, client: Browser) -> None:
    sent = patient.client.post(patient.path("medication/new"), data={"csrf_token": patient.token()}, headers=TAKES)
    assert sent.status_code == 422
    assert not _is_compressed(sent)
    assert not _is_compressed(_today(patient, "no-such-page"))
    assert not _is_compressed(client.client.get("/sign-in", headers=TAKES))
    assert _is_compressed(client.client.get("/evidence", headers=TAKES))


def test_no_page_that_hands_out_a_secret(app: Flask) -> None:
    named = {name: app.view_functions[name] for name in SECRETS if name in app.view_functions}
    assert len(named) > len(SECRETS) // 2, sorted(set(SECRETS) - set(named))
    assert [name for name, view in named.items() if hands_out_no_secret(view)] == []
    allowed = {name for name, view in app.view_functions.items() if hands_out_no_secret(view)}
    assert not [name for name in allowed if name.startswith(("accounts.", "sharing.open", "sharing.take"))]


def test_a_view_that_says_nothing_of_itself_is_left_alone() -> None:
    assert not hands_out_no_secret(None)
    assert not hands_out_no_secret(lambda: "")
    assert not hands_out_no_secret(gate.record(Action.READ, fresh=True)(lambda: ""))
    assert hands_out_no_secret(gate.record(Action.READ)(lambda: ""))
    assert not {Action.SHARE, Action.EXPORT} & compressing.ACTIONS


def test_the_padding_lengthens_and_nobody_reads_it() -> None:
    body = b"<p>one and the same</p>" * 100
    lengths = {len(squeezed(body, padding)) for padding in range(1, 101)}
    assert len(lengths) == 100
    assert gzip.decompress(squeezed(body, 100)) == body


def test_files_that_browsers_keep_are_compressed_once(client: Browser, app: Flask) -> None:
    address = client.get("/sign-in").all("link[rel=stylesheet]")[0].attrs["href"]
    small, plain = (
        client.client.get(address, headers=TAKES, buffered=True),
        client.client.get(address, headers={}, buffered=True),
    )
    assert _is_compressed(small)
    assert not _is_compressed(plain)
    assert gzip.decompress(small.data) == plain.data
    assert small.mimetype == plain.mimetype == "text/css"
    assert "Accept-Encoding" in small.vary
    assert small.headers["ETag"] != plain.headers["ETag"]
    again = client.client.get(address, headers={**TAKES, "If-None-Match": small.headers["ETag"]}, buffered=True)
    assert again.status_code == 304
    part = client.client.get(address, headers={**TAKES, "Range": "bytes=0-9"}, buffered=True)
    assert part.status_code == 206
    assert part.data == small.data[:10]
    kept = app.extensions["static_compressed"]
    name = address.split("/", 3)[3]
    held = kept[name]
    client.client.get(address, headers=TAKES, buffered=True)
    assert kept[name] is held
    missing = address.rsplit("/", 1)[0] + "/no-such.css"
    assert client.client.get(missing, headers=TAKES, buffered=True).status_code == 404
