"""A page that was left open until the day turned: what it meant by "today" and "now" is asked about, nothing is lost.

Every form that means the day or the minute of its page carries that minute (the macros `as_of` and `form_id`). Where
the day has turned on the patient's own clock since, the view asks which day is meant instead of saving.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Final

from flask import current_app, g, render_template, request, url_for
from werkzeug.wrappers import Response

from tracker.web import clock, opened, waiting
from tracker.web.errors import typed_fields
from tracker.web.forms import BaseForm
from tracker.web.gate import SAFE_METHODS, Patient
from tracker.web.refusals import UNFIT
from tracker.wording import pages as wording

NAME: Final = "page_now"
ISO_MINUTE: Final = len("2026-11-28T23:40")
Fields = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Way:
    """One answer: its words, and where it goes, with the form's `fields` or (None) as a page to fill in."""

    words: str
    action: str
    fields: Fields | None


@dataclass(frozen=True, slots=True)
class Clock:
    """By whose days a page is counted: the day it is of, the zone and its city, and where today's page is.

    `named`: the bar of the page says already that it is another day there than where its reader lives.
    """

    day: date
    zone: str
    city: str
    whose: str
    again: str
    named: bool


def here() -> datetime:
    """Now, as the patient's clock shows it; for what waited on a device, when it was made."""
    return waiting.made_or_now().astimezone(g.patient.zone)


def today() -> date:
    """The patient's day of `here`."""
    return here().date()


def page_now() -> str:
    """The minute at which a form is shown, on the patient's clock; empty on a page that is about no record."""
    return "" if g.get("patient") is None else here().strftime("%Y-%m-%dT%H:%M")


def page_was() -> datetime | None:
    """The minute at which the form that was sent had been shown, where the patient's day has turned since then.

    What waited may also have been shown by the clock of a device that is a day ahead.
    """
    raw = request.form.get(NAME, "")
    try:
        was = datetime.fromisoformat(raw) if len(raw) == ISO_MINUTE else None
    except ValueError:
        return None
    if was is None or was.tzinfo is not None or was.date() == today():
        return None
    return was if was.date() < today() or waiting.item() is not None else None


def page_was_of(day: date) -> datetime | None:
    """The same of a form about `day` on a page where that day was today; an earlier day is meant as it is."""
    was = page_was()
    return was if was is not None and was.date() == day else None


def page_meant_now(day: date | None, at: time | None) -> datetime | None:
    """The same of a form whose day and time still are the minute it was shown at: its "now" is over."""
    was = page_was()
    return was if was is not None and (day, at) == (was.date(), was.time()) else None


def sent(*, without: Collection[str] = (), **changed: object) -> Fields:
    """Everything the form held, ready to be sent again; `changed` in other words, `without` some of it."""
    left_out = {NAME, *without, *changed}
    return [
        *((name, value) for name, value in typed_fields() if name not in left_out),
        *((n, str(v)) for n, v in changed.items()),
    ]


def untouched(form: BaseForm) -> set[str]:
    """The fields of a form that still hold what it was opened with, or offered: they say nothing of another day."""
    base = opened.read(request.form.get(opened.NAME))
    fields = {field.name: opened.shortened(field.parts_of(field.data)) for field in form.merging}
    return {name for name, parts in fields.items() if parts in (base.get(name, {}), base.get(opened.OFFERED + name))}


def ask(what: str, was: datetime, ways: Sequence[Way], *, signs: Any = ()) -> Response:
    """The question which day is meant, with `ways` to answer it; a ticked warning sign is not kept waiting by it."""
    if waiting.item() is not None:
        return waiting.which_day(ways)
    html = render_template("errors/day_turned.html", what=what, was=was.date(), now=today(), ways=ways, signs=signs)
    return current_app.make_response((html, UNFIT))


def now_or_then(was: datetime, now: Fields) -> tuple[Way, Way]:
    """The two answers of a form with a day and a time: `now` holds it with those of this minute."""
    return Way(now_words(here()), request.path, now), Way(then_words(was, with_time=True), request.path, sent())


def now_words(moment: datetime | None = None) -> str:
    """Today, Sun 29 Nov; with its time for a moment. Of what waited, that moment is no longer now."""
    if waiting.item() is not None:
        return wording.then_words(here(), clock.today(g.patient.zone), with_time=moment is not None)
    return wording.today_words(today()) if moment is None else wording.now_words(moment)


def then_words(was: datetime, *, with_time: bool = False) -> str:
    """Sat 28 Nov; with its time for a moment, and with its year where that is another."""
    return wording.then_words(was, today(), with_time=with_time)


def record_clock() -> Clock | None:
    """What the browser needs to tell that a page is of a day gone by, or counted by other days than its own."""
    patient: Patient | None = g.get("patient")
    if patient is None:
        return None
    again = request.full_path.rstrip("?") if request.method in SAFE_METHODS else ""
    if patient.is_own:
        again = url_for("dashboard.today", patient_id=patient.id)
    city = patient.zone.key.rpartition("/")[2].replace("_", " ")
    today, viewer = patient.today(), g.get("viewer")
    named = not patient.is_own and viewer is not None and clock.now().astimezone(viewer.zone).date() != today
    return Clock(today, patient.zone.key, city, "" if patient.is_own else patient.user_name, again, named)
