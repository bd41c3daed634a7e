"""What tests of backups, restores and starts have in common."""

from collections.abc import Iterator

import pytest
from flask import Flask

from tests.support.commands import Run, running_commands
from tracker.configuration.settings import Settings


@pytest.fixture
def settings(either_app: Flask) -> Settings:
    """Of an app on either engine."""
    found: Settings = either_app.extensions["settings"]
    return found


@pytest.fixture
def run() -> Iterator[Run]:
    """Runs commands of `tracker` by their words."""
    with running_commands() as run_one:
        yield run_one
