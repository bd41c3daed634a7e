"""Runs commands of `tracker` within the test, and leaves logging and connections as they were."""

import gc
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from click.testing import CliRunner, Result

from tracker import cli
from tracker.web import logs

Run = Callable[..., Result]


@contextmanager
def running_commands() -> Iterator[Run]:
    """What runs a command by its words, `typed` answers what it asks; it ends with `exits`, never in a traceback."""
    kept = {name: logging.getLogger(name).handlers[:] for name in logs.OURS}

    def run_one(*words: object, exits: int = 0, typed: str | None = None) -> Result:
        result = CliRunner().invoke(cli.main, [str(word) for word in words], input=typed)
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
        assert result.exit_code == exits, result.output
        return result

    yield run_one
    for name, handlers in kept.items():
        logging.getLogger(name).handlers = handlers
    gc.collect()  # connections of the commands' own apps
