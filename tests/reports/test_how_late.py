"""How late a score is, read from files that say it for each score, for the entry alone, or not at all."""

import uuid
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.reports.rooms import export_folder, read_back
from tracker.diary.models import Entry
from tracker.reports.services.importing import ImportFault

ID = "0b6b7a53-4b1c-4a0e-9a6e-3f0c8f2d9a11"
SAME_DAY, LATER = "2026-03-01T21:00:00+01:00", "2026-03-06T00:30:00+01:00"


def put(folder: Path, **cells: str) -> Path:
    row = {"entry_id": ID, "kind": "daily", "for_date": "2026-03-01", "leg_pain": "5", **cells}
    text = f"{','.join(row)}\r\n{','.join(row.values())}\r\n"
    (folder / "entries.csv").write_text(text, encoding="utf-8", newline="")
    return folder


@pytest.mark.parametrize(
    ("cells", "kept"),
    [
        # As files were written before: by what the entry says of itself.
        ({"entered_at": SAME_DAY, "late": "no"}, (0, None, False)),
        ({"entered_at": LATER, "late": "yes"}, (5, None, True)),
        ({"entered_at": LATER, "late": "yes", "back_pain": "2"}, (5, 5, True)),
        ({"entered_at": LATER, "late": "no"}, (0, None, False)),  # said of it, and kept
        ({"entered_at": SAME_DAY, "late": "yes"}, (1, None, True)),
        ({"entered_at": LATER}, (5, None, True)),
        ({"late": "no"}, (0, None, False)),
        # As they are written now.
        ({"entered_at": SAME_DAY, "late": "yes", "leg_later": "40"}, (40, None, True)),
        ({"entered_at": LATER, "leg_later": "0", "back_pain": "2", "back_later": "3"}, (0, 3, True)),
        ({"entered_at": LATER, "leg_later": "0"}, (0, None, False)),
        ({"entered_at": LATER, "late": "yes", "leg_later": "0", "back_pain": "2"}, (0, 5, True)),
    ],
)
def test_what_a_row_says_of_lateness(
    db_session: Session,
    rosa: uuid.UUID,
    tmp_path: Path,
    cells: dict[str, str],
    kept: tuple[int | None, int | None, bool],
) -> None:
    read_back(db_session, rosa, put(tmp_path, **cells))
    (entry,) = db_session.execute(select(Entry)).scalars()
    assert (entry.leg_later, entry.back_later, entry.late) == kept
    assert read_back(db_session, rosa, tmp_path).by_file["entries.csv"].same == 1
    export_folder(db_session, rosa, tmp_path)
    assert read_back(db_session, rosa, tmp_path).by_file["entries.csv"].same == 1


@pytest.mark.parametrize(
    ("cells", "column", "says"),
    [
        ({"late": "no", "leg_later": "3"}, "late", "something else than the columns on how many days later"),
        ({"late": "yes", "leg_later": "0"}, "late", "something else than the columns on how many days later"),
        ({"back_later": "1"}, "back_later", "There is no score that could have been given later."),
        ({"leg_later": "-1"}, "leg_later", "0"),
        ({"leg_later": "soon"}, "leg_later", "whole"),
    ],
)
def test_a_row_that_contradicts_itself_is_refused(
    db_session: Session, rosa: uuid.UUID, tmp_path: Path, cells: dict[str, str], column: str, says: str
) -> None:
    with pytest.raises(ImportFault) as refused:
        read_back(db_session, rosa, put(tmp_path, entered_at=SAME_DAY, **cells))
    (error,) = refused.value.errors
    assert f"row 2, {column}: " in str(error)
    assert says in str(error)
    assert db_session.execute(select(Entry)).first() is None
