"""A file that is opened: what it is, and that no file of any kind ends in anything but its content or one sentence."""

import json
import struct
import tracemalloc
import zipfile
from collections.abc import Callable
from contextlib import nullcontext
from decimal import Decimal
from pathlib import Path

import pytest

from tracker.importers import opening
from tracker.importers.opening import Unreadable, open_file, read_json, trimmed
from tracker.wording.importers import said

Make = Callable[[bytes], Path]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    def made(content: bytes) -> Path:
        path = tmp_path / "brought"
        path.write_bytes(content)
        return path

    return made


def zipped(path: Path, *members: tuple[str, bytes], comment: bytes = b"") -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.comment = comment
        for name, content in members:
            archive.writestr(name, content)
    return path


def refused(path: Path, read: Callable[[opening.Opened], object] = lambda _file: None) -> str:
    with pytest.raises(Unreadable) as caught:
        read(open_file(path))
    assert said(caught.value.fault).endswith(".")
    return caught.value.fault.code


def everything(file: opening.Opened) -> list[bytes]:
    found = []
    for part in file.parts:
        with part.open() as data:
            found.append(data.read())
    return found


@pytest.mark.parametrize("content", [b"", b"\n\n  \r\n", b"\xef\xbb\xbf", b"\xff\xfe", b"\0\0\0\0"])
def test_nothing_in_it(make: Make, content: bytes) -> None:
    assert refused(make(content)) == "import_empty"


def test_a_file_itself_and_the_members_of_an_archive(make: Make, tmp_path: Path) -> None:
    plain = open_file(make(b"\n\n\n\n\nday;leg\n1;2\n"))
    assert plain.only is plain.parts[0]
    assert plain.only.header == ("day", "leg")
    assert list(plain.only.table()) == [(7, {"day": "1", "leg": "2"})]
    archive = open_file(zipped(tmp_path / "a.zip", ("x/", b""), ("x/a.csv", b"Day,Leg\n1,2"), comment=b"Backup"))
    assert (archive.only, archive.comment, [part.name for part in archive.parts]) == (None, "Backup", ["x/a.csv"])
    assert archive.tables("Leg", "Day") == list(archive.parts)
    assert archive.tables("back") == archive.tables("leg") == []
    assert open_file(zipped(tmp_path / "none.zip")).parts == ()


@pytest.mark.parametrize("names", [("/etc/passwd", "../../up", "C:\\x\\y"), ("a", "a"), ("a\nb\x1b[31m",)])
def test_names_of_members_are_names_alone(tmp_path: Path, names: tuple[str, ...]) -> None:
    with pytest.warns(UserWarning, match="Duplicate") if len(set(names)) < len(names) else nullcontext():
        path = zipped(tmp_path / "a.zip", *((name, f"{place}".encode()) for place, name in enumerate(names)))
    file = open_file(path)
    assert everything(file) == [str(place).encode() for place in range(len(names))]
    assert all(part.name.isprintable() for part in file.parts)
    assert sorted(one.name for one in tmp_path.iterdir()) == ["a.zip"]


def patched(path: Path, offsets: dict[str, int], signature: bytes, format_: str = "<I") -> Path:
    """Numbers of the first header of this kind changed, as an archive that lies has them."""
    content = bytearray(path.read_bytes())
    begin = content.index(signature)
    for offset, value in offsets.items():
        struct.pack_into(format_, content, begin + int(offset), value)
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    ("offset", "value", "code"),
    [
        ("24", 5, "import_broken_archive"),  # unpacked to less than it holds
        ("24", 2_000_000_000, "import_archive_too_tight"),
        ("20", 4_000_000, "import_broken_archive"),  # packed to more than there is
        ("16", 7, "import_broken_archive"),  # another checksum
        ("42", 9, "import_broken_archive"),  # it lies elsewhere
    ],
)
def test_members_that_lie_of_themselves(tmp_path: Path, offset: str, value: int, code: str) -> None:
    path = patched(zipped(tmp_path / "a.zip", ("a.csv", b"day,leg\n" * 1000)), {offset: value}, opening.ENTRY)
    assert refused(path, everything) == code
    for part in open_file(path).parts if code == "import_broken_archive" and offset != "20" else ():
        for read in (part.cells, part.table):
            with pytest.raises(Unreadable):
                list(read())
        with pytest.raises(Unreadable):
            part.text()


def test_a_member_that_says_more_than_it_holds_is_what_it_holds(tmp_path: Path) -> None:
    path = patched(zipped(tmp_path / "a.zip", ("a.csv", b"day,leg\n")), {"24": 20_000}, opening.ENTRY)
    assert everything(open_file(path)) == [b"day,leg\n"]


@pytest.mark.parametrize(("offset", "value"), [("8", 0x1), ("10", 12), ("10", 14), ("10", 99)])
def test_members_with_a_password_or_of_another_method(tmp_path: Path, offset: str, value: int) -> None:
    path = patched(zipped(tmp_path / "a.zip", ("a", b"x")), {offset: value}, opening.ENTRY, "<H")
    assert refused(path, everything) == "import_locked"
    (part,) = open_file(path).parts
    assert (part.start, part.header, part.looks_like_json) == (b"", (), False)


def test_a_member_that_needs_what_python_has_not(tmp_path: Path) -> None:
    path = patched(zipped(tmp_path / "a.zip", ("a", b"x")), {"8": 0x20}, opening.ENTRY, "<H")
    assert refused(path, everything) == "import_broken_archive"


@pytest.mark.parametrize("kept", [0.3, 0.6, 0.95])
def test_an_archive_that_was_cut_off(tmp_path: Path, kept: float) -> None:
    path = zipped(tmp_path / "a.zip", ("a", bytes(range(256)) * 9), ("b", b"day"))
    path.write_bytes(path.read_bytes()[: int(path.stat().st_size * kept)])
    assert refused(path) == "import_broken_archive"


