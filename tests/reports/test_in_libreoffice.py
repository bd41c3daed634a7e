"""LibreOffice opens a workbook and reads out of it what the CSV files say."""

import csv
import shutil
import subprocess
import uuid
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Final

import pytest
from sqlalchemy.orm import Session

from tests.reports.rooms import exported, rows_of
from tests.reports.test_exports import DAY, add_course, add_entry, add_session
from tests.support.needs import need
from tracker.fields.field import Kind
from tracker.files.contract import FILES
from tracker.files.sheet_cells import OFFSET, TWO_CELLS

pytestmark = pytest.mark.long
# Every sheet, separated by commas, UTF-8, with all columns as they are shown.
EACH_SHEET: Final = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
SECONDS: Final = 240


def _opened(data: bytes, folder: Path) -> Path:
    program = shutil.which("soffice")
    need("libreoffice", program, "LibreOffice is not installed")
    (folder / "all.xlsx").write_bytes(data)
    home = f"-env:UserInstallation={(folder / 'home').as_uri()}"
    subprocess.run(  # noqa: S603  a program of this machine, and files of this test
        [
            str(program),
            "--headless",
            home,
            "--convert-to",
            EACH_SHEET,
            "--outdir",
            str(folder),
            str(folder / "all.xlsx"),
        ],
        check=True,
        capture_output=True,
        timeout=SECONDS,
    )
    return folder


def _said(row: dict[str, str], name: str, kind: Kind) -> str | float:
    """What a row of a sheet says of a field, as the CSV files would write it; a number without how it is shown."""
    if kind in TWO_CELLS:
        return row[name].replace(" ", "T") + row[name + OFFSET]
    return _value(row[name], kind)


def _value(text: str, kind: Kind) -> str | float:
    return float(text) if kind is Kind.DECIMAL and text else text


def _told(rows: Sequence[dict[str, str]], name: str, kind: Kind) -> list[str | float]:
    return [_value(row[name].removeprefix("'"), kind) for row in rows]


def test_it_reads_what_the_files_hold(db_session: Session, rosa: uuid.UUID, tmp_path: Path) -> None:
    course_id = add_course(db_session, rosa, goal="=1+1")
    add_session(db_session, rosa, DAY, course_id=course_id, practitioner="@home", points="BL40 left")
    for offset in range(-7, 17):
        add_entry(db_session, rosa, DAY + timedelta(days=offset), 6 if offset < 0 else 3, note="-1, really")
    folder = _opened(exported(db_session, rosa, "all.xlsx"), tmp_path)
    for file in FILES:
        with (folder / f"all-{file.stem}.csv").open(encoding="utf-8", newline="") as sheet:
            rows = list(csv.DictReader(sheet))
        written = rows_of(exported(db_session, rosa, file.name))
        assert len(rows) == len(written)
        for column in file.columns:
            name, kind = column.name, column.kind
            assert [_said(row, name, kind) for row in rows] == _told(written, name, kind), name
