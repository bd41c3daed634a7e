"""What the interface for programs costs: saving an entry beside the page's form, a list beside the bare route."""

import http.client
import json
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from statistics import median
from typing import Any, Final

from sqlalchemy import Engine, create_engine, select
from sqlalchemy.orm import Session

from scripts.bench.measuring import Ask, Server, filling_in, measure
from tracker.domain.accounts.programs import Scope
from tracker.patients.models import Patient
from tracker.tokens.services.tokens import TokenFacts, make_token

ROUNDS: Final = 15
REQUESTS: Final = 60
MADE_OR_CHANGED: Final = {200, 201}
SAVE_AIM: Final = 0.7
LIST_AIM: Final = 4.0
ALL_AIM: Final = 2.0
BARE_REQUESTS: Final = 100
BASE: Final = "/api/v1/records"


def token_for(url: str, patient_id: uuid.UUID) -> str:
    """A token that reads and writes this record."""
    engine: Engine = create_engine(url)
    with Session(engine) as session:
        account_id = session.execute(select(Patient.account_id).where(Patient.id == patient_id)).scalar_one()
        now = datetime.now(UTC)
        facts = TokenFacts(name="Bench", scope=Scope.WRITE, last_day=now.date() + timedelta(days=30))
        secret = make_token(session, uuid.uuid4(), facts, account_id, now)
        session.commit()
    engine.dispose()
    return secret


def program(server: Server, secret: str) -> Callable[..., tuple[int, bytes]]:
    """Asks as a program does: with a token, JSON, and a connection that it keeps."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)

    def ask(method: str, path: str, body: Any = None) -> tuple[int, bytes]:
        headers = {"Authorization": f"Bearer {secret}", "User-Agent": "curl/8.9.1"}
        if body is not None:
            headers["Content-Type"] = "application/json"
        connection.request(method, path, None if body is None else json.dumps(body), headers)
        answer = connection.getresponse()
        return answer.status, answer.read()

    return ask


def putting(ask: Callable[..., tuple[int, bytes]], patient_id: uuid.UUID, today: str) -> Ask:
    """Saves the whole entry of the day, which it makes, with another score each time."""
    status, told = ask("PUT", f"{BASE}/{patient_id}/days/{today}/leg", {"score": 4})
    if status not in MADE_OR_CHANGED:
        raise SystemExit(f"the day got no entry: {status}, {told[:200]!r}")
    entry = json.loads(told)
    path = f"{BASE}/{patient_id}/entries/{entry['entry_id']}"
    return lambda number: ask("PUT", path, entry | {"leg_pain": number % 11, "worst_leg_pain": 10})


def all_of_it(ask: Callable[..., tuple[int, bytes]], patient_id: uuid.UUID) -> int:
    """A first full synchronising of the entries; how many there are."""
    rows, query = 0, "limit=500"
    while True:
        page = json.loads(ask("GET", f"{BASE}/{patient_id}/entries?{query}")[1])
        rows += len(page["items"])
        if page["cursor"] is None:
            return rows
        query = f"limit=500&cursor={page['cursor']}"


@dataclass(frozen=True, slots=True)
class Cost:
    """Of one round: processor time by what it is compared with, and in seconds."""

    save: float
    listing: float
    whole: float
    rows: int


def _one_round(bare: Server, tracker: Server, secret: str, patient_id: uuid.UUID, today: str) -> Cost:
    ask = program(tracker, secret)
    put = measure(tracker, putting(ask, patient_id, today), 200, REQUESTS)
    form = measure(tracker, filling_in(tracker, f"/patients/{patient_id}", today), 303, REQUESTS)
    unit = measure(bare, lambda _n: bare.ask("GET", f"/{patient_id}"), 200, BARE_REQUESTS)
    one = measure(tracker, lambda _n: ask("GET", f"{BASE}/{patient_id}/entries?limit=100"), 200, BARE_REQUESTS)
    began = tracker.cpu()
    rows = all_of_it(ask, patient_id)
    return Cost(put.cpu_ms / form.cpu_ms, one.cpu_ms / unit.cpu_ms, tracker.cpu() - began, rows)


def report(bare: Server, tracker: Server, url: str, patient_id: uuid.UUID, today: str) -> None:
    """The three figures beside their aims, each of the middle of some rounds that are asked for in turns.

    Each round comes with a token of its own, as one token may ask for so many in five minutes.
    """
    secrets = [token_for(url, patient_id) for _ in range(ROUNDS)]
    rounds = [_one_round(bare, tracker, secret, patient_id, today) for secret in secrets]
    save, listing, whole = (median(getattr(one, name) for one in rounds) for name in ("save", "listing", "whole"))
    print(
        f"interface: PUT of an entry {save:.2f} of the page's form (aim {SAVE_AIM}), a list of 100"
        f" {listing:.1f} times the bare route (aim {LIST_AIM:.0f}), all {rounds[0].rows:,} entries in"
        f" {whole:.2f} s of processor time (aim {ALL_AIM:.0f})"
    )
