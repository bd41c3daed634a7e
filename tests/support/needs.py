"""What some tests need of the machine: skipped with a reason where it is missing, unless it must not be missing."""

import os
import shutil
from pathlib import Path

import pytest

REQUIRED = frozenset(filter(None, os.environ.get("TRACKER_TEST_REQUIRE", "").split(",")))


def find_chromium() -> str | None:
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def find_postgres() -> Path | None:
    """The folder of the newest server's programs; the ones on the path may be wrappers."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: int(folder.parent.name))
    with_server = [folder for folder in folders if (folder / "initdb").exists()]
    return with_server[-1] if with_server else None


def need(what: str, found: object, reason: str) -> None:
    """Skip the test where `found` is nothing; fail it where the environment says that `what` must be there."""
    if found is not None:
        return
    if what in REQUIRED:
        pytest.fail(f"{reason}, but TRACKER_TEST_REQUIRE asks for {what}")
    pytest.skip(reason)
