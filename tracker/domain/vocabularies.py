"""The codes that are stored and exported; the words shown for them are in `wording/vocabularies.py`.

Regions, qualities and factors follow the usual intake questions (MSD Manual, lumbosacral radiculopathy).
"""

from collections.abc import Collection
from itertools import groupby
from typing import Final

from tracker.domain.values.tables import table

Codes = Collection[str]
by_name: Final = {
    name: tuple(row["code"] for row in rows)
    for name, rows in groupby(table("vocabularies"), key=lambda row: row["vocabulary"])
}
ENTRY_KINDS: Final = by_name["entry_kinds"]
SIDES: Final = by_name["sides"]
REGIONS: Final = tuple(row["region"] for row in table("regions"))
QUALITIES: Final = by_name["qualities"]
AGGRAVATED_BY: Final = by_name["aggravated_by"]
EASED_BY: Final = by_name["eased_by"]
CAUSES_TOLD: Final = by_name["causes_told"]
DURATIONS: Final = by_name["durations"]
SESSION_KINDS: Final = by_name["session_kinds"]
COURSE_KINDS: Final = by_name["course_kinds"]
SELF_CARE_KINDS: Final = by_name["self_care_kinds"]
SESSION_STATUSES: Final = by_name["session_statuses"]
HELPED: Final = by_name["helped"]
ZONES: Final = by_name["zones"]
POINT_SIDES: Final = by_name["point_sides"]
STIMULATIONS: Final = by_name["stimulations"]
SENSATIONS: Final = by_name["sensations"]
SIDE_EFFECTS: Final = by_name["side_effects"]
SERIOUS_SIDE_EFFECTS: Final = by_name["serious_side_effects"]
SEVERITIES: Final = by_name["severities"]
LASTED: Final = by_name["lasted"]
STYLES: Final = by_name["styles"]
POSITIONS: Final = by_name["positions"]
ADJUNCTS: Final = by_name["adjuncts"]
ONSETS: Final = by_name["onsets"]
RELATED: Final = by_name["related"]
DOSE_UNITS: Final = by_name["dose_units"]
PHASES: Final = by_name["phases"]
GLOBAL_CHANGES: Final = by_name["global_changes"]
REVIEW_DECISIONS: Final = by_name["review_decisions"]
PRACTITIONER_KINDS: Final = by_name["practitioner_kinds"]
VISITS_RULES: Final = by_name["visits_rules"]
CHANGE_KINDS: Final = by_name["change_kinds"]
IMPORT_SOURCES: Final = by_name["import_sources"]


def checked_codes(values: tuple[str, ...], codes: Codes) -> tuple[str, ...]:
    """The codes of `values` in the vocabulary's own order, each once; codes it does not know are left out."""
    return tuple(code for code in codes if code in values)
