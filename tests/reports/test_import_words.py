"""What spreadsheets and people make of the files: read where it is plain what is meant, else said."""

import csv
import io
import struct
import uuid
import zipfile
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.reports.rooms import add_patient, export_folder, exported, read_back
from tests.reports.test_hostile_files import ENTRY, ENTRY_ID, HEADER, OTHER_ID, errors, put
from tracker.diary.models import Entry
from tracker.domain.scores.entry import DAY_TO_COME
from tracker.files.readers import archive
from tracker.wording.errors import said
from tracker.wording.imports import SENTENCES

SESSION = "session_id,kind,status,started_at\r\n"


def entry(db_session: Session) -> Entry:
    return db_session.execute(select(Entry)).scalar_one()


def parted(mark: str, *rows: str, end: str = "\r\n") -> str:
    return "".join(row.replace(",", mark) + end for row in rows)


AS_SAVED = {
    "semicolons": parted(";", HEADER.strip(), ENTRY.strip()),
    "a list inside": f'entry_id;kind;for_date;leg_pain;regions;note\n{ENTRY_ID};daily;2026-03-01;5;"calf; ";fine\n',
    "a line that names the mark": f"sep=;\r\n{parted(';', HEADER.strip(), ENTRY.strip())}",
    "tabs": parted("\t", HEADER.strip(), ENTRY.strip(), end="\n"),
    "quoted semicolons": parted('";"', f'"{HEADER.strip()}"', f'"{ENTRY.strip()}"'),
    "a comma in a score": parted(";", HEADER.strip(), ENTRY.strip()).replace(";5;", ";5,0;"),
    "an empty last column": f"{HEADER.strip()},\r\n{ENTRY.strip()},\r\n",
    "three of them, in some rows": f"{HEADER.strip()},,,\r\n{ENTRY.strip()},\r\n",
    "empty cells behind": f"{HEADER}{ENTRY.strip()},,,\r\n",
    "rows of nothing but marks": f"{HEADER},,,,\r\n{ENTRY},,,,\r\n , ,,,\r\n,,,,,,,\r\n",
    "a byte order mark": f"\ufeff{HEADER}{ENTRY}",
}


@pytest.mark.parametrize("saved", AS_SAVED)
def test_what_a_spreadsheet_saves_is_read(db_session: Session, rosa: uuid.UUID, tmp_path: Path, saved: str) -> None:
    assert read_back(db_session, rosa, put(tmp_path, AS_SAVED[saved])).by_file["entries.csv"].new == 1
    found = entry(db_session)
    assert (str(found.id), found.leg_pain, found.note) == (ENTRY_ID, 5, "fine")


@pytest.mark.parametrize(
    ("cell", "says"),
    [
        ("eleven", "leg_pain: Please give a whole number from 0 to 10. It says “eleven”."),
        ("11", "leg_pain: Please give a whole number from 0 to 10. It says “11”."),
        ("5,000", "leg_pain: 5,000 can be read as 5000 or as 5. Please write 5."),
        ("\u202e5", "leg_pain: Please give a whole number from 0 to 10. It says “\\u202e5”."),
        ("x" * 50, f"leg_pain: Please give a whole number from 0 to 10. It says “{'x' * 40}…”."),
        ("", "leg_pain: Please give a leg or a back score, at least one of the two."),
    ],
)
def test_an_error_says_what_the_cell_says(
    db_session: Session, rosa: uuid.UUID, tmp_path: Path, cell: str, says: str
) -> None:
    put(tmp_path, HEADER + ENTRY.replace(",5,", f',"{cell}",'))
    assert errors(db_session, rosa, tmp_path) == [f"entries.csv, row 2, {says}"]


def test_so_do_errors_of_a_whole_row_and_of_what_is_here(db_session: Session, rosa: uuid.UUID, tmp_path: Path) -> None:
    read_back(db_session, rosa, put(tmp_path, HEADER + ENTRY))
    put(tmp_path, HEADER + ENTRY.replace("fine", "bad") + ENTRY.replace(ENTRY_ID, OTHER_ID).replace("2026", "2027"))
    assert errors(db_session, rosa, tmp_path) == [
        f"entries.csv, row 3, for_date: {said(DAY_TO_COME)} It says “2027-03-01”.",
        "entries.csv, row 2, note: A record with this id is here already, with other content. It says “bad”.",
    ]


