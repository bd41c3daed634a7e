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

from tracker.domain.values.tables import table
from tracker.domain.vocabularies import SERIOUS_SIDE_EFFECTS, by_name

WARNING_SIGNS_VERSION: Final = "1"
WARNING_SIGNS_DATE: Final = date(2026, 11, 22)

# New or getting worse within about two weeks: an emergency department now. One sign is enough.
EMERGENCY: Final = by_name["emergency_signs"]
# Ask a doctor the same day or within days.
URGENT: Final = by_name["urgent_signs"]
# Get urgent help after a session with needles or heat.
AFTER_NEEDLING: Final = SERIOUS_SIDE_EFFECTS
# Beside those: the mild side effect of the session form that is a reason to be seen all the same.
NEW_NUMBNESS: Final = "new_numbness"

# What a diary entry may hold: the emergency signs first.
WARNING_SIGNS: Final = EMERGENCY + URGENT

# The answer that none of them applies. It is kept, so that it is told from no answer; it never reassures.
NO_SIGN: Final = "none"

# A sign counts as recent this long. Source: BMJ Best Practice 3000164: onset or worsening within about 14 days.
RECENT_DAYS: Final = 14

# By ISO 3166 code; widely published numbers for an ambulance. Where a country is not here, the default is said.
EMERGENCY_NUMBERS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {row["country"]: tuple(row["numbers"].split()) for row in table("emergency_numbers")}
)


def needs_help(codes: Iterable[str]) -> bool:
    """Whether any of `codes`, signs of an entry or side effects of a session, opens "Get help now".

    So does new numbness after a session. Their absence never reassures. Source: one is enough (GIRFT pathway, 2024).
    """
    return any(code in WARNING_SIGNS or code in AFTER_NEEDLING or code == NEW_NUMBNESS for code in codes)


def recent_from(today: date) -> date:
    """The first of the 14 days, today the last of them, whose warning signs still count as recent, see RECENT_DAYS."""
    return today - timedelta(days=RECENT_DAYS - 1)
