"""The blueprint that every page of sharing hangs on, and what its pages have in common."""

from collections.abc import Callable, Sequence
from typing import TypeVar
from uuid import UUID

from flask import Blueprint, current_app
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from tracker.accounts.services.accounts import Keeper
from tracker.domain.errors import Problems
from tracker.domain.sharing.terms import RunningCourse, ShareTerms, shared_course
from tracker.sharing.forms import TermsForm
from tracker.sharing.services.choices import chosen_terms
from tracker.sharing.services.live_shares import VISIT_LASTS
from tracker.throttling.throttles import LimitedAct, Who
from tracker.web import clock, gate
from tracker.web.app_settings import held
from tracker.web.cookies import Cookie
from tracker.web.forms import BaseForm
from tracker.web.refusals import NO_PROBLEMS, after, form_page, refuse
from tracker.web.transactions import separate_session
from tracker.wording.sharing import since_words, what_is_seen

Found = TypeVar("Found")

blueprint = Blueprint("sharing", __name__)
VISIT = Cookie("share", VISIT_LASTS)  # of a browser that opened a share link: a secret bound to that one link


def keeper() -> Keeper:
    """What judges and counts tries."""
    return held(Keeper, "keeper")


def running_courses() -> Sequence[RunningCourse]:
    """The courses of this record that have not ended."""
    found: Sequence[RunningCourse] = current_app.extensions["running_courses"](gate.patient().id)
    return found


def session_recorders() -> frozenset[UUID]:
    """The accounts of practitioners whose records of this record's sessions stand."""
    found: frozenset[UUID] = current_app.extensions["session_recorders"](gate.patient().id)
    return found


def this_course(trade: str | None = None) -> RunningCourse | None:
    """What "this course" means on the forms of this request; `trade` is what the practitioner practises, if known."""
    return shared_course(running_courses(), gate.patient().today(), trade)


def chosen(form: TermsForm, trade: str | None = None) -> ShareTerms | None:
    """The terms that were chosen; None where nothing was sent, or with the reasons beside the fields."""
    if not form.was_sent or not form.is_submitted() or not form.validate():
        return None
    try:
        return chosen_terms(form.choices(), this_course(trade), gate.patient().today())
    except Problems as problems:
        form.blame(problems)
        return None


def terms_page(
    template: str, form: TermsForm, terms: ShareTerms | None, trade: str | None = None, **context: object
) -> ResponseReturnValue:
    """The form of terms; once they are chosen, with what will be seen and the way to say yes to it."""
    today = gate.patient().today()
    form.since.words = since_words(this_course(trade), today)
    seen = () if terms is None else what_is_seen(terms, running_courses(), today=today)
    return form_page(f"sharing/{template}.html", form, terms=terms, seen=seen, **context)


def judged(act: LimitedAct, find: Callable[[Session], Found], *, guessable: bool = False) -> Found | None:
    """What a typed code leads to, `find` says. Nobody guesses one: what is right is found, and the rest is counted.

    A `guessable` one is counted before it is judged, and given back where it was right. Raises `Throttled` where there
    were too many tries that found nothing.
    """
    who, throttle, now = Who(account=str(gate.viewer().account_id)), keeper().throttle, clock.now()
    tries: tuple[UUID, ...] = ()
    if guessable:
        with separate_session() as session:
            tries = throttle.take(session, act, who, now)
    with separate_session() as session:
        found = find(session)
        if found is not None:
            throttle.give_back(session, tries)
        elif not guessable:
            throttle.take(session, act, who, now)
    return found


def refused(template: str, form: BaseForm, error: Exception, wrong: Problems = NO_PROBLEMS) -> Response:
    """The page again, with what was `wrong` or, after too many tries, how long to wait."""
    refuse(error, form, wrong)
    return after(error, form_page(f"sharing/{template}.html", form))
