"""What the gallery of components shows: every field empty, filled in and refused, with made-up values."""

from datetime import date, time
from decimal import Decimal
from typing import Any

from werkzeug.datastructures import MultiDict

from tracker.domain.vocabularies import HELPED, QUALITIES, REGIONS, SESSION_KINDS, SIDES
from tracker.web.forms import (
    BaseForm,
    ChoiceField,
    ChoicesField,
    ClockField,
    DayField,
    DecimalField,
    LineField,
    NoteField,
    ScoreField,
    TickField,
    WholeField,
    YesNoField,
)
from tracker.web.paging import Page

DAY = date(2026, 3, 3)
ICONS = (
    *("today", "diary", "progress", "course", "more", "patients", "brief"),
    *SESSION_KINDS,
    *("entry", "moment", "medicine", "change", "check", "print", "copy", "download", "settings", "person", "phone"),
)


class GalleryForm(BaseForm):
    user_name = LineField("User name", hint="As you want to be called here.", required="Please give a name.")
    password = LineField("Password", hint="At least 10 characters. A sentence is fine.")
    note = NoteField("Note", hint="Only you read this.")
    minutes = WholeField("Minutes", 0, 999, unit="minutes")
    cost = DecimalField("Cost", 100_000, 2, unit="euro")
    day = DayField("Day", required="Please give the day.")
    at = ClockField("Time")
    helped = ChoiceField("Did it help?", HELPED)
    leg = ChoiceField("Which leg?", SIDES, required="Please choose one.")
    insured = YesNoField("Paid by insurance")
    qualities = ChoicesField("How did it feel?", QUALITIES, hint="As many as you like.")
    kept = TickField("Keep me signed in", hint="Only on a device of your own.")
    sleep = ScoreField("Sleep disturbed by pain", hint="In the last night.")
    worst = ScoreField("Worst leg pain of the day")
    regions = ChoicesField("Where did you feel it?", REGIONS, hint="Tick all the places, or tap them in the drawing.")


FILLED: dict[str, Any] = {
    "user_name": "Rosa",
    "note": "Sat in the car for two hours.",
    "minutes": 45,
    "cost": Decimal("62.50"),
    "day": DAY,
    "at": time(17, 30),
    "helped": "somewhat",
    "leg": "left",
    "insured": False,
    "qualities": ("burning", "tingling"),
    "kept": True,
    "sleep": 0,
    "worst": 7,
    "regions": ("low_back", "buttock", "thigh_back", "calf", "outer_leg"),
}
TYPED = {
    "user_name": "",
    "note": "Kept as it was typed",
    "minutes": "half an hour",
    "cost": "1,2,3",
    "day": "",
    "at": "",
    "helped": "perhaps",
    "sleep": "11",
    "worst": "-1",
}


def _refused() -> GalleryForm:
    typed = MultiDict((f"refused-{name}", value) for name, value in TYPED.items())
    form = GalleryForm(formdata=typed, prefix="refused-")
    form.validate()
    form.blame({"refused-qualities": "Please choose from the list.", "moment": "This moment lies in the future."})
    return form


def _page_address(number: int) -> str:
    return f"?page={number}#pager"


def contents() -> dict[str, Any]:
    """The forms and values that the gallery's template draws."""
    return {
        "icon_names": ICONS,
        "empty": GalleryForm(formdata=None, prefix="empty-"),
        "filled": GalleryForm(formdata=None, prefix="filled-", data=FILLED),
        "refused": _refused(),
        "pages": [Page((), number, has_next) for number, has_next in ((1, True), (2, True), (3, False))],
        "page_address": _page_address,
    }
