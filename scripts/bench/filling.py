"""Fills the database of the build that it runs in: `python -m scripts.bench.filling`, which prints where what is.

It runs in the earlier build; the present one takes its rows over and brings the tables up, so that both hold the same.
"""

import json
import sys
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any, Final

from flask import Flask

from scripts.bench.data import Diary, fill
from scripts.bench.practice import Practice, fill_practice
from tracker.app import create_app
from tracker.operations import schema
from tracker.web.extensions import db

PATIENTS: Final = 60
WRITERS: Final = 32
DIARIES: Final = {
    "usual": Diary(),
    "short": Diary(entries=365),
    "entries": Diary(entries=36_500, a_day=10),
    "care": Diary(days_of_care=3650),
}
LONG_CARE: Final = 3650


@dataclass(frozen=True, slots=True)
class Record:
    """A record, and the secret of a live sign-in of whoever looks at it."""

    patient_id: str
    secret: str

    @property
    def base(self) -> str:
        return f"/patients/{self.patient_id}"


@dataclass(frozen=True, slots=True)
class Filled:
    """What is in the database: diaries by name, people who write at once, and what practitioners see."""

    today: str
    diaries: dict[str, Record]
    writers: tuple[Record, ...]
    seen: dict[str, Record]

    @classmethod
    def read(cls, told: str) -> "Filled":
        """From what the command printed last."""
        said: dict[str, Any] = json.loads(told.strip().splitlines()[-1])
        return cls(
            said["today"],
            {name: Record(**one) for name, one in said["diaries"].items()},
            tuple(Record(**one) for one in said["writers"]),
            {name: Record(**one) for name, one in said["seen"].items()},
        )


def fill_all(app: Flask, *, quick: bool) -> Filled:
    """One practice and the diaries; long practices take minutes, so a quick run goes without."""
    today = datetime.now(UTC).date()
    with app.app_context():
        schema.upgrade(db.engine)
    diaries = {}
    for name, diary in DIARIES.items():
        patient_id, secret = fill(app, today, diary, name=f"Bench {name}")
        diaries[name] = Record(str(patient_id), secret)
    practice = fill_practice(app, today, patients=PATIENTS, signed_in=WRITERS)
    seen = {"usual": _seen(practice)}
    if not quick:
        seen["care"] = _seen(fill_practice(app, today, name="Care", patients=PATIENTS, days_of_care=LONG_CARE))
    writers = tuple(Record(str(patient_id), secret) for patient_id, secret in practice.owners)
    return Filled(today.isoformat(), diaries, writers, seen)


def _seen(practice: Practice) -> Record:
    return Record(str(practice.patient_id), practice.practitioner_secret)


def main() -> None:
    print(json.dumps(asdict(fill_all(create_app(), quick="--quick" in sys.argv))))


if __name__ == "__main__":
    main()
