"""What bringing in 100,000 rows of another app takes, beside a bare reader and a bare insert of the same rows."""

import csv
import json
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Callable, Mapping
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import MappingProxyType
from typing import Final, NamedTuple
from xml.etree import ElementTree as ET
from zoneinfo import ZoneInfo

from sqlalchemy import Engine, create_engine, select, text
from sqlalchemy.orm import Session

from tracker.domain.acting import Author
from tracker.importers import program
from tracker.imports.services import staging
from tracker.imports.services.storing import Work
from tracker.imports.services.waiting import Waiting, put_aside
from tracker.patients.models import Patient
from tracker.storage import sqlite

ROWS: Final = 100_000
ROUNDS: Final = 3
AIM: Final = 6
MEMORY_AIM: Final = 150
ZONE: Final = ZoneInfo("Europe/Berlin")
BEGIN: Final = datetime(1975, 1, 1, tzinfo=UTC)  # before the days of the diary that is there
BLOCKS: Final = ("pre", "am", "mid", "pm")
STRENGTHS: Final = ("NotPresent", "Mild", "Moderate", "Severe")


def _bearable(path: Path, rows: int) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_ALL)
        writer.writerow(
            ["date", "date formatted", "weekday", "time of day", "category", "rating/amount", "detail", "notes"]
        )
        for number in range(rows):
            day = (BEGIN + timedelta(days=number // 8)).date()
            name = ("Leg pain", "Back (lower) pain")[number % 2]
            block = BLOCKS[number // 2 % 4]
            strength = number % 4 + 1
            writer.writerow(["", day.isoformat(), "", block, "Symptom", strength, f"{name} (Mild)", ""])


def _pocket(path: Path, rows: int) -> None:
    instances = [
        {
            "id": f"s{number}",
            "name": "Leg pain",
            "category": "pain",
            "severity": number % 10 + 1,
            "severityScale": {"type": "numeric", "min": 1, "max": 10},
            "location": "calf-back-left",
            "notes": "after the car",
            "timestamp": f"{BEGIN + timedelta(hours=3 * number):%Y-%m-%dT%H:%M:%S}.000Z",
        }
        for number in range(rows)
    ]
    path.write_text(json.dumps({"version": "1.0", "medications": [], "symptomInstances": instances}))


def _apple(path: Path, rows: int) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.write('<?xml version="1.0" encoding="UTF-8"?>\n<HealthData locale="en_GB">\n')
        for number in range(rows):
            at = f"{BEGIN + timedelta(hours=3 * number):%Y-%m-%d %H:%M:%S} +0100"
            value = f"HKCategoryValueSeverity{STRENGTHS[number % 4]}"
            file.write(
                f' <Record type="HKCategoryTypeIdentifierLowerBackPain" sourceName="Health" sourceVersion="26.1"'
                f' creationDate="{at}" startDate="{at}" endDate="{at}" value="{value}"/>\n'
            )
        file.write("</HealthData>\n")


def _steps(path: Path, size: int) -> None:
    """So many bytes of what a watch counts."""
    line = (
        ' <Record type="HKQuantityTypeIdentifierStepCount" sourceName="Watch" sourceVersion="11.0" unit="count"'
        ' creationDate="{0}" startDate="{0}" endDate="{1}" value="{2}"/>\n'
    )
    with path.open("w", encoding="utf-8") as file:
        written = file.write('<?xml version="1.0" encoding="UTF-8"?>\n<HealthData locale="en_GB">\n')
        number = 0
        while written < size:
            at = BEGIN + timedelta(minutes=5 * number)
            end = at + timedelta(minutes=4)
            written += file.write(
                line.format(f"{at:%Y-%m-%d %H:%M:%S} +0100", f"{end:%Y-%m-%d %H:%M:%S} +0100", number % 400)
            )
            number += 1
        file.write("</HealthData>\n")


def _read_csv(path: Path) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        for _row in csv.reader(file):
            pass


def _read_json(path: Path) -> None:
    json.loads(path.read_text(encoding="utf-8"))


def _read_xml(path: Path) -> None:
    for _event, element in ET.iterparse(path):  # noqa: S314 - our own file of a moment ago
        element.clear()


class Format(NamedTuple):
    """An app: how its file is written, and read by a bare reader."""

    write: Callable[[Path, int], None]
    bare: Callable[[Path], None]


FORMATS: Final[Mapping[str, Format]] = MappingProxyType(
    {
        "bearable": Format(_bearable, _read_csv),
        "pocket_symptom_tracker": Format(_pocket, _read_json),
        "apple_health": Format(_apple, _read_xml),
    }
)


def _stored(engine: Engine, author: Author, waiting: Waiting, source: str) -> tuple[float, list[tuple[object, ...]]]:
    """Seconds to store what was read, in a copy of the database, and the rows that came of it."""
    copy = waiting.folder / "copy.sqlite3"
    with closing(sqlite3.connect(str(engine.url.database))) as original, closing(sqlite3.connect(copy)) as target:
        original.backup(target)
    own = create_engine(f"sqlite:///{copy}")
    sqlite.prepare(own)
    cpu = time.process_time()
    staging.store(own, author, Work(waiting, source, ROWS))
    stored = time.process_time() - cpu
    with own.connect() as connection:
        found = connection.execute(text("SELECT * FROM entry WHERE imported_from = :source"), {"source": source})
        rows = [tuple(row) for row in found]
    own.dispose()
    return stored, rows


def _brought(engine: Engine, author: Author, waiting: Waiting, source: str) -> tuple[float, float, float, int]:
    """Seconds to read a file, to store it, and to insert the same rows bare; and how many rows that are."""
    cpu = time.process_time()
    program.read(waiting.folder)
    read = time.process_time() - cpu
    stored, plain = _stored(engine, author, waiting, source)
    with engine.connect() as connection:
        marks = ", ".join("?" * len(plain[0]))
        cpu = time.process_time()
        connection.exec_driver_sql(f"INSERT INTO entry VALUES ({marks})", plain)  # noqa: S608 - question marks alone
        bare = time.process_time() - cpu
        connection.rollback()
    return read, stored, bare, len(plain)


def _times(engine: Engine, author: Author, source: str, folder: Path) -> tuple[float, float, float, int]:
    """How many times bare one round takes, the seconds of reading and storing, and how many rows came of it."""
    file = folder / source
    inside = folder / f"{source}-{uuid.uuid4().hex}"
    inside.mkdir()
    said = {"source": source, "answers": {"words": "yes"}}
    read, stored, inserted, rows = _brought(engine, author, put_aside(author, file, inside, said), source)
    cpu = time.process_time()
    FORMATS[source].bare(file)
    return (read + stored) / (time.process_time() - cpu + inserted), read, stored, rows


def report_imports(url: str, patient_id: uuid.UUID) -> None:
    """Print the middle of some rounds of each; nothing of it stays."""
    engine = create_engine(url)
    sqlite.prepare(engine)
    with Session(engine) as db_session:
        account_id = db_session.scalars(select(Patient.account_id).where(Patient.id == patient_id)).one()
    now = datetime.now(UTC).replace(microsecond=0)
    author = Author(patient_id=patient_id, account_id=account_id, now=now, name="Bench", zone=ZONE)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for source, format_ in FORMATS.items():
            format_.write(folder / source, ROWS)
            found = sorted(_times(engine, author, source, folder) for _ in range(ROUNDS))[ROUNDS // 2]
            times, read, stored, rows = found
            print(
                f"import of {ROWS:,} rows of {source}: {times:.1f} times a bare reader and insert (aim {AIM});"
                f" {read:.1f} s of CPU to read, {stored:.1f} s to store {rows:,} entries"
            )
    engine.dispose()


def report_memory(size: int) -> None:
    """Print what the program that reads takes at most for so many bytes of Apple Health."""
    now = datetime.now(UTC)
    author = Author(patient_id=uuid.uuid4(), account_id=uuid.uuid4(), now=now, name="Bench", zone=ZONE)
    with tempfile.TemporaryDirectory(dir=Path.home()) as name:
        file, folder = Path(name, "export.xml"), Path(name, "waiting")
        folder.mkdir()
        _steps(file, size)
        put_aside(author, file, folder, {"source": "apple_health"})
        subprocess.run([sys.executable, "-m", program.__name__, str(folder)], check=True)  # noqa: S603 - our own program
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"Apple Health of {size / 1e9:.1f} GB: {peak:.0f} MiB at most (aim under {MEMORY_AIM})")
