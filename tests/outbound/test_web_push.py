"""Messages for browsers, as the RFCs have them, and what is no subscription."""

from base64 import urlsafe_b64decode
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import given
from hypothesis import strategies as st

from tests.support.push_service import AUTH, Reader, Service, serving, signed
from tests.support.receivers import NAME
from tracker.domain.errors import Invalid
from tracker.domain.outbound.answers import Outcome
from tracker.outbound.web_push import (
    ENDPOINT_LENGTH,
    Message,
    Pusher,
    SigningKey,
    Subscription,
    read_subscription,
    sealed,
    sealed_with,
    written,
)

NOW = datetime(2026, 3, 3, 12, tzinfo=UTC)
SECRETS = ("the secret of this server", "a former one")
PLAIN = b'{"title":"Your diary has a minute for you"}'
# RFC 8291, section 5 and Appendix A.
EXAMPLE = Subscription(
    "https://push.example.net/",
    urlsafe_b64decode("BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4="),
    urlsafe_b64decode("BTBZMqHH6r4Tts7J_aSIgg=="),
)
EXAMPLE_KEY = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw="
EXAMPLE_SEALED = (
    "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl"
    "7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
)


@pytest.fixture
def service(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
    with serving(tmp_path, monkeypatch) as made:
        yield made


def message(plain: bytes = PLAIN) -> Message:
    return Message(plain=plain, topic="a" * 40, lasts=timedelta(hours=6))


def test_the_example_of_the_rfc_comes_out_as_it_stands_there() -> None:
    private = ec.derive_private_key(int.from_bytes(urlsafe_b64decode(EXAMPLE_KEY)), ec.SECP256R1())
    salt = urlsafe_b64decode("DGv6ra1nlYgDCS1FRnbzlw==")
    made = sealed_with(b"When I grow up, I want to be a watermelon", EXAMPLE, private, salt, padded_to=1)
    assert written(made) == EXAMPLE_SEALED


def test_what_is_said_cannot_be_told_by_its_length() -> None:
    reader = Reader()
    to = Subscription(reader.endpoint, reader.public, AUTH)
    bodies = [sealed(b'{"title": "%s"}' % (b"x" * length), to) for length in (1, 500)]
    assert len({len(body) for body in bodies}) == 1
    assert bodies[0] != sealed(b'{"title": "x"}', to)
    assert reader.read(bodies[0]) == {"title": "x"}
    with pytest.raises(ValueError, match="a line or two"):
        sealed(b"x" * 4000, to)


def test_a_message_is_signed_for_its_service_sealed_for_its_browser_and_not_kept_for_long(service: Service) -> None:
    reader = Reader()
    pusher = Pusher(service.carrier, SECRETS, "mailto:host@example.org")
    answer = pusher.push(read_subscription(*reader.handed.values()), pusher.key.id, message(), NOW)
    assert answer is not None
    assert answer.outcome is Outcome.TAKEN
    ((path, headers, body),) = service.got
    assert path == "/push/abc"
    assert reader.read(body) == {"title": "Your diary has a minute for you"}
    claims, key = signed(headers)
    assert claims == {
        "aud": f"https://{NAME}",
        "exp": int((NOW + timedelta(hours=12)).timestamp()),
        "sub": "mailto:host@example.org",
    }
    assert key == written(pusher.key.public)
    told = {name: headers[name] for name in ("ttl", "urgency", "topic", "content-encoding")}
    assert told == {"ttl": "21600", "urgency": "normal", "topic": "a" * 32, "content-encoding": "aes128gcm"}


def test_each_service_is_told_its_own_audience(service: Service) -> None:
    """One dictionary of claims for all would name the first service to the second."""
    pusher = Pusher(service.carrier, SECRETS, None)
    for path in ("/one", "/two"):
        pusher.push(read_subscription(*Reader(path).handed.values()), pusher.key.id, message(), NOW)
    assert [signed(headers)[0]["aud"] for _path, headers, _body in service.got] == [f"https://{NAME}"] * 2
    assert "sub" not in signed(service.got[0][1])[0]


def test_what_was_subscribed_under_a_former_secret_is_signed_by_it(service: Service) -> None:
    pusher, former = Pusher(service.carrier, SECRETS, None), SigningKey(SECRETS[1])
    to = read_subscription(*Reader().handed.values())
    assert pusher.push(to, former.id, message(), NOW) is not None
    assert signed(service.got[0][1])[1] == written(former.public)
    assert pusher.push(to, SigningKey("not known here").id, message(), NOW) is None
    assert len(service.got) == 1


def test_a_secret_makes_one_key_wherever_it_is_made() -> None:
    assert SigningKey("one").public == SigningKey("one").public != SigningKey("two").public
    assert len(SigningKey("one").public) == 65


@pytest.mark.parametrize(
    "endpoint",
    [
        "", "http://push.example.org/x", "https://push.example.org:8443/x", "https://me:secret@push.example.org/x",
        "ftp://push.example.org/x", "https:///x", "https://push.example.org/" + "x" * ENDPOINT_LENGTH,
        "push.example.org", "https://push.example.org/x y",
    ],
)  # fmt: skip
def test_what_is_no_address_of_a_service(endpoint: str) -> None:
    with pytest.raises(Invalid):
        read_subscription(endpoint, written(EXAMPLE.public_key), written(EXAMPLE.auth))


@pytest.mark.parametrize(
    ("key", "auth"),
    [
        (b"", EXAMPLE.auth), (EXAMPLE.public_key[:-1], EXAMPLE.auth), (b"\4" + b"\1" * 64, EXAMPLE.auth),
        (b"\2" + EXAMPLE.public_key[1:33], EXAMPLE.auth), (EXAMPLE.public_key, b""), (EXAMPLE.public_key, b"x" * 17),
    ],
)  # fmt: skip
def test_what_are_no_keys_of_a_browser(key: bytes, auth: bytes) -> None:
    with pytest.raises(Invalid):
        read_subscription("https://push.example.org/x", written(key), written(auth))


@given(st.text(max_size=200), st.text(max_size=100), st.text(max_size=40))
def test_whatever_is_sent_is_taken_or_refused(endpoint: str, key: str, auth: str) -> None:
    try:
        read_subscription(endpoint, key, auth)
    except Invalid:
        return
    raise AssertionError("nothing made up is a point of the curve")


@pytest.mark.parametrize("number", ["10.0.0.1", "127.0.0.1", "192.88.99.1", "3fff::1"])
def test_no_service_on_the_inside_is_called(service: Service, number: str) -> None:
    inside = replace(service.carrier, look_up=lambda _name: [ip_address(number)])
    pusher = Pusher(inside, SECRETS, None)
    answer = pusher.push(read_subscription(*Reader().handed.values()), pusher.key.id, message(), NOW)
    assert answer is not None
    assert answer.outcome is Outcome.NOT_ALLOWED
    assert service.got == []
