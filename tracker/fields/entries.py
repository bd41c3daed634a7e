"""The fields of a day's entry and of a moment, in the order of their file."""

from typing import Final

from tracker.domain.limits import DAYS_LATER_HIGH
from tracker.domain.safety.warning_signs import WARNING_SIGNS
from tracker.domain.vocabularies import AGGRAVATED_BY, EASED_BY, ENTRY_KINDS, QUALITIES, REGIONS, SIDES
from tracker.fields.field import (
    Fields,
    Kind,
    code,
    codes,
    computed,
    day,
    days_later,
    identifier,
    minutes,
    moment,
    note,
    pain,
    score,
    structured,
    yes_no,
)
from tracker.wording.language import N_

LATER: Final = "was given or changed last; 0 on the day itself, empty without a score"
ENTRY: Final[Fields] = (
    identifier("entry_id", "The entry's id", "id", required=True),
    code("kind", "daily: on average over the last 24 hours; moment: right now", ENTRY_KINDS, required=True),
    day("for_date", "The day the entry is for", required=True),
    structured("for_time", Kind.CLOCK, "The time of a moment, hours and minutes; empty for a day's entry"),
    moment("entered_at", "When it was entered, with the offset of the place you were in then", offset="entered_offset"),
    yes_no("late", "yes: a score was given or changed on a later day than the one it is for"),
    pain("leg_pain", "Leg pain"),
    pain("back_pain", "Back pain"),
    pain("worst_leg_pain", "Worst leg pain of the day", listed=N_("worst %(value)s")),
    code("side", "Which leg", SIDES),
    computed(
        "farthest_point",
        Kind.CODE,
        "Of the regions, the one farthest from the spine; computed",
        REGIONS,
        stored="regions",
        listed=N_("felt as far as: %(value)s"),
    ),
    codes("regions", "Where pain was felt", REGIONS),
    codes("qualities", "What the pain was like", QUALITIES, listed=N_("How it felt: %(value)s")),
    score(
        "numbness_tingling",
        "Numbness or tingling, 0 (none) to 10",
        listed=N_("numbness %(value)s"),
        brief=N_("Numbness or tingling"),
    ),
    score("weakness", "Weakness, 0 (none) to 10", listed=N_("weakness %(value)s"), brief=N_("Weakness")),
    score(
        "sleep_disturbed",
        "How much sleep was disturbed, 0 (not at all) to 10",
        listed=N_("sleep disturbed %(value)s"),
        brief=N_("Sleep disturbed"),
    ),
    minutes("sitting_minutes", "How long you could sit, minutes", listed=N_("sat %(value)s")),
    minutes("walking_minutes", "How long you could walk, minutes", listed=N_("walked %(value)s")),
    codes("aggravated_by", "What made it worse", AGGRAVATED_BY, listed=N_("Worse with: %(value)s")),
    codes("eased_by", "What made it better", EASED_BY, listed=N_("Better with: %(value)s")),
    codes("warning_signs", "Warning signs that were ticked", WARNING_SIGNS),
    note("note", "Your note"),
    days_later("leg_later", f"How many days after for_date leg_pain {LATER}", DAYS_LATER_HIGH),
    days_later("back_later", f"How many days after for_date back_pain {LATER}", DAYS_LATER_HIGH),
)
# The scores that a brief shows beside pain.
SIGNS: Final[Fields] = tuple(field for field in ENTRY if field.brief)
