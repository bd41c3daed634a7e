"""Which of a person's own numbers belong to a statement that answers what they asked."""

from collections.abc import Mapping
from typing import Final

from tracker.wording.language import _

COURSE: Final = "course"
MEDICINE: Final = "medicine"
# The statement by its code, and what of the diary stands beside it: the course, or days with something and without.
BESIDE: Final[Mapping[str, tuple[str, ...]]] = {
    "in_short.trial": (COURSE,),
    "trial.tu": (COURSE,),
    "claims.sessions": (COURSE,),
    "claims.weekly": (COURSE,),
    "claims.when": (COURSE,),
    "claims.first_session": (COURSE,),
    "claims.lasts": (COURSE,),
    "claims.worse": (COURSE,),
    "cannot_tell.why": (COURSE,),
    "cannot_tell.which": (COURSE,),
    "counting.start": (COURSE,),
    "counting.words": (COURSE,),
    "counting.two_weeks": (COURSE,),
    "heat.heat": ("session:heat",),
    "heat.cold": ("session:ice",),
    "claims.massage": ("session:massage",),
    "claims.chiropractic": ("session:chiropractic",),
    "claims.weight": ("session:walking", "session:swimming"),
    "care.exercise": ("session:stretching", "session:walking", "session:physiotherapy"),
    "care.active": ("session:walking",),
    "care.nsaids": (MEDICINE,),
    "care.pregabalin": (MEDICINE,),
    "care.opioids": (MEDICINE,),
}


def no_course() -> str:
    return _("No course is recorded, so there is nothing to compare yet.")


def nothing_with_it() -> str:
    return _("Your diary holds no day with it yet.")


def course_line(name: str, verdict: str) -> str:
    return _("%(name)s. %(verdict)s", name=name, verdict=verdict)


def row_line(name: str, words: str) -> str:
    return _("%(name)s: %(words)s", name=name, words=words)