@pytest.mark.parametrize("rows", [0, 5, 3000])
def test_the_line_where_another_encoding_begins_is_named(
    db_session: Session, rosa: uuid.UUID, tmp_path: Path, rows: int
) -> None:
    fine = "".join(f"{uuid.uuid4()},daily,2026-13-01,5,naïve\r\n" if n < 2 else "\r\n" for n in range(rows))
    put(tmp_path, (HEADER + fine).encode() + ENTRY.replace("fine", "Müde").encode("cp1252"))
    assert errors(db_session, rosa, tmp_path)[-1] == (
        f"entries.csv: This is not UTF-8 text from line {rows + 2} on (“-03-01,5,Müde”). "
        "Please save the file as “CSV UTF-8”."
    )


def test_a_renamed_file_is_known_by_its_columns(db_session: Session, rosa: uuid.UUID, tmp_path: Path) -> None:
    put(tmp_path, HEADER + ENTRY, "entries (1).csv")
    put(tmp_path, f"sep=;\r\n{parted(';', SESSION.strip())}", "SITZUNGEN.CSV")
    put(tmp_path, b"\xff\xfe\x00", "broken.csv")
    put(tmp_path, 'a"b,"c', "quotes.csv")
    put(tmp_path, "", "nothing.csv")
    (tmp_path / "folder.csv").mkdir()
    result = read_back(db_session, rosa, tmp_path)
    assert result.by_file["entries.csv"].new == 1
    assert result.renamed == {"entries.csv": "entries (1).csv", "sessions.csv": "SITZUNGEN.CSV"}
    assert result.passed_over == ("broken.csv", "nothing.csv", "quotes.csv")
    put(tmp_path, HEADER + ENTRY.replace(",5,", ",11,"), "entries (1).csv")
    assert errors(db_session, rosa, tmp_path)[0].startswith("entries (1).csv, row 2, leg_pain: ")
    put(tmp_path, HEADER + ENTRY)
    assert errors(db_session, rosa, tmp_path) == [
        "entries (1).csv: This has the columns of entries.csv, as entries.csv has. Please keep one of the two."
    ]


def test_one_file_alone_is_read_by_its_name(db_session: Session, rosa: uuid.UUID, tmp_path: Path) -> None:
    put(tmp_path, HEADER + ENTRY, "my days.csv")
    put(tmp_path, "garbage", "entries.csv")
    assert read_back(db_session, rosa, tmp_path / "my days.csv").by_file["entries.csv"].new == 1


def test_an_archive_is_read_as_its_folder_would_be(db_session: Session, rosa: uuid.UUID, tmp_path: Path) -> None:
    read_back(db_session, rosa, put(tmp_path, HEADER + ENTRY))
    whole = tmp_path / "sciatica-tracker-2026-03-20.zip"
    whole.write_bytes(exported(db_session, rosa, "all.zip"))
    omar = add_patient(db_session, "Omar")
    assert read_back(db_session, omar, whole).by_file["entries.csv"].new == 1
    first, second = (export_folder(db_session, who, tmp_path / "out") for who in (rosa, omar))
    assert first["entries.csv"] == second["entries.csv"]
    assert read_back(db_session, rosa, whole).by_file["entries.csv"].same == 1


