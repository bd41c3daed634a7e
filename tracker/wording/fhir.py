"""What a FHIR bundle says in words: beside each code, and of itself."""

from collections.abc import Mapping
from typing import Final

from tracker.domain.course.verdict import Doubt, Label
from tracker.wording import vocabularies as shown
from tracker.wording.cautions import CAUTIONS
from tracker.wording.language import N_, Words, _
from tracker.wording.verdict import SHORT_MEANINGS
from tracker.wording.warning_signs import SIGNS_OR_NONE

LABELS: Final = Words({Label.NOT_ENOUGH_DATA: N_("not enough data to compare"), **SHORT_MEANINGS.marked})
DOUBTS: Final = Words(
    {
        Doubt.ONE_WEEK: N_("one week only"),
        Doubt.START_FROM_MEMORY: N_("the starting week is mostly from memory"),
        Doubt.LATEST_FROM_MEMORY: N_("the latest week is mostly from memory"),
        Doubt.BEFORE_FROM_MEMORY: N_("the week before it is mostly from memory"),
        Doubt.START_FROM_WORDS: N_("the starting week has scores made from words"),
        Doubt.LATEST_FROM_WORDS: N_("the latest week has scores made from words"),
        Doubt.BEFORE_FROM_WORDS: N_("the week before it has scores made from words"),
    }
)
# What is said for codes, by the name of their list in a bundle.
LISTS: Final[Mapping[str, Words]] = {
    "side": shown.SIDES,
    "pain-felt": shown.REGIONS,
    "region": shown.REGIONS,
    "zone": shown.ZONES,
    "point-side": shown.POINT_SIDES,
    "quality": shown.QUALITIES,
    "aggravated-by": shown.AGGRAVATED_BY,
    "eased-by": shown.EASED_BY,
    "warning-sign": SIGNS_OR_NONE,
    "cause-told": shown.CAUSES_TOLD,
    "duration": shown.DURATIONS,
    "caution": CAUTIONS,
    "treatment": shown.SESSION_KINDS,
    "helped": shown.HELPED,
    "stimulation": shown.STIMULATIONS,
    "sensation": shown.SENSATIONS,
    "side-effect": shown.SIDE_EFFECTS,
    "lasted": shown.LASTED,
    "onset": shown.ONSETS,
    "related": shown.RELATED,
    "style": shown.STYLES,
    "position": shown.POSITIONS,
    "adjunct": shown.ADJUNCTS,
    "phase": shown.PHASES,
    "visits-rule": shown.VISITS_RULES,
    "global-change": shown.GLOBAL_CHANGES,
    "decision": shown.REVIEW_DECISIONS,
    "change": shown.CHANGE_KINDS,
    "label": LABELS,
    "doubt": DOUBTS,
    "severity": shown.SEVERITIES,
    "import-source": shown.IMPORT_SOURCES,
}
MEASURED: Final = Words(
    {
        "leg-pain": N_("Leg pain"),
        "back-pain": N_("Back pain"),
        "worst-leg-pain": N_("Worst leg pain of the day"),
        "numbness-tingling": N_("Numbness or tingling"),
        "weakness": N_("Weakness"),
        "sleep-disturbed": N_("Sleep disturbed"),
        "sitting-minutes": N_("How long sitting was possible"),
        "walking-minutes": N_("How long walking was possible"),
        "day-noted": N_("What else was noted with the scores"),
        "life-event": N_("Change in daily life"),
        "day-tags": N_("Own words on the day"),
        "steps": N_("Steps of the day"),
        "sleep-minutes": N_("How long the night before was slept"),
        "leg-pain-week": N_("Leg pain, mean of a week of a course"),
        "back-pain-week": N_("Back pain, mean of a week of a course"),
        "course-compared": N_("A course compared with the week before it, as worked out from the diary"),
        "starting-week": N_("Leg pain in the week before a course, as kept when the course began"),
        "course-review": N_("Review of a course"),
        "session-recorded": N_("What the practitioner recorded of the session, by the items of STRICTA 2010"),
        "points": N_("STRICTA 2b: points with their side"),
    }
)
METHODS: Final = Words(
    {
        "daily": N_("On average over the last 24 hours"),
        "moment": N_("Right now"),
        "before": N_("Just before the session"),
        "after": N_("Just after the session"),
        "worst": N_("Worst of the day"),
        "mean": N_("Mean of the logged days of a week"),
    }
)
SITES: Final = Words({"leg": N_("Leg"), "low-back": N_("Low back")})
ACTIVITIES: Final = Words(
    {
        "entered": N_("Entered"),
        "entered-later": N_("Entered later than on its day"),
        "imported": N_("Imported from another app"),
        "plan-changed": N_("The plan of the course was changed"),
        "recorded-by-practitioner": N_("Recorded by the practitioner"),
    }
)
DOCUMENTS: Final = Words({"report": N_("Report of a sciatica diary")})
SAID: Final = Words(
    {
        "sciatica": N_("Sciatica"),
        "enterer": N_("Whoever entered it"),
        "completed": N_("Ended"),
        "none_taken": N_("No medicine taken that day"),
        "course": N_("A course of sessions"),
        "own_activities": N_("Own activities, scored 0 (cannot do it) to 10 (as well as before)"),
        "problem": N_("Problem"),
        "safety": N_("Safety"),
        "ongoing": N_("Ongoing"),
        "resolved": N_("Resolved"),
        "active": N_("Active"),
    }
)
OPENING: Final = N_(
    "A diary that a person kept, written by Sciatica Tracker. This is a diary, not a diagnosis: it shows what "
    "happened, not why. What is not in here was not recorded, or not given along; it is never 0."
)
# The words that the owners of the codes ask for, which are not ours to translate.
LOINC_NOTICE: Final = (
    "This material contains content from LOINC (http://loinc.org). LOINC is copyright © Regenstrief Institute, Inc. "
    "and the Logical Observation Identifiers Names and Codes (LOINC) Committee and is available at no cost under the "
    "license at http://loinc.org/license. LOINC® is a registered United States trademark of Regenstrief Institute, Inc."
)
SNOMED_NOTICE: Final = (
    "This material includes codes of SNOMED CT® from the IPS free set, used under the Creative Commons "
    "Attribution 4.0 International Public License. SNOMED CT® is a registered trademark of the International Health "
    "Terminology Standards Development Organisation."
)
LICENSED: Final = N_(
    "Codes of SNOMED CT® outside of that set are in here by the licence of whoever runs this server; whoever passes "
    "them on may need one as well."
)


def opening(shared: str | None, *, licensed: bool = False) -> tuple[str, ...]:
    """What a bundle says of itself; `shared` is what somebody else was given, `licensed` that more codes are in it."""
    return (*filter(None, (_(OPENING), shared)), LOINC_NOTICE, SNOMED_NOTICE, *((_(LICENSED),) if licensed else ()))
