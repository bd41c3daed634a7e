"""What browsers ask for by themselves: the manifest, the worker, and the pages that it keeps."""

import json
import struct
from typing import Any

import pytest
from flask import Flask

from tests.support.pages import Browser
from tests.support.sources import ROOT
from tracker.pocket.views import worker

IMAGES = ROOT / "static" / "img"
KEPT = ("/offline", "/no-network", "/service-worker.js")


def _manifest(client: Browser) -> dict[str, Any]:
    link = client.get("/sign-in").all("link[rel=manifest]")[0].attrs["href"]
    response = client.client.get(link)
    assert response.mimetype == "application/manifest+json"
    found: dict[str, Any] = response.get_json(force=True)
    return found


def _file(client: Browser, address: str) -> bytes:
    with client.client.get(address) as response:
        assert response.status_code == 200
        return bytes(response.data)


def test_the_manifest_names_pictures_of_the_size_it_says(client: Browser) -> None:
    manifest = _manifest(client)
    assert manifest["id"] == manifest["start_url"] == manifest["scope"] == "/"
    for icon in manifest["icons"]:
        picture = _file(client, icon["src"])
        assert picture.startswith(b"\x89PNG")
        width, height = struct.unpack(">II", picture[16:24])
        assert f"{width}x{height}" == icon["sizes"]
        assert len(picture) < 25_000
    assert {icon["purpose"] for icon in manifest["icons"]} == {"any", "maskable", "monochrome"}


@pytest.mark.parametrize("address", KEPT)
def test_what_is_kept_is_the_same_for_everybody(patient: Browser, client: Browser, address: str) -> None:
    mine, nobodys = patient.client.get(address), client.client.get(address)
    assert mine.data == nobodys.data
    assert not mine.headers.getlist("Set-Cookie")
    assert not nobodys.headers.getlist("Set-Cookie")
    assert str(patient.patient_id).encode() not in mine.data
    again = client.client.get(address, headers={"If-None-Match": mine.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_the_worker_keeps_all_that_its_pages_ask_for(client: Browser) -> None:
    told = client.client.get(worker.ADDRESS).get_data(as_text=True).splitlines()[1]
    pocket = json.loads(told.removeprefix("const POCKET = ").removesuffix(";"))
    asked = set()
    for address in (pocket["shell"], pocket["calm"]):
        page = client.get(address)
        asked |= {node.attrs["src"] for node in page.all("script")}
        asked |= {node.attrs["href"] for node in page.all("link[rel=stylesheet]")}
        assert "csrf_token" not in page.body
    assert asked <= set(pocket["files"])
    assert all(_file(client, address) for address in pocket["files"])


def test_another_content_is_another_worker(app: Flask, client: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    before = client.client.get(worker.ADDRESS).data
    assert client.client.get(worker.ADDRESS).data == before
    monkeypatch.setitem(app.extensions, worker.MADE, {})
    monkeypatch.setattr(worker, "joined", lambda _folder: "other")
    assert client.client.get(worker.ADDRESS).data.split(b"\n")[1] != before.split(b"\n")[1]


def test_each_part_of_the_worker_is_a_function_of_its_own(client: Browser) -> None:
    text = client.client.get(worker.ADDRESS).get_data(as_text=True)
    names = [path.name for path in sorted((ROOT / "static" / "worker").glob("*.js"))]
    assert text.count("\n(() => {\n") == len(names) + 1 >= 2, "the parts, and what sends"
    assert len(text.encode()) < 90_000


def test_the_shortcuts_lead_to_places_on_today_and_on_the_page_without_network(patient: Browser) -> None:
    shortcuts = [one["url"].removeprefix("/#") for one in _manifest(patient)["shortcuts"]]
    assert shortcuts == ["leg", "day-care"]
    for address in ("/", "/offline"):
        page = patient.get(address)
        assert all(page.all(f"[id='{place}']") for place in shortcuts), address


def test_the_pictures_are_of_the_size_that_is_said(client: Browser) -> None:
    for picture in _manifest(client)["screenshots"]:
        found = _file(client, picture["src"])
        assert len(found) < 100_000
        width, height = map(int, picture["sizes"].split("x"))
        head = found[found.index(b"\xff\xc0") :]
        assert struct.unpack(">HH", head[5:9]) == (height, width)


def test_what_is_noted_without_network_is_named_as_the_pages_name_it(patient: Browser) -> None:
    """Each form of the page without network has fields of the form that takes it, and no token."""
    page = patient.get("/offline")
    forms = {(form.attrs["data-waits"], form.attrs.get("data-waits-which")): form for form in page.all("form")}
    kinds = {kind for kind, _which in forms}
    assert kinds == {"score", "details", "moment", "care", "none", "dose", "session"}
    for kind, path in (
        ("moment", "moments/new"), ("dose", "medication/new"), ("session", "sessions/new/acupuncture"),
    ):  # fmt: skip
        known = {name for form in patient.get(patient.path(path)).all("form") for name in _names(form)}
        noted = {name for (one, _which), form in forms.items() if one == kind for name in _names(form)}
        assert noted <= known, (kind, noted - known)
    day = patient.get("/")
    assert _names(forms["details", None]) <= {name for form in day.all("form") for name in _names(form)}


def _names(form: Any) -> set[str]:
    return {node.attrs["name"] for node in form.query("[name]")}