def zipped(path: Path, *members: tuple[str, str], method: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", method) as made:
        for name, text in members:
            made.writestr(name, text)
    return path


def test_of_an_archive_only_our_files_are_taken_out(db_session: Session, rosa: uuid.UUID, tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "in"
    folder.mkdir(parents=True)
    made = zipped(
        folder / "again.zip",
        ("record/entries.csv", HEADER + ENTRY),
        ("record/courses.csv/", ""),
        ("__MACOSX/record/entries.csv", "\x00"),
        ("../../escaped.csv", "x"),
        ("../../sessions.csv", SESSION),
        ("/etc/passwd", "x"),
    )
    assert read_back(db_session, rosa, made).by_file.keys() == {"entries.csv", "sessions.csv"}
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["again.zip"]


def spoiled(whole: bytes, sign: bytes, place: int, new: bytes) -> bytes:
    at = whole.index(sign) + place
    return whole[:at] + new + whole[at + len(new) :]


def test_archives_that_are_not_read(db_session: Session, rosa: uuid.UUID, tmp_path: Path) -> None:
    whole = zipped(tmp_path / "a.zip", ("entries.csv", HEADER + ENTRY)).read_bytes()
    otherwise = zipped(tmp_path / "b.zip", ("entries.csv", "x"), method=zipfile.ZIP_BZIP2).read_bytes()
    made = {
        "no archive": (b"PK\x03\x04 nothing", SENTENCES["no_archive"]),
        "cut short": (whole[:60], SENTENCES["no_archive"]),
        "with a password": (spoiled(whole, b"PK\x01\x02", 8, b"\x01"), SENTENCES["archive_locked"]),
        "larger than it says": (spoiled(whole, b"PK\x01\x02", 24, struct.pack("<I", 10)), SENTENCES["no_archive"]),
        "damaged": (spoiled(whole, b"entries.csv", 14, b"\xff\xff\xff"), SENTENCES["no_archive"]),
        "packed otherwise": (otherwise, SENTENCES["archive_locked"]),
        "of others": (zipped(tmp_path / "n.zip", ("a.txt", "x")).read_bytes(), SENTENCES["no_files"]),
    }
    for name, (data, says) in made.items():
        (tmp_path / f"{name}.zip").write_bytes(data)
        assert errors(db_session, rosa, tmp_path / f"{name}.zip") == [f"{name}.zip: {says}"], name
    twice = zipped(tmp_path / "twice.zip", ("a/entries.csv", HEADER), ("b/entries.csv", HEADER))
    assert errors(db_session, rosa, twice) == ["entries.csv: This file is in the archive twice."]


def test_an_archive_that_holds_too_much(
    db_session: Session, rosa: uuid.UUID, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = zipped(tmp_path / "whole.zip", ("entries.csv", HEADER + ENTRY))
    monkeypatch.setattr(archive, "BYTES_MOST", 50)
    assert errors(db_session, rosa, whole) == [
        "whole.zip: What is in this archive has more than 0 MB, so it is not read."
    ]
    monkeypatch.setattr(archive, "MEMBERS_MOST", 0)
    assert errors(db_session, rosa, whole) == [
        "whole.zip: This archive has more than 0 files, so it is not one of ours."
    ]


def test_a_folder_with_an_archive_in_it_says_what_to_import(
    db_session: Session, rosa: uuid.UUID, tmp_path: Path
) -> None:
    folder = tmp_path / "Downloads"
    folder.mkdir()
    assert errors(db_session, rosa, folder) == ["Downloads: There are no downloaded files in here."]
    zipped(folder / "all.zip", ("entries.csv", HEADER))
    assert errors(db_session, rosa, folder) == [
        (
            "Downloads: There are no downloaded files in here, but an archive. "
            "Please import that, by its own name: all.zip."
        )
    ]


def test_a_spreadsheet_of_ones_own_is_passed_over_in_both_encodings(
    db_session: Session, rosa: uuid.UUID, tmp_path: Path
) -> None:
    """As German Excel saves it: semicolons, with a byte order mark, or in Windows-1252."""
    own = "Datum;Uhrzeit;Bein;Rücken\r\n01.03.2026;18:30;6;3\r\n"
    put(tmp_path, f"\ufeff{own}", "utf-8.csv")
    put(tmp_path, own.encode("cp1252"), "trennzeichen-getrennt.csv")
    put(tmp_path, HEADER + ENTRY)
    assert read_back(db_session, rosa, tmp_path).passed_over == ("trennzeichen-getrennt.csv", "utf-8.csv")


def test_no_cell_of_any_file_is_empty_in_quotes(db_session: Session, rosa: uuid.UUID, tmp_path: Path) -> None:
    """Programs take an empty cell in quotes for a text, and the column with it; each cell reads back as it was."""
    note = 'a,"b", ""'
    cell = note.replace('"', '""')
    put(tmp_path, f'{HEADER}{ENTRY_ID},daily,2026-03-01,5,"{cell}"\r\n')
    put(tmp_path, f"{SESSION}{OTHER_ID},heat,attended,2026-03-01T10:00:00+01:00\r\n", "sessions.csv")
    read_back(db_session, rosa, tmp_path)
    for name, data in export_folder(db_session, rosa, tmp_path / "out").items():
        if name.endswith(".csv"):
            rows = list(csv.reader(io.StringIO(data.decode(), newline="")))
            lines = [
                ",".join(f'"{cell.replace(chr(34), chr(34) * 2)}"' if cell else "" for cell in row) for row in rows
            ]
            assert data.decode() == "".join(f"{line}\r\n" for line in lines), name
    assert entry(db_session).note == note
