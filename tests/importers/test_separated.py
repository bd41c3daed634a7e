"""Rows of a text, whatever separates their cells."""

import io
from pathlib import Path

import pytest

from tracker.importers import separated as rows
from tracker.importers.opening import open_file
from tracker.importers.recognising import ANY_TABLE, recognised
from tracker.importers.separated import BrokenTable, separated


def read(text: str, separator: str | None = None) -> list[tuple[int, list[str]]]:
    return list(separated(io.StringIO(text, newline=""), separator))


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("a,b\n", [(1, ["a", "b"])]),
        ("a;b,c;d\n", [(1, ["a", "b,c", "d"])]),
        ("a\tb", [(1, ["a", "b"])]),
        ("a|b", [(1, ["a", "b"])]),
        ("sep=;\na,b;c\n", [(2, ["a,b", "c"])]),
        ('"sep=\t"\r\na;b\tc', [(2, ["a;b", "c"])]),
        ("sep=\na;b", [(2, ["a", "b"])]),
        ("sep=x\naxb,c", [(2, ["axb", "c"])]),
        ("separate;b", [(1, ["separate", "b"])]),
        ("\n \r\na,b\n", [(3, ["a", "b"])]),
        ("a\0,b\0\0\nc", [(1, ["a", "b"]), (2, ["c"])]),
        ('a,"b\r\nc\r\r\n"\rd', [(1, ["a", "b\r\nc\r\r\n"]), (5, ["d"])]),
        ('a"b,c"d""\n', [(1, ['a"b', 'c"d""'])]),
        ("\ufeff\ufeffa,b", [(1, ["a", "b"])]),
        ("", [(0, [])]),
    ],
)
def test_rows(text: str, cells: list[tuple[int, list[str]]]) -> None:
    assert read(text) == cells


def test_a_separator_that_is_known() -> None:
    assert read("a,b;c", ",") == [(1, ["a", "b;c"])]
    assert read("a,b;c", "::") == [(1, ["a", "b;c"])]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("x" * rows.LINE_MOST, 1),
        ("a\n" + "x" * rows.LINE_MOST, 2),
        ("a,b\n" + '"' + "x" * 140_000 + '"', 2),
        ('a,b\n"' + '","'.join([("x" * 60_000 + "\n") * 2] * 40) + '"', 2),
    ],
)
def test_beyond_measure(text: str, line: int) -> None:
    with pytest.raises(BrokenTable) as caught:
        read(text)
    assert caught.value.line == line


def test_a_sign_that_no_text_has_spoils_no_table(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_text("Datum;Bein\n2026-03-01;6\x07\n2026-03-02;\x0b4\n")
    (found,) = recognised(open_file(path))
    assert found.CODE == ANY_TABLE
    assert [row for _line, row in open_file(path).parts[0].cells()] == [
        ["Datum", "Bein"],
        ["2026-03-01", "6"],
        ["2026-03-02", "4"],
    ]


def test_what_is_full_of_such_signs_is_none(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_text("a,b\x01\x02\x03,c\n" * 9)
    assert recognised(open_file(path)) == []
