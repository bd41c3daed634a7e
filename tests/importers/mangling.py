"""Ways to spoil a sample: byte by byte, as a table, and as JSON, also inside an archive."""

import io
import json
import zipfile
from collections.abc import Callable
from typing import Any

from hypothesis import strategies as some

HOSTILE = (
    "",
    "\x00\x0b\x1b",
    "9" * 400,
    "-1",
    "1e999",
    "NaN",
    '"',
    "=cmd()",
    "\u202e",
    "0001-01-01",
    "9999-12-31T23:59Z",
)
VALUES: tuple[Any, ...] = (
    None,
    [],
    {},
    "",
    "x",
    -1,
    10**400,
    1.5,
    float("nan"),
    float("inf"),
    True,
    [[[]]],
    "9999-12-31",
)
DEEP = "[" * 1000 + "]" * 1000


def _cut(data: bytes, at: int) -> bytes:
    return data[: at % (len(data) + 1)]


def _without(data: bytes, at: int) -> bytes:
    at %= len(data) + 1
    return data[:at] + data[at + 7 :]


def _swapped(data: bytes, at: int) -> bytes:
    return data[: at % (len(data) + 1)] + bytes((at % 256,)) + data[at % (len(data) + 1) + 1 :]


def _hostile(data: bytes, at: int) -> bytes:
    where = at % (len(data) + 1)
    return data[:where] + HOSTILE[at % len(HOSTILE)].encode() + data[where:]


def _cell(data: bytes, at: int) -> bytes:
    """One cell of a table by commas becomes something else."""
    cells = data.split(b",")
    cells[at % len(cells)] = HOSTILE[at % len(HOSTILE)].encode()
    return b",".join(cells)


def _column_gone(data: bytes, at: int) -> bytes:
    lines = data.splitlines(keepends=True)
    return b"".join(b",".join(cells[: at % 5] + cells[at % 5 + 1 :]) for cells in (line.split(b",") for line in lines))


def _value(data: bytes, at: int) -> bytes:
    """One value anywhere in JSON becomes one of another kind."""
    try:
        whole = json.loads(data)
    except (ValueError, RecursionError):
        return data
    places = list(_places(whole))
    if not places:
        return json.dumps(VALUES[at % len(VALUES)]).encode()
    holder, key = places[at % len(places)]
    if at % 3:
        holder[key] = VALUES[at % len(VALUES)]
    else:
        del holder[key]
    return json.dumps(whole).encode()


def _places(value: Any) -> Any:
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, one in pairs:
        yield value, key
        yield from _places(one)


WAYS: tuple[Callable[[bytes, int], bytes], ...] = (
    _cut,
    _without,
    _swapped,
    _hostile,
    _cell,
    _cell,
    _column_gone,
    _value,
    _value,
    lambda data, _at: data.replace(b"\n", b"\r\n"),
    lambda data, _at: b"\xef\xbb\xbf" + data,
    lambda data, _at: data.decode("utf-8", "replace").encode("cp1252", "replace"),
    lambda data, _at: data.decode("utf-8", "replace").encode("utf-16"),
    lambda data, _at: data.split(b"\n")[0],
    lambda data, _at: data.replace(b'"', b'""', 3),
    lambda data, at: data.replace(b"2026", b"%04d" % (at % 10_000)),
    lambda data, at: data.replace(b":", DEEP.encode() if at % 2 else b": null,", 1),
)

spoiling = some.lists(some.tuples(some.sampled_from(WAYS), some.integers(0, 2**24)), min_size=1, max_size=4)


def spoiled(data: bytes, ways: list[tuple[Callable[[bytes, int], bytes], int]]) -> bytes:
    """`data` spoiled one way after the other; of an archive the members, and at times the archive itself."""
    if not data.startswith(b"PK\x03\x04") or ways[0][1] % 5 == 0:
        for way, at in ways:
            data = way(data, at)
        return data
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(made, "w") as out:
        for number, name in enumerate(archive.namelist()):
            inner = archive.read(name)
            out.writestr(name, spoiled(inner, ways) if number % 3 != ways[0][1] % 3 else inner)
    return made.getvalue()
