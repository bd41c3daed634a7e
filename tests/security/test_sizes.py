"""How much may be sent: to strangers' doors as much as an ordinary form, to everybody else's what the form can hold."""

import math
import re
import unicodedata
from collections import defaultdict
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from flask import g, request
from werkzeug.exceptions import BadRequest

from tests.support.besieged import NOBODY, OWNER, PRACTITIONER, Besieged
from tests.support.pages import Page
from tracker.configuration.settings import Settings
from tracker.domain.brief.questions import QUESTION_LENGTH
from tracker.domain.limits import NOTE_LENGTH
from tracker.domain.values import text
from tracker.web import errors, limits, sizes
from tracker.web.forms import BaseForm

ROOT = Path(__file__).parents[2]
KIND = {"content_type": limits.FIELDS}
TOO_LONG = 413
WIDEST_COMPOSED = 12  # bytes of one character beyond the first plane, percent-encoded


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The sizes of the bodies that were parsed."""
    seen: list[int] = []
    real = limits.CountingParser.parse

    def noting(self: Any, stream: Any, mimetype: str, content_length: int | None, options: Any = None) -> Any:
        seen.append(content_length or 0)
        return real(self, stream, mimetype, content_length, options)

    monkeypatch.setattr(limits.CountingParser, "parse", noting)
    return seen


def body_of(size: int) -> bytes:
    return b"note=".ljust(size, b"x")


@pytest.mark.parametrize(
    "path", ["/sign-in", "/sign-up", "/recover", "/patients/{patient}/episode", "/settings", "/nowhere"]
)
def test_strangers_send_as_much_as_an_ordinary_form(besieged: Besieged, parsed: list[int], path: str) -> None:
    url = path.format(patient=besieged.rosa.patient_id)
    client = besieged.client(NOBODY)
    assert client.post(url, data=body_of(limits.MOST_OF_STRANGERS), **KIND).status_code != TOO_LONG
    parsed.clear()
    page = Page(client.post(url, data=body_of(limits.MOST_OF_STRANGERS + 1), **KIND))
    assert page.status == TOO_LONG
    assert "in another tab first" in page.text
    assert not parsed


def test_whoever_is_signed_in_sends_as_much_as_the_form_holds(besieged: Besieged, parsed: list[int]) -> None:
    with besieged.app.app_context():
        most = limits.most_of("patients.episode")
    assert most > NOTE_LENGTH * WIDEST_COMPOSED
    client, path = besieged.client(OWNER), f"/patients/{besieged.rosa.patient_id}/episode"
    assert client.post(path, data=body_of(most), **KIND).status_code != TOO_LONG
    assert parsed == [most]
    page = Page(client.post(path, data=body_of(most + 1), **KIND))
    assert page.status == TOO_LONG
    assert "save less at once" in page.text
    assert parsed == [most]
    assert client.post("/settings", data=body_of(limits.MOST_OF_STRANGERS + 1), **KIND).status_code == TOO_LONG


def test_more_is_taken_from_the_moment_it_is_known_who_asks(besieged: Besieged) -> None:
    """The gate itself may read the form: it gives back what somebody typed who may not send it any more."""
    path = f"/patients/{besieged.rosa.patient_id}/cautions"
    with besieged.app.test_request_context(path, method="POST"):
        assert request.max_content_length == limits.MOST_OF_STRANGERS
        g.viewer = object()
        assert request.max_content_length == limits.most_of("patients.cautions") > limits.MOST_OF_STRANGERS


@pytest.mark.parametrize("kind", [limits.FIELDS, "multipart/form-data; boundary=b"])
@pytest.mark.parametrize("role", [NOBODY, OWNER])
def test_what_tells_no_length_is_counted(besieged: Besieged, role: str, kind: str) -> None:
    """As a server hands over a body that comes in chunks."""
    start = b"" if kind == limits.FIELDS else b'--b\r\nContent-Disposition: form-data; name="note"\r\n\r\n'
    stream = BytesIO(start + b"x" * (limits.MOST_OF_STRANGERS + 1))
    response = besieged.client(role).post(
        "/settings", input_stream=stream, content_type=kind, environ_overrides={"wsgi.input_terminated": True}
    )
    assert response.status_code == TOO_LONG
    assert not stream.read(), "it was read away, so that the answer arrives"


def test_what_is_far_too_long_is_not_waited_for(besieged: Besieged) -> None:
    stream = BytesIO(b"x" * 100)
    response = besieged.client(NOBODY).post(
        "/sign-in", input_stream=stream, environ_overrides={"CONTENT_LENGTH": str(limits.READ_AWAY_MOST + 1)}, **KIND
    )
    assert response.status_code == TOO_LONG
    assert stream.tell() == 0


@pytest.mark.parametrize("name", ["password" * 8000 + "\n", "-asked-" * 9000, "x" * (limits.LONGEST_NAME + 1)])
@pytest.mark.parametrize("kind", [limits.FIELDS, "multipart/form-data"])
def test_names_that_no_field_has_are_not_looked_at(
    besieged: Besieged, monkeypatch: pytest.MonkeyPatch, name: str, kind: str
) -> None:
    """They are matched against patterns, which some of them would keep busy for minutes."""
    monkeypatch.setattr(errors, "NEVER_ECHOED", re.compile(f".{{0,{limits.LONGEST_NAME}}}"))
    response = besieged.client(NOBODY).post(
        "/sign-in", data={name: "x"}, content_type=kind, headers={"Sec-Fetch-Site": "same-origin"}
    )
    assert response.status_code in {400, TOO_LONG}
    assert "Please send this once more" not in response.get_data(as_text=True)


@pytest.mark.wide
def test_no_field_composes_what_is_too_long_for_it(besieged: Besieged, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every input of one line of every form, with as many marks in disorder as a stranger may send."""
    seen: list[int] = []

    class Noting:
        def __getattr__(self, name: str) -> Any:
            return getattr(unicodedata, name)

        def normalize(self, form: Any, given: str) -> str:
            seen.append(len(given))
            return unicodedata.normalize(form, given)

    monkeypatch.setattr(text, "unicodedata", Noting())
    marks, tried = "a" + "\u0345\u0316" * 5000, 0
    for form in [one for one in besieged.forms if one.method == "POST"]:
        lines = [name for name, kind in form.kinds.items() if kind in {"text", "search", "password"}]
        for name in lines:
            if name != "points-more":  # a list of points may be as long
                besieged.sender(form.role).post(form.url, form.filled(**{name: marks}))
                tried += 1
    assert tried > 60
    assert max(seen, default=0) <= text.PARTS_MOST * QUESTION_LENGTH


