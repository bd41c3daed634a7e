"""A program that comes with a token, and holds each answer against the document of the interface."""

import json
import re
import uuid
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from flask import Flask
from werkzeug.test import TestResponse

from tests.support.json_schema import faults
from tests.support.people import ZONE, Person
from tracker.domain.accounts.programs import Scope
from tracker.tokens.services.tokens import TokenFacts, make_token
from tracker.web import clock
from tracker.web.extensions import db

BASE: Final = "/api/v1"
_documents: dict[int, dict[str, Any]] = {}


def new_token(
    app: Flask, person: Person, scope: Scope = Scope.WRITE, *, last_day: date | None = None, name: str = "Lock screen"
) -> tuple[uuid.UUID, str]:
    """A token of this person: its id and its secret."""
    token_id = uuid.uuid4()
    with app.app_context():
        here = clock.now().astimezone(ZoneInfo(ZONE))
        facts = TokenFacts(name=name, scope=scope, last_day=last_day or here.date() + timedelta(days=30))
        secret = make_token(db.session(), token_id, facts, person.account_id, here)
        db.session.commit()
    return token_id, secret


def document_of(app: Flask) -> dict[str, Any]:
    """The document of the interface, read once for each app."""
    if id(app) not in _documents:
        answer = app.test_client().get(f"{BASE}/openapi.json")
        assert answer.status_code == 200
        _documents[id(app)] = json.loads(answer.data)
    return _documents[id(app)]


class Program:
    """Sends requests with one token, no cookie, and JSON."""

    def __init__(self, app: Flask, secret: str | None, record_id: uuid.UUID | None = None) -> None:
        self.app, self.secret, self.record_id = app, secret, record_id
        self.client = app.test_client(use_cookies=False)

    @classmethod
    def of(cls, app: Flask, person: Person, scope: Scope = Scope.WRITE, **about: Any) -> "Program":
        """A program of this person, at their own record."""
        return cls(app, new_token(app, person, scope, **about)[1], person.patient_id)

    def path(self, rest: str) -> str:
        """An address in the record."""
        return f"/records/{self.record_id}/{rest}"

    def send(
        self, method: str, path: str, body: Any = None, headers: Mapping[str, str] | None = None, **more: Any
    ) -> TestResponse:
        """Ask, and look at what is answered."""
        sent = {"User-Agent": "curl/8.9.1", **(headers or {})}
        if self.secret is not None:
            sent.setdefault("Authorization", f"Bearer {self.secret}")
        if body is not None:
            more |= {"data": body if isinstance(body, bytes) else json.dumps(body), "content_type": "application/json"}
        answer = self.client.open(BASE + path, method=method, headers=sent, **more)
        self.inspect(method, path, answer)
        return answer

    def get(self, path: str, **more: Any) -> TestResponse:
        return self.send("GET", path, **more)

    def put(self, path: str, body: Any, **more: Any) -> TestResponse:
        return self.send("PUT", path, body, **more)

    def delete(self, path: str, **more: Any) -> TestResponse:
        return self.send("DELETE", path, **more)

    def post(self, path: str, **more: Any) -> TestResponse:
        return self.send("POST", path, **more)

    def inspect(self, method: str, path: str, answer: TestResponse) -> None:
        """Everything that must hold of every answer."""
        assert "Set-Cookie" not in answer.headers
        assert "Access-Control-Allow-Origin" not in answer.headers
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.status_code < 500, (method, path, answer.status_code)
        if answer.status_code in {204, 304}:
            assert not answer.data
            assert "Content-Type" not in answer.headers
            return
        told = json.loads(answer.data)
        document = document_of(self.app)
        schemas = document["components"]["schemas"]
        if answer.status_code >= 400:
            assert answer.mimetype == "application/problem+json"
            assert [*faults(told, schemas["Problem"], schemas)] == []
            assert told["status"] == answer.status_code
        operation = self._operation(method, path, document)
        if operation is not None:
            said = operation["responses"].get(str(answer.status_code))
            assert said is not None or answer.status_code in {405, 414}, (method, path, answer.status_code)
            content = (said or {}).get("content", {}).get(answer.mimetype)
            if content is not None:
                assert (wrong := [*faults(told, content["schema"], schemas)]) == [], wrong

    def _operation(self, method: str, path: str, document: Mapping[str, Any]) -> Any:
        for written, operations in document["paths"].items():
            if re.fullmatch(re.sub(r"\\{\w+\\}", "[^/]+", re.escape(written)), path.partition("?")[0]):
                found = operations.get(method.lower())
                if found is not None:
                    return found
        return None
