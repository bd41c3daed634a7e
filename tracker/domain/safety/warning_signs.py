"""Warning signs: the codes of the questions that lead to "Get help now", and the numbers to call.

The wording (`wording/warning_signs.py`) is ours, versioned and dated: every stored answer has the moment it was
entered, so the question behind it is the version in force that day. A change of wording raises both.
Sources: BMJ Best Practice 3000164 and the GIRFT cauda equina pathway (emergency); NICE NG59, 1.1.1, and
NCBI NBK52120 (urgent); Baeumler 2021, doi 10.1136/bmjopen-2020-045961 (after needling).
"""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from types import MappingProxyType
from typing import Final

WARNING_SIGNS_VERSION: Final = "1"
WARNING_SIGNS_DATE: Final = date(2026, 11, 22)

# New or getting worse within about two weeks: an emergency department now. One sign is enough.
EMERGENCY: Final = ("saddle_numbness", "bladder_change", "bowel_change", "sexual_change", "both_legs", "leg_weakness")

# Ask a doctor the same day or within days.
URGENT: Final = (
    "cancer_history",
    "weight_loss",
    "fever_chills",
    "infection_risk",
    "night_pain",
    "injury",
    "first_onset_age",
)

# Get urgent help after a session with needles or heat; the codes are those of the serious side effects.
AFTER_NEEDLING: Final = (
    "breathless",
    "infection",
    "new_weakness",
    "bleeding_not_stopping",
    "faint_with_injury",
    "broken_needle",
    "burn",
)

# Beside those: the mild side effect of the session form that is a reason to be seen all the same.
NEW_NUMBNESS: Final = "new_numbness"

# What a diary entry may hold: the emergency signs first.
WARNING_SIGNS: Final = EMERGENCY + URGENT

# A sign counts as recent this long. Source: BMJ Best Practice 3000164: onset or worsening within about 14 days.
RECENT_DAYS: Final = 14

_EUROPE: Final = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IS IT LI LT LU LV MT NL PL PT RO SE SI SK TR UA"

# By ISO 3166 code; widely published numbers for an ambulance. Where a country is not here, the default is said.
EMERGENCY_NUMBERS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    dict.fromkeys(_EUROPE.split(), ("112",))
    | {
        "GB": ("999", "112"),
        "IE": ("112", "999"),
        "CH": ("144", "112"),
        "NO": ("113",),
        "US": ("911",),
        "CA": ("911",),
        "MX": ("911",),
        "AU": ("000",),
        "NZ": ("111",),
        "JP": ("119",),
        "KR": ("119",),
        "TW": ("119",),
        "CN": ("120",),
        "HK": ("999",),
        "SG": ("995",),
        "MY": ("999",),
        "PH": ("911",),
        "TH": ("1669",),
        "VN": ("115",),
        "IN": ("112",),
        "IL": ("101",),
        "BR": ("192",),
    }
)


def needs_help(codes: Iterable[str]) -> bool:
    """Whether any of `codes`, signs of an entry or side effects of a session, opens "Get help now".

    New numbness after a session does too. An answer without a sign says nothing: it never reassures.
    Source: one sign is enough (GIRFT pathway, 2024).
    """
    return any(code in WARNING_SIGNS or code in AFTER_NEEDLING or code == NEW_NUMBNESS for code in codes)


def is_emergency(codes: Iterable[str]) -> bool:
    """Whether any of `codes` is a sign that belongs in an emergency department now.

    Source: BMJ Best Practice 3000164: imaging within hours when cauda equina syndrome is suspected.
    """
    return any(code in EMERGENCY for code in codes)


def recent_from(today: date) -> date:
    """The first of the 14 days, today the last of them, whose warning signs still count as recent.

    Source: BMJ Best Practice 3000164: onset or worsening within about 14 days.
    """
    return today - timedelta(days=RECENT_DAYS - 1)
