"""The watch over the log itself: it sees what leaks, in whatever way it leaks."""

import logging
import secrets
from textwrap import dedent

import pytest

from tests.support.log_watch import leaks
from tests.support.people import PASSWORD
from tracker.accounts.services.codes import new_codes
from tracker.passwords.tokens import new_secret

pytest_plugins = ["pytester"]


def test_words_and_secrets_are_seen() -> None:
    secret, code = new_secret(), new_codes()[0]
    assert leaks(f"sid={secret};") == [secret]
    assert leaks(f"code {code} used") == [code.replace("-", "")]
    assert leaks(f"code {code.lower()} typed") == [code.replace("-", "")]
    assert leaks(f"/s/{secret}") == [secret]
    assert leaks("note=CanaryNoteRosa") == ["canarynote"]
    assert leaks(f"wrong password {PASSWORD!r}") == [PASSWORD]
    assert leaks(f"account.signed_in account={secrets.token_bytes(4)!r}") == []


LEAKING = """
    import logging, secrets, sys

    def test_a_word():
        logging.getLogger("tracker").info("entry.saved note=%s", "canarynoterosa")

    def test_a_traceback():
        try:
            raise ValueError("canarynoterosa")
        except ValueError:
            logging.getLogger("tracker.web").exception("failed")

    def test_standard_error():
        print("a long enough pass phrase", file=sys.stderr)

    def test_a_secret():
        logging.getLogger("any").debug("x") or logging.getLogger("tracker").warning(secrets.token_urlsafe(32))

    def test_nothing():
        logging.getLogger("tracker").info("entry.saved entry=1")
"""


@pytest.mark.leaks_on_purpose
def test_a_test_in_which_something_leaks_fails(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("tracker", "tracker.web"):  # what the commands under test have set up before
        monkeypatch.setattr(logging.getLogger(name), "handlers", [])
        monkeypatch.setattr(logging.getLogger(name), "filters", [])
    pytester.makepyfile(dedent(LEAKING))
    result = pytester.runpytest_inprocess(
        "-p", "tests.support.log_watch", "--import-mode=importlib", "-p", "no:cacheprovider"
    )
    result.assert_outcomes(passed=1, failed=4)
    result.stdout.fnmatch_lines(["*in the log or on standard error*canarynote*"])
