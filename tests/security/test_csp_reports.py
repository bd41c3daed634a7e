"""Reports of browsers: one line in the log that names a rule and a page, and nothing that anybody typed."""

import json
import logging
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask

from tests.support.pages import Browser
from tests.support.people import Person
from tracker.web import csp_reports
from tracker.web.csp_reports import MOST_ADDRESSES, MOST_OF_ALL, MOST_OF_ONE_ADDRESS, WINDOW, Few
from tracker.web.headers import REPORTS

NOON = datetime(2026, 3, 3, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _afresh(app: Flask) -> None:
    app.extensions["few_reports"].forget()


def _old(**inside: Any) -> dict[str, Any]:
    return {"csp-report": {"blocked-uri": "inline", "script-sample": "canary", **inside}}


def _send(client: Browser, body: Any, kind: str = "application/csp-report", **options: Any) -> int:
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    return client.client.post(REPORTS, data=data, content_type=kind, **options).status_code


@pytest.fixture
def told(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    caplog.set_level(logging.WARNING, logger="tracker")
    return caplog


def test_both_forms_of_reports_are_one_line_each(
    client: Browser, person: Person, told: pytest.LogCaptureFixture
) -> None:
    page = f"http://localhost/patients/{person.patient_id}/today?note=canary"
    old = _old(**{"document-uri": page, "violated-directive": "script-src-elem 'self' canary"})
    assert _send(client, old) == 204
    new = [
        {"type": "csp-violation", "body": {"documentURL": page, "effectiveDirective": "style-src-attr", "sample": "c"}}
    ]
    assert _send(client, new, "application/reports+json") == 204
    assert told.messages == [
        "csp.report directive=script-src-elem route=dashboard.today",
        "csp.report directive=style-src-attr route=dashboard.today",
    ]


@pytest.mark.parametrize(
    "body",
    [
        _old(**{"document-uri": "http://localhost/canary", "violated-directive": "canary\ncanary"}),
        _old(**{"document-uri": ["canary"], "violated-directive": {"canary": 1}}),
        _old(**{"document-uri": "http://[canary", "violated-directive": "  "}),
        _old(**{"document-uri": "\x00canary\r\n", "effective-directive": "canary"}),
    ],
)
def test_what_is_not_known_is_not_said(client: Browser, told: pytest.LogCaptureFixture, body: Any) -> None:
    assert _send(client, body) == 204
    assert told.messages == ["csp.report directive=unknown route=unknown"]


@pytest.mark.parametrize(
    "body", [b"", b"canary", b"[[[[[[", b"\xff\xfe", b"[" * 10_000, b"null", b"[null, 1, {}]", b'{"csp-report": 1}']
)
def test_what_is_no_report_is_dropped(client: Browser, told: pytest.LogCaptureFixture, body: bytes) -> None:
    assert _send(client, body) == 204
    assert told.messages == []


def test_what_no_browser_sends_is_refused(client: Browser) -> None:
    assert _send(client, _old(), "text/plain") == 415
    assert _send(client, _old(), "application/x-www-form-urlencoded") == 415
    assert _send(client, b"x" * (16 * 1024 + 1)) == 413
    assert client.get(REPORTS).status == 405


def test_a_report_of_another_site_changes_nothing_and_needs_no_token(client: Browser) -> None:
    assert _send(client, _old(), headers={"Sec-Fetch-Site": "cross-site"}) == 204


def test_one_report_of_many_is_a_few_lines(client: Browser, told: pytest.LogCaptureFixture) -> None:
    assert _send(client, [_old()] * 200, "application/reports+json") == 204
    assert len(told.messages) == csp_reports.MOST_AT_ONCE


def test_few_from_one_address(client: Browser, told: pytest.LogCaptureFixture) -> None:
    for _ in range(MOST_OF_ONE_ADDRESS + 5):
        assert _send(client, _old()) == 204
    assert len(told.messages) == MOST_OF_ONE_ADDRESS


def test_few_in_all_and_none_for_ever() -> None:
    few = Few()
    assert [few.lets_through("a", NOON) for _ in range(MOST_OF_ONE_ADDRESS + 1)].count(True) == MOST_OF_ONE_ADDRESS
    assert [few.lets_through(f"b{i}", NOON) for i in range(MOST_OF_ALL)].count(
        True
    ) == MOST_OF_ALL - MOST_OF_ONE_ADDRESS
    assert not few.lets_through("c", NOON + WINDOW - timedelta(seconds=1))
    assert few.lets_through("c", NOON + WINDOW)
    assert few.lets_through("d", NOON - WINDOW), "a clock gone back holds nobody for longer"


def test_addresses_are_not_collected_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csp_reports, "MOST_OF_ALL", MOST_ADDRESSES * 2)
    few = Few()
    through = [few.lets_through(str(i), NOON) for i in range(MOST_ADDRESSES + 5)]
    assert through.count(True) == MOST_ADDRESSES
    assert few.lets_through("0", NOON), "those known go on"
