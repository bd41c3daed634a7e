"""What is being sent, written to its place on disk as it comes."""

import io
from pathlib import Path
from typing import IO, Any

from tracker.imports.services.waiting import Room


class Sending(io.RawIOBase):
    """A stream to write to. What could not be written is its `fault`; unless it is taken, it is gone once closed."""

    def __init__(self, room: Room) -> None:
        self.fault: OSError | None = None
        self.size = 0
        self._path: Path | None = None
        self._file: IO[bytes] | None = None
        try:
            self._path = room.part()
            self._file = self._path.open("wb")
        except OSError as fault:
            self._give_up(fault)

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        """All of it; once there was a fault, the rest goes nowhere."""
        if self._file is not None:
            try:
                self._file.write(data)
                self.size += len(data)
            except OSError as fault:
                self._give_up(fault)
        return len(data)

    def seek(self, offset: int, whence: int = 0) -> int:  # noqa: ARG002 - nobody reads it here
        """It is all written then."""
        if self._file is not None:
            try:
                self._file.flush()
            except OSError as fault:
                self._give_up(fault)
        return 0

    def take(self) -> Path:
        """The file, which is the caller's from now on."""
        assert self._file is not None, "there was no fault"  # noqa: S101
        assert self._path is not None, "there was no fault"  # noqa: S101
        self._file.close()
        path, self._path = self._path, None
        return path

    def close(self) -> None:
        """What nobody took goes."""
        if self._file is not None:
            self._shut()
        if self._path is not None:
            self._path.unlink(missing_ok=True)
            self._path = None
        super().close()

    def _give_up(self, fault: OSError) -> None:
        self.fault = fault
        if self._file is not None:
            self._shut()
        if self._path is not None:
            self._path.unlink(missing_ok=True)
            self._path = None

    def _shut(self) -> None:
        assert self._file is not None, "asked before"  # noqa: S101
        try:
            self._file.close()
        except OSError as fault:
            self.fault = self.fault or fault
        self._file = None
