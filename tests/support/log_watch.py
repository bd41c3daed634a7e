"""Watches what every test makes the app write into its log and on standard error: nobody's words, and no secrets.

A pytest plugin. Every message of every logger is kept while a test runs, with what its tracebacks say, and so is
standard error. At the end of each part of a test none of it may hold a word of the planted records, a password of the
tests, or a secret that the app made meanwhile: of sessions, links, codes and steps.
"""

import logging
import re
import secrets
from collections.abc import Callable, Iterator
from typing import Any, Final

import pyotp
import pytest

from tests.support.canaries import ANY, NOTE, OLD, OTHERS, OWN
from tests.support.people import PASSWORD
from tracker.accounts.services import codes
from tracker.practitioners import services as practitioners
from tracker.sharing.services import invites

WORDS: Final = (NOTE, OLD, ANY, OTHERS, OWN, "canary-", PASSWORD, "quite another pass phrase")
SHORTEST: Final = 12
MARK: Final = "leaks_on_purpose"
_FORMAT: Final = logging.Formatter("%(name)s %(message)s")
_TOKENS: Final = re.compile(r"[A-Za-z0-9_-]{12,}")


class Kept(logging.Handler):
    """Every line logged since it was last emptied."""

    def __init__(self) -> None:
        super().__init__(logging.NOTSET)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(_FORMAT.format(record))


KEPT: Final = Kept()
MADE: Final[set[str]] = set()


def leaks(text: str) -> list[str]:
    """The words and secrets in a text, whatever the case of its letters and the dashes within its codes."""
    folded = text.casefold()
    tokens = set(_TOKENS.findall(text))
    tokens |= {token.replace("-", "") for token in tokens}
    tokens |= {token.upper() for token in tokens}
    return [word for word in WORDS if word in folded] + sorted(tokens & MADE)


def _noting(make: Callable[..., Any]) -> Callable[..., Any]:
    def noted(*args: Any, **kwargs: Any) -> Any:
        made = make(*args, **kwargs)
        if isinstance(made, str) and len(made) >= SHORTEST:
            MADE.add(made)
        return made

    return noted


@pytest.fixture(autouse=True, scope="session")
def _note_secrets() -> Iterator[None]:
    """All secrets of the app come from here."""
    makers = (
        *((secrets, name) for name in ("token_urlsafe", "token_hex")),
        (pyotp, "random_base32"),
        *((module, "new_code") for module in (codes, invites, practitioners)),
    )
    with pytest.MonkeyPatch.context() as patch:
        for module, name in makers:
            patch.setattr(module, name, _noting(getattr(module, name)))
        yield


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line(
        "markers", f"{MARK}: writes words of records or secrets into the log itself, to see it seen"
    )


@pytest.hookimpl(tryfirst=True)
def pytest_sessionstart() -> None:
    logging.getLogger().addHandler(KEPT)
    logging.getLogger("tracker").setLevel(logging.DEBUG)


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """A part of a test that was well fails where something has leaked meanwhile."""
    outcome: Any = yield
    report: pytest.TestReport = outcome.get_result()
    logging.getLogger().addHandler(KEPT)  # again, should the test have set the log up anew
    told = list(KEPT.lines)
    KEPT.lines.clear()
    ours = (f"Captured stderr {report.when}", f"Captured log {report.when}")
    told += [text for name, text in report.sections if name in ours]
    if report.outcome != "passed" or item.get_closest_marker(MARK):
        return
    found = sorted({leak for text in told for leak in leaks(text)})
    if found:
        lines = [text for text in told if leaks(text)]
        report.outcome = "failed"
        report.longrepr = f"in the log or on standard error: {found}\n" + "\n".join(lines)[:4000]
