"""XML of any length: nothing is declared in it, nothing outside is looked at, and little of it is held at a time."""

import tracemalloc
import zipfile
from pathlib import Path

import pytest

from tracker.importers import xml_stream
from tracker.importers.opening import Unreadable, open_file
from tracker.importers.xml_stream import Element, elements, root


def found(tmp_path: Path, data: bytes | str) -> list[Element]:
    path = tmp_path / "some.xml"
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return list(elements(open_file(path).parts[0], lambda _name, _attributes: True))


def named(tmp_path: Path, data: bytes | str) -> list[tuple[str, int, int]]:
    return [(element.name, element.line, element.depth) for element in found(tmp_path, data)]


@pytest.mark.parametrize(
    "begin",
    [
        "<a>\n",
        "\n<a>",
        "<!DOCTYPE a>\n<a>",
        '<!DOCTYPE a SYSTEM "file:///etc/passwd">\n<a>',
        '<!DOCTYPE a [\n<!ENTITY x "y">]><a>',
        "<!DOCTYPE a [<!ATTLIST b c CDATA #REQUIRED <!ELEMENT d EMPTY>\n]><a>",
    ],
)
def test_the_document_type_is_cut_and_the_lines_stay(tmp_path: Path, begin: str) -> None:
    assert [one for one in named(tmp_path, f"{begin}<b/></a>") if one[0] == "b"] == [
        ("b", 2 - begin.startswith("\n"), 2)
    ]


@pytest.mark.parametrize(
    "text",
    [
        '<!DOCTYPE a [<!ENTITY x "y">]><a b="&x;"/>',
        '<!DOCTYPE a [<!ENTITY x "y">]><!DOCTYPE a [<!ENTITY x "y">]><a b="&x;"/>',
        '<!-- <a> --><!DOCTYPE a [<!ENTITY x "y">]><a b="&x;"/>',
        "<!DOCTYPE a [",
        "<!DOCTYPE a [" + "<!ELEMENT b EMPTY>" * 100_000,
        "<a><b></a>",
        "<a><b>",
        "<a " + "b" * 1_100_000,
        "<a>" * 101,
        "<a>&unknown;</a>",
        "<a/><a/>",
        "no XML",
        "<",
    ],
)
def test_what_is_no_xml_or_declares_something_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(Unreadable) as refused:
        found(tmp_path, text)
    assert refused.value.fault.code == "import_broken_xml"


def test_control_characters_are_dropped_also_where_they_are_written_as_numbers(tmp_path: Path) -> None:
    (one,) = found(tmp_path, '<a b="x\x0by&#11;&#xB;z&#65;&#x41;&#x110000;\x00\uffff"/>')
    assert one.attributes == {"b": "xyzAA"}


@pytest.mark.parametrize(
    ("encoding", "mark"), [("utf-8", b""), ("utf-8-sig", b""), ("utf-16", b""), ("utf-16-be", b"\xfe\xff")]
)
def test_every_mark_of_byte_order_is_read(tmp_path: Path, encoding: str, mark: bytes) -> None:
    (one,) = found(tmp_path, mark + '<a b="fünf"/>'.encode(encoding))
    assert one.attributes == {"b": "fünf"}


def test_letters_that_are_no_utf_8_are_replaced(tmp_path: Path) -> None:
    (one,) = found(tmp_path, '<a b="fünf"/>'.encode("cp1252"))
    assert one.attributes == {"b": "f\ufffdnf"}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("<?xml version='1.0'?><a/>", "a"),
        ("\ufeff<!DOCTYPE a>", "a"),
        ("<!DOCTYPE a[", "a"),
        ("<!DOCTYPE", None),
        ("<?only?>", None),
        ("a,b", None),
    ],
)
def test_the_root_is_known_by_its_begin(tmp_path: Path, text: str, name: str | None) -> None:
    path = tmp_path / "some"
    path.write_text(text, encoding="utf-8")
    assert root(open_file(path).parts[0]) == name


def test_a_damaged_archive_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "some.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.xml", "<a>" + "<b/>" * 1000 + "</a>")
    raw = bytearray(path.read_bytes())
    raw[45] ^= 0xFF
    path.write_bytes(raw)
    with pytest.raises(Unreadable) as refused:
        list(elements(open_file(path).parts[0], lambda _name, _attributes: True))
    assert refused.value.fault.code == "import_broken_archive"


def test_little_is_held_of_a_long_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xml_stream, "PIECE", 8192)
    path = tmp_path / "long.xml"
    path.write_text("<a>\n" + '<Record type="steps" value="1"/>\n' * 40_000 + "</a>\n", encoding="utf-8")
    part = open_file(path).parts[0]
    tracemalloc.start()
    counted = sum(1 for _ in elements(part, lambda name, _attributes: name == "Record"))
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert counted == 40_000
    assert most < 600_000 < path.stat().st_size
