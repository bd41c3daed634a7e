"""A clock that can be set while a server runs: libfaketime, which it looks at for every question about the time."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from scripts.torture.lines import Skipped

PLACES = ("/usr/lib", "/usr/lib64", "/usr/local/lib")
LIBRARY = "faketime/libfaketimeMT.so.1"


class Clock:
    """How far the server's clock stands from the right time."""

    def __init__(self, file: Path) -> None:
        found = [path for place in PLACES for path in sorted(Path(place).glob(f"**/{LIBRARY}"))]
        if not found:
            raise Skipped("libfaketime is not installed")
        self._file = file
        self.off = timedelta(0)
        self.set(self.off)
        self.environ = {
            "LD_PRELOAD": str(found[0]),
            "FAKETIME_TIMESTAMP_FILE": str(file),
            "FAKETIME_NO_CACHE": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        }

    def set(self, off: timedelta) -> None:
        part = self._file.with_suffix(".part")
        part.write_text(f"{int(off.total_seconds()):+d}\n", encoding="ascii")
        part.replace(self._file)
        self.off = off

    def set_to(self, moment: datetime) -> None:
        self.set(moment - datetime.now(UTC))

    def now(self) -> datetime:
        """What the server believes, to the second."""
        return (datetime.now(UTC) + self.off).replace(microsecond=0)
