"""The server's own lines on faults never name the address that was asked for."""

import logging
from collections.abc import Iterator

import pytest

from tracker.web.log_scrubbing import NoAddresses

NAME = "a server's logger"


@pytest.fixture
def quiet_logger() -> Iterator[logging.Logger]:
    logging.getLogger(NAME).addFilter(NoAddresses())
    logger = logging.getLogger(NAME)
    yield logger
    for kept in [kept for kept in logger.filters if isinstance(kept, NoAddresses)]:
        logger.removeFilter(kept)


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("Exception while serving /s/a-secret", "Exception while serving a page"),
        ("Client disconnected while serving /s/a secret\n/s/another", "Client disconnected while serving a page"),
        ("Task queue depth is 3", "Task queue depth is 3"),
        ("100% of /s/ is left", "100% of /s/ is left"),
    ],
)
def test_the_address_is_left_out(
    quiet_logger: logging.Logger, caplog: pytest.LogCaptureFixture, line: str, kept: str
) -> None:
    quiet_logger.warning(line)
    assert caplog.messages == [kept]


def test_also_where_it_comes_as_an_argument(quiet_logger: logging.Logger, caplog: pytest.LogCaptureFixture) -> None:
    quiet_logger.error("Exception while serving %s", "/s/a-secret")
    assert caplog.messages == ["Exception while serving a page"]
