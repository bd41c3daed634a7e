"""A receiver on this machine."""

from collections.abc import Iterator

import pytest

from tests.support.receivers import Receiver, serve


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    yield from serve(Receiver())
