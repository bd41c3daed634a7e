"""A fixed noon."""

from collections.abc import Iterator

import pytest
import time_machine

from tests.sharing.openers import NOON


@pytest.fixture
def noon() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller
