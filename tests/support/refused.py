"""What a rule refuses, with the words it is refused in."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tracker.domain.errors import Invalid
from tracker.wording import errors


@contextmanager
def refused(match: str) -> Iterator[None]:
    """`Invalid` is raised, and what people are told has `match` in it."""
    with pytest.raises(Invalid) as caught:
        yield
    assert re.search(match, errors.said(caught.value)), errors.said(caught.value)
