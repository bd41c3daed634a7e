"""One line an event, in UTC, whoever logs it: no words of people, no addresses, no second line."""

import io
import logging
import re
import sys
from collections.abc import Callable, Iterator

import pytest
from flask import Flask

from tests.support.pages import Browser
from tests.support.people import Person, make_person, sign_in
from tracker.web import logs
from tracker.web.log_scrubbing import NoAddresses, in_one_line, place_of

LINE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z (INFO|WARNING|ERROR) ")


@pytest.fixture
def lines() -> Iterator[Callable[[], list[str]]]:
    """The log as a server writes it; the loggers are as before afterwards."""
    names = (*logs.OURS, *logs.SERVERS, logs.TOO_TALKATIVE)
    before = {name: (logging.getLogger(name).handlers[:], logging.getLogger(name).level) for name in names}
    stream = io.StringIO()
    logs.set_up(stream)
    logs.set_up(stream)
    yield lambda: stream.getvalue().splitlines()
    for name, (handlers, level) in before.items():
        logger = logging.getLogger(name)
        logger.handlers = handlers
        logger.setLevel(level)
        for kept in [kept for kept in logger.filters if isinstance(kept, NoAddresses)]:
            logger.removeFilter(kept)


@pytest.mark.parametrize("name", ["tracker", "tracker.operations.backup", "waitress", "waitress.other"])
def test_a_line_says_when_and_what_and_is_there_once(lines: Callable[[], list[str]], name: str) -> None:
    logging.getLogger(name).warning("something.happened count=%d", 3)
    assert len(lines()) == 1
    assert LINE.match(lines()[0])
    assert lines()[0].endswith("WARNING something.happened count=3")


def test_a_request_that_waits_for_a_thread_writes_no_line(lines: Callable[[], list[str]]) -> None:
    logging.getLogger("waitress.queue").warning("Task queue depth is %d", 24)
    assert lines() == []


@pytest.mark.parametrize(
    "value",
    ["a\nb", "a\r\nERROR forged", "a\x00b", "a\x1b[31mb", "a\u2028b", "a\u202eb", "a\x85b", "a\x0bb", "\ud800"],
)
def test_no_value_begins_a_line_or_turns_one_round(
    lines: Callable[[], list[str]], value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logging.getLogger("tracker"), "propagate", False)  # reports of tests cannot carry half a letter
    logging.getLogger("tracker").error("event value=%s", value)
    written = "\n".join(lines())
    assert len(lines()) == 1
    assert written.isprintable()
    assert written.isascii()


def test_what_can_be_read_stays() -> None:
    assert in_one_line("Grüße, 3 × 4 = 12") == "Grüße, 3 × 4 = 12"


def test_of_an_exception_its_kind_and_place_alone(lines: Callable[[], list[str]]) -> None:
    try:
        int("canary words of a person")
    except ValueError:
        logging.getLogger("waitress").exception("Exception while serving %s", "/s/canary")
        place = place_of(sys.exc_info()[2])
    assert "canary" not in lines()[0]
    assert lines()[0].endswith(f"Exception while serving a page kind=ValueError at={place}")
    assert re.fullmatch(r"web/test_logs\.py:\d+", place)
    assert place_of(None) == "nowhere"


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("Error handling request GET /s/canary", "Error handling request of a page"),
        ("Error handling request /s/canary", "Error handling request of a page"),
        ("Invalid request from ip=::1: line 'GET /s/canary'", "Invalid request from ip=::1:"),
        ("GET /patients/canary", "GET a page"),
        ("it was /s/canary, or so", "it was /s/*** or so"),
        ("it was /h/files/canary, or so", "it was /h/*** or so"),
        ("Worker exiting (pid: 3)", "Worker exiting (pid: 3)"),
    ],
)
def test_gunicorn_names_no_address(
    lines: Callable[[], list[str]], caplog: pytest.LogCaptureFixture, said: str, kept: str
) -> None:
    assert lines() == []
    logging.getLogger("gunicorn.error").error(said)
    assert caplog.messages == [kept]


@pytest.fixture
def refused(app: Flask, caplog: pytest.LogCaptureFixture) -> Callable[[], list[str]]:
    assert app
    return lambda: [line for line in caplog.messages if line.startswith("access.refused")]


def test_whoever_is_refused_a_record_is_in_the_log_by_id(
    app: Flask, patient: Browser, person: Person, refused: Callable[[], list[str]]
) -> None:
    other = make_person(app, "Olga")
    assert patient.get(f"/patients/{other.patient_id}/today").status == 404
    assert refused() == [
        f"access.refused status=404 route=dashboard.today account={person.account_id} record={other.patient_id}"
    ]
    assert sign_in(app, other).get(f"/patients/{other.patient_id}/today").status == 200
    assert len(refused()) == 1


def test_a_secret_that_opens_nothing_is_not_in_the_log(client: Browser, refused: Callable[[], list[str]]) -> None:
    assert client.get("/s/canarycanarycanarycanarycanarycanarycanary1").status == 404
    assert client.get("/no/such/page").status == 404
    assert refused() == ["access.refused status=404 route=sharing.open_link account=None record=None"]


def test_a_form_of_nobody_is_refused_and_logged(
    client: Browser, person: Person, refused: Callable[[], list[str]]
) -> None:
    answer = client.post(f"/patients/{person.patient_id}/episode", {"note": "canary"})
    assert answer.status == 401
    assert refused() == [f"access.refused status=401 route=patients.episode account=None record={person.patient_id}"]


def test_a_form_with_anothers_token_is_in_the_log(patient: Browser, caplog: pytest.LogCaptureFixture) -> None:
    assert patient.post(patient.path("episode"), {"note": "canary"}, token="canary").status == 400
    assert caplog.messages == ["form.refused route=patients.episode"]
