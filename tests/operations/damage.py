"""Files as they are after an accident, for tests of what is done about them."""

import sqlite3
from contextlib import closing
from pathlib import Path

PAGE = 4096
NOISE = b"\xa5" * PAGE


def overwrite_header(file: Path) -> None:
    with file.open("r+b") as opened:
        opened.write(b"nothing that any program knows" * 4)


def overwrite_middle(file: Path, pages: int = 3) -> None:
    with file.open("r+b") as opened:
        opened.seek(file.stat().st_size // PAGE // 2 * PAGE)
        opened.write(NOISE * pages)


def overwrite_table(file: Path, table: str) -> None:
    """The first page of a table, so that whoever reads it meets the damage."""
    with closing(sqlite3.connect(file)) as connection:
        found = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)).fetchone()
    with file.open("r+b") as opened:
        opened.seek((found[0] - 1) * PAGE)
        opened.write(NOISE)


def make_foreign(file: Path, *, journal: str = "DELETE") -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute(f"PRAGMA journal_mode={journal}")
        connection.execute("CREATE TABLE theirs (a INTEGER)")
        connection.execute("INSERT INTO theirs VALUES (1)")
        connection.commit()
