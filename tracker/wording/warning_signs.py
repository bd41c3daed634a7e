"""The questions about warning signs, in words, and the number to call; the rules are in `domain/safety/`.

The wording is ours, versioned and dated beside the rules.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from tracker.domain.safety.warning_signs import EMERGENCY_NUMBERS, NO_SIGN
from tracker.wording.language import N_, Words, _

EMERGENCY = Words(
    {
        "saddle_numbness": N_("Numb or strange feeling around your genitals, your back passage or your inner thighs"),
        "bladder_change": N_(
            "Trouble starting or stopping when you pass urine, leaking, going much more often, or not feeling it"
        ),
        "bowel_change": N_("You cannot hold a bowel movement, or do not feel it"),
        "sexual_change": N_("A change in sexual function or in feeling in your genitals"),
        "both_legs": N_("Pain, numbness or weakness that is now in both legs"),
        "leg_weakness": N_("Leg weakness that is severe or getting worse: a knee gives way or a foot drops"),
    }
)
URGENT = Words(
    {
        "cancer_history": N_("You have cancer or have had it"),
        "weight_loss": N_("You are losing weight and do not know why"),
        "fever_chills": N_("Fever or chills"),
        "infection_risk": N_(
            "A weak immune system, steroid tablets, injected drugs, or an infection with bacteria not long ago"
        ),
        "night_pain": N_("Pain that is worse when you lie down, or severe at night"),
        "injury": N_("A bad fall or accident, or a small one if your bones are weak or you are older"),
        "first_onset_age": N_("This is your first time, and you were under 20 or over 50 when it began"),
    }
)
AFTER_NEEDLING = Words(
    {
        "breathless": N_("Sudden trouble breathing, or chest pain"),
        "infection": N_("Redness that spreads, pus, or fever"),
        "new_weakness": N_("New numbness or weakness"),
        "bleeding_not_stopping": N_("Bleeding that does not stop"),
        "faint_with_injury": N_("You fainted and got hurt"),
        "broken_needle": N_("A needle broke and part of it is still in the skin"),
        "burn": N_("A burn from heat or moxa"),
    }
)
WARNING_SIGNS = Words(EMERGENCY.marked | URGENT.marked)
# What the question of the first days may be answered with.
SIGNS_OR_NONE = Words(WARNING_SIGNS.marked | {NO_SIGN: N_("None of these")})
SIGN_AND_NONE = N_("Choose the signs that apply, or “None of these”: both are ticked.")


ANY_NUMBER: Final = re.compile(r"[0-9]{2,}")


def numbers_to_call(words: str) -> Sequence[str]:
    """The telephone numbers in what `emergency_number` says."""
    return ANY_NUMBER.findall(words)


def sign_words(codes: Iterable[str]) -> tuple[str, ...]:
    """The signs `codes` of an entry in words, the emergencies first, each once; codes that are no sign are left out."""
    given = set(codes)
    return tuple(words for code, words in WARNING_SIGNS.items() if code in given)


def emergency_number(country: str | None) -> str:
    """The number to call in `country` (ISO 3166 code of two letters, any case).

    Where the country is unknown or not in the table, the default that names 112 and the local number.
    """
    numbers = EMERGENCY_NUMBERS.get((country or "").strip().upper())
    if numbers is None:
        return _("112 or your local emergency number")
    return numbers[0] if len(numbers) == 1 else _("%(one)s or %(other)s", one=numbers[0], other=numbers[1])
