"""What a workbook, a FHIR bundle and a PDF of a record cost; beside bare writers of the same in the same run."""

import json
import resource
import tempfile
import time
import uuid
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from sqlalchemy import Engine, create_engine
from sqlalchemy.orm import Session
from xlsxwriter import Workbook

from tracker.dashboard.services.ranges import own_span
from tracker.files import xlsx_writer
from tracker.files.columns import File
from tracker.files.rows import Piece
from tracker.papers.services.report import Asked, report_of
from tracker.papers.services.typeset import Size, pdf_bytes
from tracker.reports.queries.kept import Wanted
from tracker.reports.services.exporting import file_bytes
from tracker.reports.services.files import Source
from tracker.reports.services.reading import EngineReader
from tracker.review.services.choosing import choose_course
from tracker.storage import sqlite

ROUNDS: Final = 3
WORKBOOK_AIM: Final = 2.5
BUNDLE_AIM: Final = 3
YEAR: Final = timedelta(days=365)
ZONE: Final = ZoneInfo("Europe/Berlin")
Cells = dict[str, list[Sequence[Any]]]


def _workbook(engine: Engine, patient_id: uuid.UUID) -> float:
    """Seconds of the processor for a whole record."""
    cpu = time.process_time()
    source = Source(EngineReader(engine), Wanted(patient_id), datetime.now(UTC))
    sum(len(piece) for piece in file_bytes(source, "all.xlsx"))
    return time.process_time() - cpu


def _bundle(engine: Engine, patient_id: uuid.UUID) -> tuple[int, float]:
    """How many resources a whole record makes, and how many times `json.dumps` of the finished objects that takes."""
    cpu = time.process_time()
    source = Source(EngineReader(engine), Wanted(patient_id), datetime.now(UTC))
    written = b"".join(file_bytes(source, "all.fhir.json"))
    took = time.process_time() - cpu
    made = json.loads(written)
    cpu = time.process_time()
    json.dumps(made, ensure_ascii=False, separators=(",", ":")).encode()
    return len(made["entry"]), took / (time.process_time() - cpu)


def _cells(engine: Engine, patient_id: uuid.UUID) -> Cells:
    """What stands in its sheets."""
    found: Cells = {}
    rows = xlsx_writer._rows  # noqa: SLF001  what is measured is the writer below it

    def kept(file: File, piece: Piece) -> Iterator[Sequence[Any]]:
        for row in rows(file, piece):
            found.setdefault(file.stem, []).append(row)
            yield row

    xlsx_writer._rows = kept  # noqa: SLF001
    try:
        _workbook(engine, patient_id)
    finally:
        xlsx_writer._rows = rows  # noqa: SLF001
    return found


def _bare(cells: Cells) -> float:
    """Seconds of the processor for XlsxWriter alone, in constant memory, with the same cells."""
    cpu = time.process_time()
    with (
        tempfile.NamedTemporaryFile(suffix=".xlsx") as file,
        Workbook(file.name, {"constant_memory": True}) as workbook,
    ):
        for name, rows in cells.items():
            sheet = workbook.add_worksheet(name)
            for number, row in enumerate(rows):
                for column, value in enumerate(row):
                    if isinstance(value, str):
                        sheet.write_string(number, column, value)
                    elif value is not None:
                        sheet.write_number(number, column, value)
    return time.process_time() - cpu


def _report(engine: Engine, patient_id: uuid.UUID) -> tuple[float, float]:
    """Seconds of the processor to gather the report of a year, and to set it."""
    now = datetime.now(UTC)
    today = now.astimezone(ZONE).date()
    span = own_span(today - YEAR, today, today)
    asked = Asked(patient_id=patient_id, name="Bench", today=today, zone=ZONE, span=span)
    cpu, child = time.process_time(), _children()
    with Session(engine) as db_session:
        paper = report_of(db_session, asked, choose_course(db_session, patient_id, None, today, None))
    gathered = time.process_time() - cpu
    pdf_bytes(paper, Size.A4, "en", now)
    return gathered, _children() - child


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def report_formats(url: str, patient_id: uuid.UUID) -> None:
    """Print the middle of some rounds of each."""
    engine = create_engine(url)
    sqlite.prepare(engine)
    cells = _cells(engine, patient_id)
    count = sum(value not in {None, ""} for rows in cells.values() for row in rows for value in row)
    times = sorted(_workbook(engine, patient_id) / _bare(cells) for _ in range(ROUNDS))[ROUNDS // 2]
    print(f"workbook: {count:,} cells, {times:.2f} times bare xlsxwriter (aim {WORKBOOK_AIM})")
    resources, bundle = sorted(_bundle(engine, patient_id) for _ in range(ROUNDS))[ROUNDS // 2]
    print(f"FHIR: {resources:,} resources, {bundle:.2f} times json.dumps of them (aim {BUNDLE_AIM})")
    gathered, typeset = sorted(_report(engine, patient_id) for _ in range(ROUNDS))[ROUNDS // 2]
    print(f"report of a year as PDF: {gathered:.2f} s of CPU to gather, {typeset:.2f} s to set")
    engine.dispose()
