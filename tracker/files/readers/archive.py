"""Takes our files out of an archive, by their names alone and no more than so many bytes: nothing of it is trusted."""

import zipfile
import zlib
from collections.abc import Collection
from pathlib import Path, PurePosixPath
from typing import Final

from tracker.domain.errors import Fault
from tracker.files.readers.faults import FileFault

MEMBERS_MOST: Final = 1_000
BYTES_MOST: Final = 500_000_000
PIECE: Final = 1_000_000
ENCRYPTED: Final = 0x1
METHODS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
ASIDE: Final = "__MACOSX"


def unpack(path: Path, folder: Path, names: Collection[str]) -> None:
    """Write the members of an archive that have one of `names` into `folder`; all others are passed over.

    The folder they stand in inside the archive is no matter. `FileFault` where it is no archive, has a file twice, a
    password, another packing than all.zip, too many members, or too much in them.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            for name, member in _chosen(archive, path, names).items():
                _write(archive, member, folder / name)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, OSError, ValueError, zlib.error) as error:
        raise FileFault(path.name, Fault("no_archive")) from error


def _chosen(archive: zipfile.ZipFile, path: Path, names: Collection[str]) -> dict[str, zipfile.ZipInfo]:
    members = archive.infolist()
    if len(members) > MEMBERS_MOST:
        raise FileFault(path.name, Fault("archive_of_many", most=MEMBERS_MOST))
    chosen: dict[str, zipfile.ZipInfo] = {}
    for member in members:
        place = PurePosixPath(member.filename)
        if member.is_dir() or place.name not in names or ASIDE in place.parts:
            continue
        if place.name in chosen:
            raise FileFault(place.name, Fault("twice_in_archive"))
        if member.flag_bits & ENCRYPTED or member.compress_type not in METHODS:
            raise FileFault(path.name, Fault("archive_locked"))
        chosen[place.name] = member
    if sum(member.file_size for member in chosen.values()) > BYTES_MOST:
        raise FileFault(path.name, Fault("archive_too_large", most=BYTES_MOST // PIECE))
    return chosen


def _write(archive: zipfile.ZipFile, member: zipfile.ZipInfo, target: Path) -> None:
    """What is told of a member's size is not trusted: zipfile itself stops at it, and its checksum must be right."""
    with archive.open(member) as source, target.open("wb") as file:
        while piece := source.read(PIECE):
            file.write(piece)
