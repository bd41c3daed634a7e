"""A build under measurement: the real `tracker serve` in a process of its own, on a database of its own."""

import os
import re
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from scripts.bench.lines import Line, Sent
from tests.support.ports import free_port

SCHEDULER: Final = 2  # the clock of the kernel's that counts what a process has run
START_SECONDS: Final = 60
JOBS: Final = 3  # done by every server soon after it has started: a backup among them
JOBS_SECONDS: Final = 90
FIRST_PAGE: Final = "/sign-in?again=1"


@dataclass(frozen=True, slots=True)
class Build:
    """A checkout, the folder of its database, and what its host has set."""

    name: str
    code: Path
    instance: Path
    settings: Mapping[str, str]

    def environ(self) -> dict[str, str]:
        """Without what this shell sets for the app; compiled modules are kept, as on a host's machine."""
        ours = {"TRACKER_INSTANCE_PATH": str(self.instance), "TRACKER_PRACTITIONER_FACTOR": "no"}
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith("TRACKER_") and name != "PYTHONDONTWRITEBYTECODE"
        }
        return kept | ours | dict(self.settings)

    def run(self, *words: str) -> str:
        """A command of the build's; gives what it says."""
        command = [sys.executable, "-m", *words]
        done = subprocess.run(  # noqa: S603 - our own words
            command, cwd=self.code, env=self.environ(), check=True, capture_output=True, text=True
        )
        return done.stdout

    def take_data_of(self, other: "Build") -> None:
        """The same rows under the same keys, in the tables of this build."""
        shutil.copytree(other.instance, self.instance, dirs_exist_ok=True)
        self.run("tracker", "upgrade", "--without-copy")

    def forget_attempts(self) -> None:
        """What counts against somebody who asks for so many files."""
        self.tell("DELETE FROM attempt")

    def stay_confirmed(self) -> None:
        """As if every password had been given just now: a file of everything asks for it again after half an hour."""
        self.tell("UPDATE account_session SET confirmed_at = strftime('%Y-%m-%d %H:%M:%f', 'now') || '000'")

    def tell(self, statement: str) -> list[tuple[object, ...]]:
        """A statement for the database, past the app."""
        with closing(sqlite3.connect(self.instance / "tracker.sqlite3", timeout=30)) as connection, connection:
            return connection.execute(statement).fetchall()


class Served:
    """One server process of a build."""

    def __init__(self, build: Build) -> None:
        self.build = build
        self.port = free_port()
        command = [sys.executable, "-m", "tracker", "serve", "--port", str(self.port)]
        began = time.perf_counter()
        build.instance.mkdir(mode=0o700, exist_ok=True)
        self.log = build.instance / "log"
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(  # noqa: S603 - our own words
                command, cwd=build.code, env=build.environ(), stdout=subprocess.DEVNULL, stderr=log
            )
        self._first_answer()
        self.start_seconds = time.perf_counter() - began
        self.start_cpu = self.cpu()

    def _first_answer(self) -> None:
        end = time.perf_counter() + START_SECONDS
        line = Line(self.port, {})
        while time.perf_counter() < end and self.process.poll() is None:
            with suppress(OSError):
                status, _ = line.ask(Sent(FIRST_PAGE))
                line.close()
                if status == 200:  # noqa: PLR2004
                    return
            time.sleep(0.005)
        raise SystemExit(f"the server of {self.build.name} did not start: {self.log.read_text(encoding='utf-8')}")

    def wait_for_jobs(self) -> None:
        """Until what every server does soon after it has started is done."""
        end = time.perf_counter() + JOBS_SECONDS
        while self.log.read_text(encoding="utf-8").count("job.done") < JOBS and time.perf_counter() < end:
            time.sleep(0.5)

    def cpu(self) -> float:
        """Seconds of processor time used so far, to the kernel's nanosecond, threads that have ended included."""
        return time.clock_gettime((~self.process.pid << 3) | SCHEDULER)

    def memory(self) -> float:
        """MiB that are this process's own, with its share of what it shares."""
        told = Path(f"/proc/{self.process.pid}/smaps_rollup").read_text(encoding="ascii")
        found = re.search(r"^Pss:\s+(\d+) kB", told, re.MULTILINE)
        return int(found[1]) / 1024 if found else 0.0

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(30)


@contextmanager
def serving(build: Build) -> Iterator[Served]:
    served = Served(build)
    try:
        yield served
    finally:
        served.stop()
