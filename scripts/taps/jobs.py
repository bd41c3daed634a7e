"""The jobs that are counted. Where each begins and when it is done is the same in every build."""

from collections.abc import Callable, Mapping

from scripts.taps.hand import Hand

Steps = Mapping[str, Callable[[Hand], None]]

JOBS: Mapping[str, str] = {
    "first_score": "First score ever, from an account just made",
    "day": "Log a day: leg and back",
    "detailed_day": "A day with details: leg, back, worst pain, sleep, two places, what eased it, a note",
    "heat": "Heat, as last time",
    "first_acupuncture": "A first acupuncture session: who, leg and back before and after, needles, six points, effect",
    "acupuncture_again": "Acupuncture again, as last time, with pain before and after",
    "working": "Is it working?",
    "last_points": "Which points last time?",
    "share": "Share with a practitioner: the code in hand",
    "export": "Export: everything on the phone",
    "who_comes": "Who comes today? (practitioner)",
}
