"""The fields of a dose of medicine, or of the statement that none was taken, in the order of their file."""

from typing import Final

from tracker.domain.limits import AMOUNT_HIGH, RELIEF_MINUTES
from tracker.fields.field import (
    Fields,
    Kind,
    code,
    decimal,
    field,
    identifier,
    imported_from,
    line,
    minutes,
    not_stored,
    note,
)
from tracker.wording.language import N_
from tracker.wording.vocabularies import DOSE_UNITS, HELPED

DOSE: Final[Fields] = (
    identifier("dose_id", N_("The row's id"), stored="id", required=True),
    field(
        Kind.DOSE_TIME,
        "taken_at",
        N_("When it was taken, with its offset; only the day where you said that you took none that day"),
        stored=("local_day", "none_taken", "taken_at", "taken_offset"),
        required=True,
    ),
    line("name", N_("The medicine; empty where you took none that day")),
    decimal(
        "amount",
        N_("How much, up to three decimals; three are written 1.1250, so that none looks like 1125"),
        within=(None, AMOUNT_HIGH),
        places=3,
    ),
    code("unit", N_("Unit of the amount"), DOSE_UNITS),
    code("helped", N_("Whether it helped"), HELPED),
    minutes("minutes_to_relief", N_("Minutes until it helped"), within=RELIEF_MINUTES),
    note("note", N_("Your note")),
    imported_from(),
    not_stored(
        "time_known",
        N_("yes; or no: only the day is known, and 12:00 stands for the time"),
        stored="time_unknown",
    ),
)
