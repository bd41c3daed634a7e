"""The exported files of one record, each as a stream of bytes; in a folder, an archive, a workbook or a bundle."""

import os
import tempfile
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Final

from sqlalchemy.orm import Session

from tracker.files import contract, described
from tracker.files.csv_writer import file_bytes as csv_bytes
from tracker.files.zipped import zip_bytes
from tracker.reports.queries.kept import Wanted
from tracker.reports.services.fhir_bundle import fhir_bytes
from tracker.reports.services.files import MAKERS, Source
from tracker.reports.services.reading import SessionReader
from tracker.reports.services.workbook import workbook_bytes

TEXTS: Final[Mapping[str, Callable[[Source], str]]] = {
    contract.README: lambda source: described.readme_text(source.files, source.shared),
    contract.PACKAGE: lambda source: described.package_text(source.files),
}
ARCHIVED: Final = (*TEXTS, *MAKERS)
# What is written to a folder, by the format asked for.
WRITTEN: Final[Mapping[str, tuple[str, ...]]] = {"csv": ARCHIVED, "xlsx": (contract.BOOK,), "fhir": (contract.BUNDLE,)}


def file_bytes(source: Source, name: str) -> Iterator[bytes]:
    """The bytes of one file of the contract, README.txt, datapackage.json, or of everything in one file.

    `KeyError` for any other name.
    """
    if name == contract.BUNDLE:
        return fhir_bytes(source)
    if name == contract.BOOK:
        return workbook_bytes(source)
    if name == contract.ALL:
        names = (*TEXTS, *(file.name for file in source.files))
        return zip_bytes(((each_name, file_bytes(source, each_name)) for each_name in names), source.now.date())
    if name in TEXTS:
        return iter((TEXTS[name](source).encode(),))
    return csv_bytes(contract.FILE_BY_NAME[name], MAKERS[name](source))


def export_to_folder(db_session: Session, wanted: Wanted, folder: Path, now: datetime, form: str = "csv") -> list[Path]:
    """Write the files of a format into `folder`, as `write_folder` does."""
    return write_folder(Source(SessionReader(db_session), wanted, now), folder, form)


def write_folder(source: Source, folder: Path, form: str) -> list[Path]:
    """Write the files of a format into `folder`, each whole or not at all; files of the same names are replaced."""
    folder.mkdir(parents=True, exist_ok=True)
    return [write_whole(folder / name, file_bytes(source, name)) for name in WRITTEN[form]]


def write_whole(path: Path, data: Iterator[bytes]) -> Path:
    """Write a file, whole or not at all; one of the same name is replaced."""
    descriptor, unfinished = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.writelines(data)
            file.flush()
            os.fsync(file.fileno())
        Path(unfinished).replace(path)
    except BaseException:
        Path(unfinished).unlink(missing_ok=True)
        raise
    return path
