"""What the places are called where one can go from any page."""

from typing import Final

from tracker.wording.language import N_, Words

PLACES: Final = Words(
    {
        "today": N_("Today"),
        "diary": N_("Diary"),
        "progress": N_("Progress"),
        "course": N_("Course"),
        "more": N_("More"),
        "patients": N_("Patients"),
        "brief": N_("Brief"),
        "own_diary": N_("My diary"),
        "account": N_("Settings"),
    }
)