def test_a_part_without_a_name_is_no_field(besieged: Besieged) -> None:
    body = b"--b\r\nContent-Disposition: form-data\r\n\r\nx\r\n--b--\r\n"
    for path in ("/sign-in", "/settings"):
        response = besieged.client(OWNER).post(
            path, data=body, content_type="multipart/form-data; boundary=b", headers={"Sec-Fetch-Site": "same-origin"}
        )
        assert response.status_code == 400


def test_a_line_between_parts_is_no_longer_than_its_standard_says() -> None:
    def parsed(letters: int) -> str | None:
        line = b"b" * letters
        body = b"--%b\r\nContent-Disposition: form-data; name=x\r\n\r\ny\r\n--%b--\r\n" % (line, line)
        options = {"boundary": line.decode()}
        fields = limits.CountingParser().parse(BytesIO(body), "multipart/form-data", len(body), options)[1]
        return fields.get("x")

    assert parsed(limits.LONGEST_BOUNDARY) == "y"
    with pytest.raises(BadRequest):
        parsed(limits.LONGEST_BOUNDARY + 1)


@pytest.mark.wide
def test_every_form_fits_where_it_is_sent(besieged: Besieged, monkeypatch: pytest.MonkeyPatch) -> None:
    """The forms that each address makes of what it is sent, and what it lets through: found, not listed."""
    made: dict[str, set[Any]] = defaultdict(set)
    real = BaseForm.process

    def noting(self: BaseForm, formdata: Any = None, *args: Any, **kwargs: Any) -> None:
        real(self, formdata, *args, **kwargs)
        if request.method == "POST" and formdata is not None:
            made[str(request.endpoint)].add(type(self))

    monkeypatch.setattr(BaseForm, "process", noting)
    for form in besieged.forms:
        if form.method == "POST":
            besieged.restore()
            besieged.sender(form.role).post(form.url, form.filled())
    monkeypatch.undo()
    with besieged.app.app_context():
        sizes_of = {
            endpoint: max(sizes.of_form(form) for form in forms if form.__module__ != "wtforms.form")
            for endpoint, forms in made.items()
        }
        short = {
            endpoint: size
            for endpoint, size in sizes_of.items()
            if size > limits.most_of(endpoint) and endpoint not in OF_STRANGERS
        }
    assert len(made) >= 60, "each address whose form has fields of its own"
    assert not short


# Their bodies are a stranger's: what they carry was cut to fit (`accounts.forms.can_be_carried`).
OF_STRANGERS = {
    "accounts.sign_in",
    "accounts.second_step",
    "accounts.sign_in_with_passkey",
    "accounts.sign_up",
    "accounts.second_step_with_passkey",
}


def test_what_was_written_when_a_sign_in_ran_out_fits(besieged: Besieged) -> None:
    """Every form as it stands on a full record, with one whole note in the widest script: none is lost."""
    note = "🙂" * NOTE_LENGTH
    longest = {
        form.endpoint: len(urlencode([*form.pairs, ("note", note)]))
        for form in besieged.forms
        if form.method == "POST" and form.role in {OWNER, PRACTITIONER}
    }
    assert longest
    assert not {endpoint: size for endpoint, size in longest.items() if size > limits.MOST_OF_STRANGERS}


def test_proxies_let_through_what_the_longest_form_holds(besieged: Besieged) -> None:
    nginx = (ROOT / "deploy/nginx.conf").read_text(encoding="utf-8")
    caddy = (ROOT / "deploy/Caddyfile").read_text(encoding="utf-8")
    told = [
        *re.findall(r"client_(?:max_body|body_buffer)_size (\d+)k;", nginx),
        *re.findall(r"longest form \((\d+) KiB\)", caddy),
    ]
    assert len(told) == 3
    # Caddy would cut the line where the app has a page: it lets through what the app takes, and reads away.
    settings: Settings = besieged.app.extensions["settings"]
    most = math.ceil((settings.import_bytes + limits.READ_AWAY_MOST) / limits.KIB**2)
    assert re.findall(r"max_size (\d+)MiB", caddy) == [str(most)]
    assert re.findall(r"client_max_body_size (\d+)m;", nginx) == [str(most)]
    assert len(set(told)) == 1
    with besieged.app.app_context():
        longest = max(limits.most_of(name) for name in besieged.app.view_functions if name != "imports.upload")
        assert limits.most_of("imports.upload") == settings.import_bytes + limits.AROUND_A_FILE
    room = int(told[0]) * limits.KIB - longest
    assert 0 <= room < limits.MOST_OF_STRANGERS
