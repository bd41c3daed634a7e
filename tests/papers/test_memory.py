"""Ten years of a diary as a workbook, FHIR, a PDF or a SMART Health Link take less than 100 MiB more than at rest."""

import uuid
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Engine, insert
from sqlalchemy.orm import Session

from tests.reports.rooms import NOW
from tests.reports.test_exports import add_course
from tracker.diary.models import Entry
from tracker.domain.sharing.access import LinkPass, Terms
from tracker.manifests.services.making import Wanted as WantedFiles
from tracker.manifests.services.making import files_of
from tracker.papers.services.report import Asked, report_of
from tracker.papers.services.typeset import Size, pdf_bytes
from tracker.patients.queries import patient_with_owner
from tracker.reports.queries.kept import Wanted
from tracker.reports.services.exporting import file_bytes
from tracker.reports.services.files import Source
from tracker.reports.services.reading import SessionReader
from tracker.review.services.choosing import choose_course
from tracker.sharing.services.health_links import Opened
from tracker.storage.rows import row_of
from tracker.treatment.models import Dose, TreatmentSession

pytestmark = [pytest.mark.long, pytest.mark.skipif(not Path("/proc/self/clear_refs").exists(), reason="needs Linux")]
DAYS = 3650
MOST = 100 * 1024
WORDS = "Sat too long on the train, then walked home slowly. " * 8


def _ten_years(db_session: Session, patient_id: uuid.UUID) -> None:
    """A day's entry with a note, a moment and a dose on every day, and a session on every third."""
    course_id = add_course(db_session, patient_id)
    start = datetime(2016, 1, 1, 18, tzinfo=UTC)
    days = [start + timedelta(days=number) for number in range(DAYS)]
    common: dict[str, Any] = {"patient_id": patient_id, "entered_at": NOW}
    timed = common | {"time_unknown": False}
    entry = common | {
        "entered_offset": 60,
        "late": False,
        "from_words": False,
        "time_unknown": False,
        "leg_pain": 5,
        "back_pain": 3,
        "note": WORDS,
    }
    for model, rows in (
        (Entry, [entry | {"kind": "daily", "for_date": day.date()} for day in days]),
        (Entry, [entry | {"kind": "moment", "for_date": day.date(), "for_time": day.time()} for day in days]),
        (Dose, [timed | {"local_day": day.date(), "none_taken": True} for day in days]),
        (
            TreatmentSession,
            [
                timed
                | {"kind": "acupuncture", "status": "attended", "started_at": day, "started_offset": 60}
                | {"local_day": day.date(), "course_id": course_id, "points": "BL40 left; GB30 both", "note": WORDS}
                for day in days[::3]
            ],
        ),
    ):
        table: Any = model.__table__
        empty = dict.fromkeys(table.c.keys())
        db_session.execute(insert(table), [empty | row | {"id": uuid.uuid4()} for row in rows])
    db_session.commit()


def _kilobytes(name: str) -> int:
    line = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith(f"{name}:"))
    return int(line.split()[1])


@pytest.mark.parametrize("name", ["all.xlsx", "all.fhir.json"])
def test_a_record_of_ten_years(db_session: Session, rosa: uuid.UUID, name: str) -> None:
    _ten_years(db_session, rosa)
    source = Source(SessionReader(db_session), Wanted(rosa), NOW)
    before = _kilobytes("VmRSS")
    Path("/proc/self/clear_refs").write_text("5")  # the highest so far is forgotten
    size = sum(len(piece) for piece in file_bytes(source, name))
    assert size > 100_000
    assert _kilobytes("VmHWM") - before < MOST


def test_reports_of_ten_years(db_session: Session, rosa: uuid.UUID) -> None:
    """What the typesetter keeps goes with its process."""
    _ten_years(db_session, rosa)
    today = (datetime(2016, 1, 1, tzinfo=UTC) + timedelta(days=DAYS)).date()
    asked = Asked(patient_id=rosa, name="Rosa", today=today, zone=ZoneInfo("Europe/Berlin"))
    before = _kilobytes("VmRSS")
    Path("/proc/self/clear_refs").write_text("5")
    for _ in range(6):
        paper = report_of(db_session, asked, choose_course(db_session, rosa, None, today, None))
        made = pdf_bytes(paper, Size.A4, "en", NOW)
        assert made[:5] == b"%PDF-"
    assert _kilobytes("VmHWM") - before < MOST


def test_a_health_link_of_ten_years(db_session: Session, rosa: uuid.UUID) -> None:
    _ten_years(db_session, rosa)
    terms = Terms(notes=True, first_day=None, others=True)
    later = datetime(2016, 1, 1, tzinfo=UTC) + timedelta(days=DAYS)
    link = LinkPass(link_id=rosa, patient_id=rosa, label="", terms=terms, ends_at=later, ended=False)
    owner = row_of(db_session, *patient_with_owner(rosa))
    assert owner is not None
    db_session.rollback()  # in memory there is one connection for all
    opened = Opened(link, owner, "both", None, bytes(32))
    engine = db_session.get_bind()
    assert isinstance(engine, Engine)
    before = _kilobytes("VmRSS")
    Path("/proc/self/clear_refs").write_text("5")
    files = list(files_of(engine, opened, WantedFiles(now=later, size=Size.A4, language="en")))
    assert len(files) > 50
    assert _kilobytes("VmHWM") - before < MOST
