"""The real servers, in processes of their own."""

from collections.abc import Iterator
from pathlib import Path
from shutil import copyfile

import pytest

from tests.support.ports import free_port
from tests.support.twins import Twin, environment


@pytest.fixture(params=["waitress", "gunicorn"])
def server(request: pytest.FixtureRequest, tmp_path: Path, upgraded_file: Path) -> Iterator[Twin]:
    """Each of them, on a file of its own."""
    instance = tmp_path / "instance"
    instance.mkdir(mode=0o700)
    copyfile(upgraded_file, instance / "tracker.sqlite3")
    address = f"sqlite:///{instance / 'tracker.sqlite3'}"
    twin = Twin(request.param, free_port(), environment(address, instance), tmp_path)
    twin.start()
    yield twin
    twin.stop()
