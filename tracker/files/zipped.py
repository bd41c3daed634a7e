"""A zip archive made piece by piece: nothing but the piece at hand is in memory."""

import zipfile
from collections.abc import Iterable, Iterator
from datetime import date
from typing import IO, Final, cast

FILE_MODE: Final = 0o100600


class _Outlet:
    """Takes what the archive writes and gives it away; it cannot seek, so sizes follow the data."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def write(self, data: bytes) -> int:
        self._pieces.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Nothing waits: what was written is taken away piece by piece."""

    def take(self) -> bytes:
        data = b"".join(self._pieces)
        self._pieces.clear()
        return data


def zip_bytes(files: Iterable[tuple[str, Iterable[bytes]]], day: date) -> Iterator[bytes]:
    """The archive of `files` (name and pieces), all dated `day`, so that the same content gives the same bytes.

    Written as ZIP64, since nobody knows beforehand how large a file becomes.
    """
    outlet = _Outlet()
    with zipfile.ZipFile(cast("IO[bytes]", outlet), "w", zipfile.ZIP_DEFLATED) as archive:
        for name, pieces in files:
            entry = zipfile.ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = FILE_MODE << 16
            with archive.open(entry, "w", force_zip64=True) as file:
                for piece in pieces:
                    file.write(piece)
                    if made := outlet.take():
                        yield made
    yield outlet.take()
