"""What a start does without, where the tables are at the newest version: it would take a fifth of its time."""

import json
import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tracker import serving

HEAVY = {
    *("alembic", "mako", "plotly", "pygments", "playwright", "pytest", "cryptography", "segno", "xml.sax", "typst"),
    *("xlsxwriter", "zxcvbn", "webauthn", "PIL", "fontTools", "psycopg"),
}
SERVE = """
import gc, json, sys
from tracker import serving
started = serving.app()
serving.stop_beside(started)
answer = started.test_client().get("/sign-in").status_code
print(json.dumps([sorted(sys.modules), gc.get_freeze_count(), gc.get_threshold(), answer]))
"""
COMMAND = """
import gc, json, sys
from tracker import __main__
sys.argv[1:] = ["--version"]
try:
    __main__.main()
finally:
    print(json.dumps([sorted(sys.modules), gc.get_freeze_count(), gc.isenabled(), 0]))
"""

# Eight threads, each of which keeps something too large for Python's own heap; then how many heaps there are.
HEAPS = """
import ctypes, sys, tempfile, threading
from tracker import serving
if sys.argv[1] == "shared":
    serving.share_heaps()
kept, at_once = [], threading.Barrier(8)
def keep():
    at_once.wait()
    kept.extend(bytearray(2000 + number) for number in range(500))
    at_once.wait()
threads = [threading.Thread(target=keep) for _ in range(8)]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
libc = ctypes.CDLL(None)
libc.fopen.restype = ctypes.c_void_p
with tempfile.NamedTemporaryFile() as file:
    told = ctypes.c_void_p(libc.fopen(file.name.encode(), b"w"))
    libc.malloc_info(0, told)
    libc.fclose(told)
    print(file.read().count(b"<heap nr="))
"""


def _run(code: str, upgraded_file: Path, folder: Path) -> list[Any]:
    folder.mkdir(mode=0o700)
    shutil.copyfile(upgraded_file, folder / "tracker.sqlite3")
    environ = {name: value for name, value in os.environ.items() if not name.startswith("TRACKER_")}
    done = subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-c", code],
        env=environ | {"TRACKER_INSTANCE_PATH": str(folder)},
        check=True,
        capture_output=True,
        text=True,
    )
    found: list[Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def test_a_server_imports_nothing_that_only_migrates_draws_or_seals(upgraded_file: Path, tmp_path: Path) -> None:
    modules, frozen, threshold, answer = _run(SERVE, upgraded_file, tmp_path / "instance")
    assert HEAVY & set(modules) == set()
    assert answer == 200
    # What there is by then stays for good, and is never looked over again.
    assert frozen > 100_000
    assert threshold[0] > 10_000


def test_commands_look_for_what_can_go_once_all_is_imported(upgraded_file: Path, tmp_path: Path) -> None:
    modules, frozen, enabled, _ = _run(COMMAND, upgraded_file, tmp_path / "instance")
    assert "tracker.cli" in modules
    assert HEAVY & set(modules) == set()
    assert frozen > 50_000
    assert enabled


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="other C libraries share their heap")
def test_threads_of_a_server_share_two_heaps() -> None:
    def heaps(how: str) -> int:
        done = subprocess.run([sys.executable, "-c", HEAPS, how], check=True, capture_output=True, text=True)  # noqa: S603
        return int(done.stdout)

    assert heaps("apart") > serving.HEAPS
    assert heaps("shared") == serving.HEAPS
