"""What the gallery of components shows: every field empty, filled in and refused, with made-up values."""

from datetime import date, time
from decimal import Decimal
from typing import Any

from werkzeug.datastructures import MultiDict

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
from tracker.wording.language import N_
from tracker.wording.vocabularies import HELPED, QUALITIES, REGIONS, SESSION_KINDS, SIDES

DAY = date(2026, 3, 3)
ICONS = (
    *("today", "diary", "progress", "course", "more", "patients", "brief"),
    *SESSION_KINDS,
    *("entry", "moment", "medicine", "change", "check", "print", "copy", "download", "settings", "person", "phone"),
)


class GalleryForm(BaseForm):
    user_name = LineField(
        N_("User name"), hint=N_("As you want to be called here."), required=N_("Please give a name.")
    )
    password = LineField(N_("Password"), hint=N_("At least 10 characters. A sentence is fine."))
    note = NoteField(N_("Note"), hint=N_("Only you read this."))
    minutes = WholeField(N_("Minutes"), 0, 999, unit=N_("minutes"))
    cost = DecimalField(N_("Cost"), 100_000, 2, unit=N_("euro"))
    day = DayField(N_("Day"), required=N_("Please give the day."))
    at = ClockField(N_("Time"))
    helped = ChoiceField(N_("Did it help?"), HELPED)
    leg = ChoiceField(N_("Which leg?"), SIDES, required=N_("Please choose one."))
    insured = YesNoField(N_("Paid by insurance"))
    qualities = ChoicesField(N_("How did it feel?"), QUALITIES, hint=N_("As many as you like."))
    kept = TickField(N_("Keep me signed in"), hint=N_("Only on a device of your own."))
    sleep = ScoreField(N_("Sleep disturbed by pain"), hint=N_("In the last night."))
    worst = ScoreField(N_("Worst leg pain of the day"))
    regions = ChoicesField(
        N_("Where did you feel it?"), REGIONS, hint=N_("Tick all the places, or tap them in the drawing.")
    )


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