def test_bombs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert refused(zipped(tmp_path / "tight.zip", ("a", bytes(11_000_000)))) == "import_archive_too_tight"
    monkeypatch.setattr(opening, "UNPACKED_MOST", 1000)
    assert refused(zipped(tmp_path / "large.zip", ("a", bytes(600)), ("b", bytes(600)))) == "import_archive_too_large"
    inner = zipped(tmp_path / "inner.zip", ("a", bytes(900))).read_bytes()
    (part,) = open_file(zipped(tmp_path / "nested.zip", ("inner.zip", inner))).parts
    assert part.start == inner  # a file like another: nothing opens an archive within an archive


def test_many_members(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", *((f"{number}.csv", b"a,b\n" * 5000) for number in range(2000)))
    tracemalloc.start()
    file = open_file(path)
    assert len(file.tables("a")) == 2000
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 64_000_000
    content = path.read_bytes() + opening.ENTRY * (opening.MEMBERS_MOST - 1999)
    path.write_bytes(content)
    assert refused(path) == "import_many_members"


def test_a_signature_may_lie_across_two_pieces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = zipped(tmp_path / "a.zip", ("a", b"x"), ("b", b"x"))
    monkeypatch.setattr(opening, "MEMBERS_MOST", 1)
    for piece in range(3, 30):
        monkeypatch.setattr(opening, "PIECE", piece)
        assert refused(path) == "import_many_members"


def test_zip64(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive, archive.open("a.csv", "w", force_zip64=True) as member:
        member.write(b"day,leg\n1,2")
    assert list(open_file(path).parts[0].table()) == [(2, {"day": "1", "leg": "2"})]


@pytest.mark.parametrize(
    "text",
    ["[" * 100_000, '{"a":' * 100_000, "[1", "{'a': 1}", "", "9" * 5000, "1e99999999999999999999", '"\\ud8', "[1,]"],
)
def test_what_is_no_json(make: Make, text: str) -> None:
    assert refused(make(text.encode() or b"\xef\xbb\xbf{"), lambda file: file.parts[0].json()) == "import_broken_json"


def test_json() -> None:
    assert read_json('\ufeff{"a": 0.10, "b": [NaN, -Infinity, null], "c": 1e999999}') == {
        "a": Decimal("0.10"),
        "b": [None, None, None],
        "c": Decimal("1e999999"),
    }


def test_json_beyond_measure(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    path = make(b"[" + b"[]," * opening.VALUES_MOST + b"[]]")
    assert refused(path, lambda file: file.parts[0].json()) == "import_many_values"
    monkeypatch.setattr(opening, "TEXT_MOST", 1_000_000)
    tracemalloc.start()
    assert refused(path, lambda file: file.parts[0].json()) == "import_too_long"
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 5_000_000
    with pytest.raises(Unreadable):
        open_file(path).parts[0].text()


def test_a_quote_that_is_never_closed(make: Make) -> None:
    path = make(b'day,"leg\n' + b"2026-03-01,5\n" * 1_000_000)
    tracemalloc.start()
    assert refused(path, lambda file: list(file.parts[0].cells())) == "import_broken_csv"
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 8_000_000


def test_names_of_columns(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    file = open_file(make(b"a,a,,b\n1,2,3\n4,5,6,7,8\n"))
    assert list(file.parts[0].table()) == [(2, {"a": "1", "b": ""}), (3, {"a": "4", "b": "7"})]
    monkeypatch.setattr(opening, "COLUMNS_MOST", 2)
    file = open_file(make(b"a,b,c\n1,2,3\n"))
    assert list(file.parts[0].table()) == [(2, {"a": "1", "b": "2"})]
    assert file.parts[0].header == ("a", "b")


def test_cells_are_trimmed() -> None:
    assert [trimmed(cell) for cell in (" a b\t", "\u00a06/10\u00a0points\u202f", "ä\u2007b")] == [
        "a b",
        "6/10 points",
        "ä b",
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "twice"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_letters_and_ends_of_lines(make: Make, encoding: str, end: str) -> None:
    text = end.join(("Tag;Rücken", "1;5", '2;"müde,', 'aber gut"', "3;6"))
    content = f"\ufeff\ufeff{text}".encode("utf-16") if encoding == "twice" else text.encode(encoding)
    file = open_file(make(content))
    assert file.tables("Rücken", "Tag")
    rows = [(line, row["Rücken"].replace("\r\n", "\n").replace("\r", "\n")) for line, row in file.parts[0].table()]
    assert rows == [(2, "5"), (3, "müde,\naber gut"), (5, "6")]
    assert file.parts[0].text() == text


def test_json_of_windows(make: Make) -> None:
    assert open_file(make(json.dumps({"a": "ü"}, ensure_ascii=False).encode("utf-16"))).parts[0].json() == {"a": "ü"}


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_second_mark_of_byte_order_is_no_letter(make: Make, encoding: str) -> None:
    file = open_file(make('\ufeff"day",leg\n1,2\n'.encode(encoding)))
    assert file.tables("day")
    assert list(file.parts[0].table()) == [(2, {"day": "1", "leg": "2"})]


def test_a_name_of_a_header_is_found_in_other_letters_and_one_that_is_not_there_is_empty(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("\ufeff\ufeffDay,LEG\n1,2", encoding="utf-8")
    part = open_file(path).parts[0]
    ((_line, row),) = part.table()
    assert (row["Day"], row["leg"], row["note"]) == ("1", "2", "")
    assert part.header == ("Day", "LEG")
