"""cluster-headache-tracker: a CSV file of attacks, and one of doses; either, or both in an archive."""

from collections.abc import Iterator, Mapping
from typing import Final

from tracker.domain.errors import Fault
from tracker.domain.limits import RELIEF_MINUTES
from tracker.importers import meanings, places, shapes, times
from tracker.importers.asking import SITES, Ask, Asking, Question
from tracker.importers.contract import Dose, Here, Item, LeftOut, Place, Score, When
from tracker.importers.opening import Opened
from tracker.wording import readings

CODE: Final = "cluster_headache_tracker"
ONE_PER_INSTANT: Final = False
ATTACKS: Final = ("start_time", "end_time", "intensity")
DOSES: Final = ("taken_at", "medication", "amount", "effectiveness")
ATTACK: Final = Question(Ask.ATTACK, SITES)
WORSE: Final = "made_worse"


def recognise(file: Opened) -> bool:
    """A table with the columns of either file."""
    return bool(file.tables(*ATTACKS) or file.tables(*DOSES))


def read(file: Opened, asking: Asking, here: Here) -> Iterator[Item]:
    """Attacks as moments where the person says what pain they were, and doses."""
    for part in file.tables(*ATTACKS):
        for line, row in part.table():
            yield _attack(Place(line, part.name or None), row, asking, here)
    for part in file.tables(*DOSES):
        for line, row in part.table():
            yield _dose(Place(line, part.name or None), row, here)


def _attack(place: Place, row: Mapping[str, str], asking: Asking, here: Here) -> Item:
    when = times.iso_moment(row["start_time"], here.zone)
    if when is None:
        return LeftOut(place, Fault("import_no_day"), row["start_time"], refused=True)
    level = row["intensity"]
    if not level:
        return LeftOut(place, Fault("import_no_score"), row.get("notes"))
    strength = meanings.rated(level)
    if strength is None:
        return LeftOut(place, Fault("import_out_of_range"), level, refused=True)
    example = f"{row['start_time']}: {level}"
    sites = meanings.chosen_sites(asking.answer(ATTACK, example))
    if not sites:
        return LeftOut(place, Fault("import_not_leg_or_back"), example)
    return Score(
        place=place,
        when=when,
        words=(row.get("notes", ""),),
        said=(
            _until(row["end_time"], when, here),
            readings.told("level", level if strength.changed else ""),
            readings.told("triggers", row.get("triggers", "")),
            readings.told("medication", row.get("medication", "")),
            *places.one_number(sites),
        ),
        leg=strength.score if "leg" in sites else None,
        back=strength.score if "back" in sites else None,
    )


def _until(text: str, start: When, here: Here) -> str:
    """The clock time of the end, with its day where that is not the same or the next."""
    end = times.iso_moment(text, here.zone)
    if end is None or end.clock is None:
        return text
    near = (end.day - start.day).days in (0, 1)
    return readings.told("until", f"{end.clock:%H:%M}" if near else f"{end.day} {end.clock:%H:%M}")


def _dose(place: Place, row: Mapping[str, str], here: Here) -> Item:
    when = times.iso_moment(row["taken_at"], here.zone)
    if when is None:
        return LeftOut(place, Fault("import_no_day"), row["taken_at"], refused=True)
    if not row["medication"]:
        return LeftOut(place, Fault("import_no_medicine"), row["amount"])
    value, unit = meanings.number(row["amount"]), meanings.unit(row.get("unit", ""))
    known = value is not None and unit is not None
    minutes, relief = row.get("duration_minutes", ""), shapes.whole(row.get("minutes_to_relief", ""))
    low, high = RELIEF_MINUTES
    in_range = relief is not None and low <= relief <= high
    amount = "" if known else " ".join(filter(None, (row["amount"], row.get("unit", ""))))
    said = (
        ", ".join(filter(None, (amount, readings.minutes(minutes) if minutes else ""))),
        readings.made_worse() if row["effectiveness"].casefold() == WORSE else "",
        "" if relief is None or in_range else readings.told("relief", readings.minutes(str(relief))),
    )
    return Dose(
        place=place,
        when=when,
        name=row["medication"],
        amount=value if known else None,
        unit=unit if known else None,
        helped=meanings.helped(row["effectiveness"]),
        minutes_to_relief=relief if in_range else None,
        said=said,
    )
