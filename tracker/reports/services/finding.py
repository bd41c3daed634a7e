"""Which of our files stand in a folder, an archive, or by themselves: by name, else by the columns they have."""

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tracker.domain.errors import Fault
from tracker.domain.limits import LINE_LENGTH
from tracker.files import contract
from tracker.files.cells import unguarded
from tracker.files.columns import File
from tracker.files.readers.archive import unpack
from tracker.files.readers.csv_file import header_names, read_rows
from tracker.files.readers.faults import FileFault, RowError

CSV: Final = ".csv"


@dataclass(frozen=True, slots=True)
class Found:
    """Where each of our files is, by our name of it; `passed_over` are other CSV files, `faults` what is in the way.

    `whose` is the user name that account.csv beside them holds, None where it is not there or says none. Nothing else
    in our files says whose they are: ids are unique within a record alone, and that of a record stands nowhere.
    """

    paths: Mapping[str, Path]
    passed_over: tuple[str, ...]
    faults: tuple[RowError, ...]
    whose: str | None = None

    @property
    def renamed(self) -> dict[str, str]:
        """The names that files have instead of ours."""
        return {name: path.name for name, path in self.paths.items() if path.name != name}


@contextmanager
def found_in(place: Path, files: Sequence[File]) -> Iterator[Found]:
    """What of `files` is in a folder, an archive or a CSV file; `FileFault` for an archive that cannot be read."""
    if place.is_file() and place.suffix.lower() != CSV:
        with tempfile.TemporaryDirectory(prefix="tracker-import-") as unpacked:
            unpack(place, Path(unpacked), [*(file.name for file in files), contract.ACCOUNT.name])
            yield _found(place, sorted(Path(unpacked).iterdir()), files)
    else:
        yield _found(place, [place] if place.is_file() else sorted(place.glob("*")), files)


def _found(place: Path, paths: Sequence[Path], files: Sequence[File]) -> Found:
    ours = {file.name for file in files}
    found = {path.name: path for path in paths if path.name in ours and path.is_file()}
    passed_over: list[str] = []
    faults: list[RowError] = []
    for path in paths:
        if path.name in contract.FILE_BY_NAME or path.suffix.lower() != CSV or not path.is_file():
            continue
        name = _recognised(path, files)
        if name is None:
            passed_over.append(path.name)
        elif name in found:
            faults.append(RowError(path.name, None, None, Fault("two_of_one", name=name, other=found[name].name)))
        else:
            found[name] = path
    if not found:
        archives = ", ".join(path.name for path in paths if path.suffix.lower() == ".zip")
        nothing = Fault("archive_alone", names=archives) if archives else Fault("no_files")
        faults.append(RowError(place.name, None, None, nothing))
    return Found(found, tuple(passed_over), tuple(faults), _whose(paths))


def _whose(paths: Sequence[Path]) -> str | None:
    """The user name of the account that the files are of."""
    path = next((path for path in paths if path.name == contract.ACCOUNT.name and path.is_file()), None)
    try:
        rows = () if path is None else read_rows(path, contract.ACCOUNT)
        return next(
            (unguarded(cells["user_name"])[:LINE_LENGTH] for _number, cells in rows if cells.get("user_name")), None
        )
    except FileFault:  # it is not read back, so what is wrong with it is no matter
        return None


def _recognised(path: Path, files: Sequence[File]) -> str | None:
    """Our name of the file that has these columns: one at most, as the ids of every file have their own name."""
    names = set(header_names(path, [name for file in files for name in file.header]))
    for file in files:
        if {column.name for column in file.columns if column.required} <= names <= set(file.header):
            return file.name
    return None
