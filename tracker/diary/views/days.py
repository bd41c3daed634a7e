"""What is said of one day: a score with one tap, and the details behind the fold, today or earlier."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import Any, Final, TypeVar
from uuid import UUID

from flask import abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from tracker.diary.forms import EntryForm, MomentForm, TapForm, answered
from tracker.diary.models import Entry
from tracker.diary.services import reading, writing
from tracker.diary.services.reading import StoredEntry
from tracker.diary.views.base import blueprint
from tracker.domain.errors import Problems
from tracker.domain.safety.warning_signs import needs_help
from tracker.domain.scores.daily import DAILY
from tracker.domain.scores.entry import EntryFacts
from tracker.domain.sharing.access import Action
from tracker.domain.values import parsing
from tracker.domain.values.facts import values_of
from tracker.patients.services.record import side_of_episode
from tracker.web import gate, opened, turned, waiting
from tracker.web.acting import answer, author
from tracker.web.days import day_or_404, to_day
from tracker.web.forms import BaseForm, ScoreField
from tracker.web.limits import takes
from tracker.web.refusals import form_page
from tracker.web.transactions import commit, db_session
from tracker.wording import diary as wording
from tracker.wording import errors

NEXT_STEP = {"leg": "back", "back": "more"}
NO_PROBLEMS: Final[Mapping[str, str]] = MappingProxyType({})
Asking = TypeVar("Asking", bound=BaseForm)


def side_in_set_up() -> str | None:
    return side_of_episode(db_session(), gate.patient().id)


def onward(form: EntryForm | MomentForm, day: date, saved: UUID | None) -> ResponseReturnValue:
    """Where an entry goes that is saved."""
    return to_help() if needs_help(form.warning_signs.data) else to_day(day, saved)


def to_help() -> ResponseReturnValue:
    """A warning sign was ticked: the page that says who to call, which shows no score."""
    then = url_for("dashboard.today", patient_id=gate.patient().id)
    asked_by: dict[str, Any] = {"from": "entry"}
    return redirect(url_for("guide.help_now", **asked_by, then=then), 303)


@blueprint.post("/patients/<uuid:patient_id>/days/<day>/<any(leg, back):site>")
@gate.record(Action.WRITE)
def score(patient_id: UUID, day: str, site: str) -> ResponseReturnValue:
    """One tap."""
    for_date, name = day_or_404(day), writing.SITES[site]
    if (was := turned.page_was_of(for_date)) is not None:
        return _which_day(wording.pain_of(site, request.form.get("score", "")), was, "diary.score", site=site)
    found = reading.find_daily(db_session(), patient_id, for_date)
    tap = TapForm(data={"score": None if found is None else getattr(found.facts, name)})
    about_entry(tap, found)
    if waiting.item() is not None:
        return answer(
            tap,
            lambda: writing.set_score(db_session(), for_date, site, tap.score.data, author()),
            lambda: abort(400),
            lambda _saved: abort(400),
        )
    if not tap.validate():
        return _ask_again(for_date, found, tap.score, name)
    try:
        saved = writing.set_score(db_session(), for_date, site, tap.score.data, author())
    except Problems as problems:
        tap.score.errors = []
        return _ask_again(for_date, found, tap.score, name, errors.said_by_field(problems))
    commit()
    return to_day(for_date, saved, NEXT_STEP[site])


@blueprint.post("/patients/<uuid:patient_id>/days/<day>/details")
@gate.record(Action.WRITE)
@takes(EntryForm)
def details(patient_id: UUID, day: str) -> ResponseReturnValue:
    """Everything about a day in one go; scores that the page leaves out stay."""
    for_date = day_or_404(day)
    if (was := turned.page_was_of(for_date)) is not None:
        form = EntryForm()
        signs = form.warning_signs.data
        return _which_day(wording.ASKED["details"], was, "diary.details", without=turned.untouched(form), signs=signs)
    found = reading.find_daily(db_session(), patient_id, for_date)
    known = _facts(for_date, found)
    form = about_entry(EntryForm(data=values_of(known)), found)
    return answer(
        form,
        lambda: writing.save_daily(db_session(), answered(form, known), author()),
        lambda: _page(for_date, form),
        lambda saved: onward(form, for_date, saved),
    )


def _which_day(
    what: str,
    was: datetime,
    endpoint: str,
    *,
    site: str | None = None,
    without: Collection[str] = (),
    signs: Collection[str] = (),
) -> ResponseReturnValue:
    """A page of Today was left open overnight: today, with what was given there, or the day of the page."""
    patient = gate.patient()
    now = url_for(endpoint, patient_id=patient.id, day=turned.today(), site=site)
    fresh = turned.sent(without={opened.NAME, *without})
    ways = (turned.Way(turned.now_words(), now, fresh), turned.Way(turned.then_words(was), request.path, turned.sent()))
    return turned.ask(what, was, ways, signs=signs)


@blueprint.get("/patients/<uuid:patient_id>/days")
@gate.record(Action.READ)
def open_day(patient_id: UUID) -> ResponseReturnValue:
    """From a picked date to its page; back to the diary, which says what was wrong with it."""
    asked = parsing.readable(parsing.day, request.args.get("day"))
    if asked is None or asked > gate.patient().today():
        wrong = "unread" if asked is None else "to_come"
        return redirect(url_for("dashboard.diary", patient_id=patient_id, wrong=wrong, _anchor="day"))
    return redirect(url_for("dashboard.day", patient_id=patient_id, day=asked))


def about_entry(form: Asking, found: StoredEntry | None) -> Asking:
    """The form, which knows which entry it changes."""
    return form.about(Entry.__tablename__, None if found is None else found.id)


def _facts(day: date, found: StoredEntry | None) -> EntryFacts:
    return EntryFacts(kind=DAILY, for_date=day) if found is None else found.facts


def _ask_again(
    day: date, found: StoredEntry | None, tapped: ScoreField, name: str, problems: Mapping[str, str] = NO_PROBLEMS
) -> ResponseReturnValue:
    """The whole day, with the number that was tapped and why it could not be saved at once."""
    form = EntryForm(formdata=None, data=values_of(_facts(day, found)))
    if tapped.data is not None:
        form.suggest(**{name: tapped.data})
    form[name].errors, form[name].asked = [*tapped.errors], tapped.asked
    form.blame(problems)
    return _page(day, form)


def _page(day: date, form: EntryForm) -> ResponseReturnValue:
    action = url_for("diary.details", patient_id=gate.patient().id, day=day)
    return form_page("diary/entry.html", form, day=day, action=action, entry=None)
