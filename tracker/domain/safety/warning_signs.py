"""Warning signs: the questions that lead to "Get help now", and the number to call.

The wording is ours, versioned and dated: every stored answer has the moment it was entered, so the question behind it
is the version in force that day. A change of wording raises the version and the date.
Sources: BMJ Best Practice 3000164 and the GIRFT cauda equina pathway (emergency); NICE NG59, 1.1.1, and
NCBI NBK52120 (urgent); Baeumler 2021, doi 10.1136/bmjopen-2020-045961 (after needling).
"""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from types import MappingProxyType
from typing import Final

from tracker.domain.vocabularies import Words

WARNING_SIGNS_VERSION: Final = "1"
WARNING_SIGNS_DATE: Final = date(2026, 11, 22)

# New or getting worse within about two weeks: an emergency department now. One sign is enough.
EMERGENCY: Final[Words] = MappingProxyType(
    {
        "saddle_numbness": "Numb or strange feeling around your genitals, your back passage or your inner thighs",
        "bladder_change": (
            "Trouble starting or stopping when you pass urine, leaking, going much more often, or not feeling it"
        ),
        "bowel_change": "You cannot hold a bowel movement, or do not feel it",
        "sexual_change": "A change in sexual function or in feeling in your genitals",
        "both_legs": "Pain, numbness or weakness that is now in both legs",
        "leg_weakness": "Leg weakness that is severe or getting worse: a knee gives way or a foot drops",
    }
)

# Ask a doctor the same day or within days.
URGENT: Final[Words] = MappingProxyType(
    {
        "cancer_history": "You have cancer or have had it",
        "weight_loss": "You are losing weight and do not know why",
        "fever_chills": "Fever or chills",
        "infection_risk": (
            "A weak immune system, steroid tablets, injected drugs, or an infection with bacteria not long ago"
        ),
        "night_pain": "Pain that is worse when you lie down, or severe at night",
        "injury": "A bad fall or accident, or a small one if your bones are weak or you are older",
        "first_onset_age": "This is your first time, and you were under 20 or over 50 when it began",
    }
)

# Get urgent help after a session with needles or heat; the codes are those of the serious side effects.
AFTER_NEEDLING: Final[Words] = MappingProxyType(
    {
        "breathless": "Sudden trouble breathing, or chest pain",
        "infection": "Redness that spreads, pus, or fever",
        "new_weakness": "New numbness or weakness",
        "bleeding_not_stopping": "Bleeding that does not stop",
        "faint_with_injury": "You fainted and got hurt",
        "broken_needle": "A needle broke and part of it is still in the skin",
        "burn": "A burn from heat or moxa",
    }
)

# Beside those: the mild side effect of the session form that is a reason to be seen all the same.
NEW_NUMBNESS: Final = "new_numbness"

# What a diary entry may hold: the emergency signs first.
WARNING_SIGNS: Final[Words] = MappingProxyType({**EMERGENCY, **URGENT})

# A sign counts as recent this long. Source: BMJ Best Practice 3000164: onset or worsening within about 14 days.
RECENT_DAYS: Final = 14

EMERGENCY_NUMBER_DEFAULT: Final = "112 or your local emergency number"
_EUROPE: Final = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IS IT LI LT LU LV MT NL PL PT RO SE SI SK TR UA"

# By ISO 3166 code; widely published numbers for an ambulance. Where a country is not here, the default is said.
EMERGENCY_NUMBERS: Final[Mapping[str, str]] = MappingProxyType(
    dict.fromkeys(_EUROPE.split(), "112")
    | {
        "GB": "999 or 112",
        "IE": "112 or 999",
        "CH": "144 or 112",
        "NO": "113",
        "US": "911",
        "CA": "911",
        "MX": "911",
        "AU": "000",
        "NZ": "111",
        "JP": "119",
        "KR": "119",
        "TW": "119",
        "CN": "120",
        "HK": "999",
        "SG": "995",
        "MY": "999",
        "PH": "911",
        "TH": "1669",
        "VN": "115",
        "IN": "112",
        "IL": "101",
        "BR": "192",
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


def sign_words(codes: Iterable[str]) -> tuple[str, ...]:
    """The signs `codes` of an entry in words, the emergencies first, each once; codes that are no sign are left out."""
    given = set(codes)
    return tuple(words for code, words in WARNING_SIGNS.items() if code in given)


def emergency_number(country: str | None) -> str:
    """The number to call in `country` (ISO 3166 code of two letters, any case).

    Where the country is unknown or not in the table, the default that names 112 and the local number.
    """
    return EMERGENCY_NUMBERS.get((country or "").strip().upper(), EMERGENCY_NUMBER_DEFAULT)
