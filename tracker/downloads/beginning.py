"""What every download keeps to: so many an hour, so many at once, and one of everything is told to the account."""

import logging
from collections.abc import Callable, Iterator
from typing import Any, Final
from uuid import UUID

from flask import request
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from tracker.accounts.services.accounts import Keeper
from tracker.accounts.services.activity import tell
from tracker.domain.accounts.security_log import SecurityAct
from tracker.downloads.limits import WAIT_SECONDS, Turns, UnderWay
from tracker.throttling.throttles import LimitedAct, Throttle, Throttled, Who
from tracker.web import clock, gate
from tracker.web.app_settings import held
from tracker.web.callers import caller
from tracker.web.transactions import separate_session
from tracker.wording import bar
from tracker.wording import files as words

NOBODY: Final = UUID(int=0)
log = logging.getLogger("tracker")


def prepare(extensions: dict[str, Any]) -> None:
    """Make the place among an app's extensions where it remembers what is under way."""
    extensions["export_turns"] = Turns()


def begin(*, whole: bool) -> Callable[[], None]:
    """Count a download of a file, or of a whole record, and begin it; gives what ends it. `Throttled`, `UnderWay`."""
    if request.method == "HEAD":
        return _nothing
    viewer = gate.viewer()
    end = _turns().take(viewer.account_id, whole=whole)
    try:
        _count(whole=whole)
    except BaseException:
        end()
        raise
    return end


def begin_by_link() -> Callable[[], None]:
    """Begin to make the files of a link, for no account; gives what ends it. `UnderWay`.

    How often a link is opened is counted by itself.
    """
    return _turns().take(NOBODY, whole=False)


def _nothing() -> None:
    """Where only the head is asked for, nothing is under way."""


def _count(*, whole: bool) -> None:
    """A database that cannot be written to keeps nobody from the files of their own record; from others' it does."""
    account_id, now = gate.viewer().account_id, clock.now()
    act = LimitedAct.EXPORT_ALL if whole else LimitedAct.EXPORT_FILE
    try:
        with separate_session() as session:
            throttle().take(session, act, Who(account=str(account_id)), now)
            if whole:
                tell(session, account_id, SecurityAct.EXPORTED_ALL, caller(), object_id=gate.patient().id)
    except (DBAPIError, PoolTimeout):
        if whole or not gate.patient().is_own:
            raise
        log.warning("export.not_counted account=%s", account_id)


def until_done(data: Iterator[bytes], end: Callable[[], None]) -> Iterator[bytes]:
    """The data; at its end the download is over."""
    yield from data
    end()


def too_much_words(error: Throttled | UnderWay) -> str:
    """Why a download did not begin."""
    if isinstance(error, Throttled):
        return words.many_downloads(error.seconds)
    return words.DOWNLOADS["under_way" if error.own else "several"]


def seconds_to_wait(error: Throttled | UnderWay) -> int:
    """After how many seconds it may be tried again."""
    return error.seconds if isinstance(error, Throttled) else WAIT_SECONDS


def shared_words() -> str | None:
    """What somebody else is given, as a sentence; None for the owner, who is given everything."""
    patient = gate.patient()
    if patient.terms is None:
        return None
    return words.shares(patient.user_name, bar.shown_words(patient.terms, patient.today()))


def _turns() -> Turns:
    return held(Turns, "export_turns")


def throttle() -> Throttle:
    """What counts downloads."""
    return held(Keeper, "keeper").throttle
