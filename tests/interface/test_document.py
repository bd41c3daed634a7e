"""The document of the interface, and the page about it."""

import json
from collections.abc import Iterator
from typing import Any

from flask import Flask

from tests.support.json_schema import KNOWN
from tests.support.pages import Browser
from tests.support.programs import BASE, document_of
from tracker.interface.views.documentation import kind_words


def held(value: Any, name: str) -> Iterator[Any]:
    """Every value under this name, however deep."""
    if isinstance(value, dict):
        yield from (one for key, one in value.items() if key == name)
        for one in value.values():
            yield from held(one, name)
    elif isinstance(value, list):
        for one in value:
            yield from held(one, name)


def test_it_is_whole(app: Flask) -> None:
    document = document_of(app)
    assert document["openapi"] == "3.1.0"
    schemas = document["components"]["schemas"]
    assert {name.rpartition("/")[2] for name in held(document, "$ref")} == {*schemas}
    ids = [*held(document["paths"], "operationId")]
    assert len(ids) == len(set(ids))
    for path, operations in document["paths"].items():
        names = {part[1:-1] for part in path.split("/") if part.startswith("{")}
        for operation in operations.values():
            told = {one["name"] for one in operation["parameters"] if one["in"] == "path"}
            assert told == names, path
            assert operation["summary"]
    for schema in schemas.values():
        assert schema.keys() <= KNOWN


def test_it_is_the_same_for_everybody_and_asks_for_nothing(app: Flask) -> None:
    answer = app.test_client().get(f"{BASE}/openapi.json", headers={"Authorization": "Bearer none"})
    assert json.loads(answer.data) == document_of(app)
    assert "Set-Cookie" not in answer.headers


def test_the_page_tells_every_operation_and_every_field(app: Flask, client: Browser) -> None:
    page = client.get("/interface")
    assert page.status == 200
    assert "the record_id of your own record. It stands in the other addresses as {patient_id}" in page.text
    document = document_of(app)
    for path in document["paths"]:
        assert path in page.text
    for name, schema in document["components"]["schemas"].items():
        if name != "Problem":
            row = page.one(f"[id='{name}']")
            text = " ".join(row.to_text().split())
            assert not [field for field in schema["properties"] if field not in text], name


def test_what_a_field_holds_is_said_in_the_words_of_json() -> None:
    assert kind_words({"type": ["integer", "null"], "minimum": 0, "maximum": 10}) == "integer 0–10, null"
    assert kind_words({"type": "string", "format": "date"}) == "date"
