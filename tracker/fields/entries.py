"""The fields of a day's entry and of a moment, in the order of their file."""

from typing import Final

from tracker.fields.field import (
    Fields,
    Kind,
    code,
    codes,
    computed,
    day,
    days_later,
    field,
    identifier,
    imported_from,
    minutes,
    moment,
    not_stored,
    note,
    score,
    yes_no,
)
from tracker.wording.language import N_
from tracker.wording.vocabularies import AGGRAVATED_BY, EASED_BY, ENTRY_KINDS, QUALITIES, REGIONS, SIDES
from tracker.wording.warning_signs import WARNING_SIGNS

ENTRY: Final[Fields] = (
    identifier("entry_id", N_("The entry's id"), stored="id", required=True),
    code("kind", N_("daily: on average over the last 24 hours; moment: right now"), ENTRY_KINDS, required=True),
    day("for_date", N_("The day the entry is for"), required=True),
    field(Kind.CLOCK, "for_time", N_("The time of a moment, hours and minutes; empty for a day's entry")),
    moment(
        "entered_at",
        N_("When it was entered, with the offset of the place you were in then"),
        stored=("entered_at", "entered_offset"),
    ),
    yes_no("late", N_("yes: a score was given or changed on a later day than the one it is for")),
    score("leg_pain", N_("Leg pain, 0 (no pain) to 10 (worst pain imaginable)")),
    score("back_pain", N_("Back pain, 0 (no pain) to 10 (worst pain imaginable)")),
    score(
        "worst_leg_pain",
        N_("Worst leg pain of the day, 0 (no pain) to 10 (worst pain imaginable)"),
        listed=N_("worst %(value)s"),
    ),
    code("side", N_("Which leg"), SIDES),
    computed(
        "farthest_point",
        Kind.CODE,
        N_("Of the regions, the one farthest from the spine; computed"),
        REGIONS,
        stored="regions",
        listed=N_("felt as far as: %(value)s"),
        words=REGIONS.within,
    ),
    codes("regions", N_("Where pain was felt"), REGIONS),
    codes(
        "qualities",
        N_("What the pain was like"),
        QUALITIES,
        listed=N_("How it felt: %(value)s"),
        words=QUALITIES.within,
    ),
    score(
        "numbness_tingling",
        N_("Numbness or tingling, 0 (none) to 10"),
        listed=N_("numbness %(value)s"),
        brief=N_("Numbness or tingling"),
    ),
    score("weakness", N_("Weakness, 0 (none) to 10"), listed=N_("weakness %(value)s"), brief=N_("Weakness")),
    score(
        "sleep_disturbed",
        N_("How much sleep was disturbed, 0 (not at all) to 10"),
        listed=N_("sleep disturbed %(value)s"),
        brief=N_("Sleep disturbed"),
    ),
    minutes("sitting_minutes", N_("How long you could sit, minutes"), listed=N_("sat %(value)s")),
    minutes("walking_minutes", N_("How long you could walk, minutes"), listed=N_("walked %(value)s")),
    codes(
        "aggravated_by",
        N_("What made it worse"),
        AGGRAVATED_BY,
        listed=N_("Worse with: %(value)s"),
        words=AGGRAVATED_BY.within,
    ),
    codes("eased_by", N_("What made it better"), EASED_BY, listed=N_("Better with: %(value)s"), words=EASED_BY.within),
    codes("warning_signs", N_("Warning signs that were ticked"), WARNING_SIGNS),
    note("note", N_("Your note")),
    days_later(
        "leg_later",
        N_(
            "How many days after for_date leg_pain was given or changed last; 0 on the day itself, empty "
            "without a score"
        ),
    ),
    days_later(
        "back_later",
        N_(
            "How many days after for_date back_pain was given or changed last; 0 on the day itself, empty "
            "without a score"
        ),
    ),
    imported_from(),
    yes_no("from_words", N_("yes: the file it was imported from held a word, such as moderate, and no number")),
    not_stored(
        "time_known",
        N_("yes; or no: only a part of the day is known, and its middle stands for the time; empty for a day's entry"),
        stored=("time_unknown", "for_time"),
    ),
)
# What the diary's list says in one line, and what it gives a line each.
IN_A_LINE: Final[Fields] = tuple(field for field in ENTRY if field.listed and field.kind is not Kind.CODES)
LINE_EACH: Final[Fields] = tuple(field for field in ENTRY if field.listed and field.kind is Kind.CODES)
# The scores that a brief shows beside pain.
SIGNS: Final[Fields] = tuple(field for field in ENTRY if field.brief)
