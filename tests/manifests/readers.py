"""Those who make a SMART Health Link, and a program that reads one: by joserfc, which shares nothing with the app."""

import base64
import html
import json
import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from flask import Flask
from flask.testing import FlaskClient
from joserfc import jwe
from joserfc.jwk import OctKey
from werkzeug.test import TestResponse

from tests.support.pages import Browser, Page

SHLINK = re.compile(r"shlink:/[\w-]+")
PASSCODE = "482913"
FHIR = "application/fhir+json"


def new_link(owner: Browser, **typed: str) -> Page:
    """Fill in the form for a new link and send it; by default for thirty days, both files, to Dr Meyer."""
    page = owner.get(owner.path("sharing/health-links/new"))
    return owner.submit(page, "/health-links/new", follow=True, **{"label": "Dr Meyer", **typed})


def shlink_of(page: Page) -> str:
    """The link that the answer to the form shows, once."""
    found = set(SHLINK.findall(html.unescape(page.body)))
    assert len(found) == 1, page.text
    return str(found.pop())


def decoded(part: str) -> bytes:
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))


class Wide(jwe.JWERegistry):
    """Takes what is larger than joserfc takes by default, which a report is."""

    max_ciphertext_length = 4_000_000


@dataclass
class Reader:
    """A program that was given a link; it comes from a network of its own and keeps no cookie."""

    app: Flask
    shlink: str
    come_from: str = "203.0.113.9"
    payload: dict[str, Any] = field(init=False)
    client: FlaskClient = field(init=False)

    def __post_init__(self) -> None:
        self.payload = json.loads(decoded(self.shlink.removeprefix("shlink:/")))
        self.client = self.app.test_client(use_cookies=False)
        self.client.environ_base["REMOTE_ADDR"] = self.come_from

    @property
    def path(self) -> str:
        return str(urlsplit(self.payload["url"]).path)

    def ask(self, **sent: Any) -> TestResponse:
        """The manifest, or why there is none."""
        return self.client.post(self.path, json={"recipient": "Praxis Meyer", **sent})

    def manifest(self, **sent: Any) -> list[dict[str, Any]]:
        answer = self.ask(**sent)
        assert answer.status_code == 200, answer.status_code
        files: list[dict[str, Any]] = answer.get_json()["files"]
        return files

    def fetch(self, file: dict[str, Any]) -> str:
        """The encrypted file, from within the manifest or from its address."""
        if "embedded" in file:
            return str(file["embedded"])
        answer = self.client.get(urlsplit(file["location"]).path)
        assert (answer.status_code, answer.content_type) == (200, "application/jose"), answer.status_code
        return answer.get_data(as_text=True)

    def opened(self, encrypted: str, *, wide: bool = False) -> dict[str, Any]:
        """The bundle in a file; joserfc refuses more than 65,536 characters unless told otherwise."""
        key = OctKey.import_key(decoded(self.payload["key"]))
        found = jwe.decrypt_compact(encrypted, key, registry=Wide() if wide else None)
        assert found.headers()["cty"] == FHIR
        bundle: dict[str, Any] = json.loads(found.plaintext or b"")
        return bundle

    def bundles(self, **sent: Any) -> list[dict[str, Any]]:
        """All that the link holds."""
        return [self.opened(self.fetch(file), wide=True) for file in self.manifest(**sent)]


def kinds(bundle: dict[str, Any]) -> set[str]:
    return {one["resource"]["resourceType"] for one in bundle["entry"]}


def report_in(bundle: dict[str, Any]) -> bytes:
    """The PDF that a bundle holds."""
    (document,) = (one["resource"] for one in bundle["entry"] if one["resource"]["resourceType"] == "DocumentReference")
    attached = document["content"][0]["attachment"]
    assert attached["contentType"] == "application/pdf"
    return base64.b64decode(attached["data"])
