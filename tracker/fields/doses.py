"""The fields of a dose of medicine, or of the statement that none was taken, in the order of their file."""

from typing import Final

from tracker.domain.limits import AMOUNT_HIGH, RELIEF_MINUTES_HIGH, RELIEF_MINUTES_LOW
from tracker.domain.vocabularies import DOSE_UNITS, HELPED
from tracker.fields.field import Fields, code, decimal, dose_time, identifier, line, minutes, note

DOSE: Final[Fields] = (
    identifier("dose_id", "The row's id", "id", required=True),
    dose_time(
        "taken_at",
        "When it was taken, with its offset; only the day where you said that you took none that day",
        ("local_day", "none_taken", "taken_at", "taken_offset"),
    ),
    line("name", "The medicine; empty where you took none that day"),
    decimal(
        "amount",
        "How much, up to three decimals; three are written 1.1250, so that none looks like 1125",
        AMOUNT_HIGH,
        3,
    ),
    code("unit", "Unit of the amount", DOSE_UNITS),
    code("helped", "Whether it helped", HELPED),
    minutes("minutes_to_relief", "Minutes until it helped", RELIEF_MINUTES_LOW, RELIEF_MINUTES_HIGH),
    note("note", "Your note"),
)
