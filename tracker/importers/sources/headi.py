"""Headi, a diary of attacks of pain: a CSV file with a row for each, times in milliseconds since 1970."""

from collections.abc import Iterator, Mapping
from typing import Final

from tracker.domain.errors import Fault
from tracker.importers import meanings, places, shapes, times
from tracker.importers.asking import Asking
from tracker.importers.contract import Dose, Here, Item, LeftOut, Place, Score, When
from tracker.importers.meanings import Meaning
from tracker.importers.opening import Opened
from tracker.wording import readings

CODE: Final = "headi"
ONE_PER_INSTANT: Final = False
COLUMNS: Final = ("_id", "pain", "start_date", "strength")
EMPTY: Final = "null"
NONE: Final = "0"
MILLISECONDS: Final = 60_000  # of a minute


def recognise(file: Opened) -> bool:
    """A table with Headi's columns."""
    return bool(file.tables(*COLUMNS))


def read(file: Opened, asking: Asking, here: Here) -> Iterator[Item]:
    """Every row as a moment, and its medicine as a dose at its beginning."""
    for part in file.tables(*COLUMNS):
        for line, cells in part.table():
            row = {name.casefold(): "" if cell == EMPTY else cell for name, cell in cells.items()}
            place = Place(line, part.name or None)
            start = shapes.whole(row["start_date"])
            when = None if start is None else times.from_epoch(start, here.zone)
            if start is None or when is None:
                yield LeftOut(place, Fault("import_no_day"), row["start_date"], refused=True)
                continue
            yield _score(place, when, row, start, asking)
            if row.get("medication"):
                yield _dose(place, when, row)


def _score(place: Place, when: When, row: Mapping[str, str], start: int, asking: Asking) -> Item:
    name, level = row["pain"], row["strength"]
    if not level:
        return LeftOut(place, Fault("import_no_score"), name or row.get("description"))
    strength = meanings.rated(level)
    if strength is None:
        return LeftOut(place, Fault("import_out_of_range"), level, refused=True)
    example = f"{name}: {level}" if name else level
    if name and meanings.meaning(name, of_pain=True) is Meaning.NUMB:
        return Score(place=place, when=when, numbness=strength.score, said=(example,))
    sites = meanings.sites(name, asking, of_pain=True, example=example) if name else places.nowhere(asking, example)
    if not sites:
        return LeftOut(place, Fault("import_not_leg_or_back" if name else "import_no_place"), example)
    region = places.region(name)
    return Score(
        place=place,
        when=when,
        words=(row.get("description", ""),),
        said=(example if strength.changed else name, readings.lasted(_minutes(row, start)), *places.one_number(sites)),
        leg=strength.score if "leg" in sites else None,
        back=strength.score if "back" in sites else None,
        side=places.side((name,)) if "leg" in sites else None,
        regions=(region,) if region else (),
    )


def _minutes(row: Mapping[str, str], start: int) -> int:
    """How long it lasted; 0 where the file does not say."""
    duration, end = shapes.whole(row.get("duration", "")), shapes.whole(row.get("end_date", ""))
    return (duration or (end or start) - start) // MILLISECONDS


def _dose(place: Place, when: When, row: Mapping[str, str]) -> Item:
    amount = row.get("medication_amount", "")
    return Dose(place=place, when=when, name=row["medication"], said=() if amount == NONE else (amount,))
