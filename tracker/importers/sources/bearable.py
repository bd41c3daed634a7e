"""Bearable, a symptom diary: a CSV file with a row for each reading, several a day."""

import re
from collections.abc import Iterator, Mapping
from datetime import date, time
from types import MappingProxyType
from typing import Final

from tracker.domain.errors import Fault
from tracker.importers import meanings, times
from tracker.importers.asking import NO_YES, Ask, Asking, Question
from tracker.importers.contract import Dose, Here, Item, LeftOut, Place, Score, Session, When
from tracker.importers.meanings import Meaning
from tracker.importers.opening import Opened

CODE: Final = "bearable"
ONE_PER_INSTANT: Final = True
COLUMNS: Final = ("date", "time of day", "category", "rating/amount", "detail")
BLOCKS: Final[Mapping[str, time]] = MappingProxyType({"pre": time(3), "am": time(9), "mid": time(15), "pm": time(21)})
WORD: Final = re.compile(r"(.*)\(([^()]*)\)\s*")
DAY: Final = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?\s+([A-Za-z]{3})[a-z]*\.?\s+(\d{4})")
MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
STRENGTHS: Final = 4
OTHERS: Final = frozenset(
    ("mood", "energy", "food diary", "food diary factors", "sleep", "sleep quality", "gratitudes", "bowel movements")
) | {"health measurements", "sleep factors"}
HOW_MUCH: Final = re.compile(r"\s+-\s+(little|moderate|a lot)$", re.IGNORECASE)


def recognise(file: Opened) -> bool:
    """A table with Bearable's columns."""
    return bool(file.tables(*COLUMNS))


def read(file: Opened, asking: Asking, here: Here) -> Iterator[Item]:
    """Symptoms as moments, medicine as doses, factors as sessions on offer."""
    for part in file.tables(*COLUMNS):
        for line, row in part.table():
            place = Place(line, part.name or None)
            day = _day(row)
            if day is None:
                yield LeftOut(place, Fault("import_no_day"), row.get("date"), refused=True)
            else:
                yield from _row(place, When(day, _clock(row["time of day"])), row, asking)


def _row(place: Place, when: When, row: Mapping[str, str], asking: Asking) -> Iterator[Item]:
    category = row["category"].casefold()
    if category == "symptom":
        yield _symptom(place, when, row, asking)
    elif category == "meds/supplements":
        yield _dose(place, when, row)
    elif category not in OTHERS:
        yield from _factors(place, when, row, asking)
    elif row.get("notes"):
        yield LeftOut(place, Fault("import_no_field"), row["notes"])


def _symptom(place: Place, when: When, row: Mapping[str, str], asking: Asking) -> Item:
    named = WORD.fullmatch(row["detail"])
    name = named[1].strip() if named else row["detail"]
    value = meanings.number(row["rating/amount"])
    strength = None if value is None else meanings.strength(value, STRENGTHS)
    if value is None or strength is None:
        return LeftOut(place, Fault("import_no_strength"), row["rating/amount"] or row["detail"], refused=True)
    said = (", ".join(filter(None, (row["detail"], row["time of day"]))),)
    if meanings.meaning(name) is Meaning.NUMB:
        return Score(place=place, when=when, numbness=strength.score, said=said)
    sites = meanings.sites(name, asking, example=row["detail"])
    if not sites:
        return LeftOut(place, Fault("import_not_leg_or_back"), row["detail"])
    if not meanings.words_wanted(asking, row["detail"]):
        return LeftOut(place, Fault("import_words"), row["detail"])
    leg, back = (strength.score if site in sites else None for site in ("leg", "back"))
    return Score(place=place, when=when, leg=leg, back=back, said=said, from_words=True)


def _dose(place: Place, when: When, row: Mapping[str, str]) -> Item:
    named = WORD.fullmatch(row["detail"])
    name, written = (named[1].strip(), named[2].strip()) if named else (row["detail"], "")
    value, unit = meanings.number(row["rating/amount"]), meanings.unit(written)
    if value is None or unit is None:
        said = " ".join(filter(None, (row["rating/amount"], written)))
        return Dose(place=place, when=when, name=name, said=(said,) if said else ())
    return Dose(place=place, when=when, name=name, amount=value, unit=unit)


def _factors(place: Place, when: When, row: Mapping[str, str], asking: Asking) -> Iterator[Item]:
    for factor in filter(None, (part.strip() for part in row["detail"].split("|"))):
        kind = meanings.treatment(factor)
        if kind is None:
            continue
        name = HOW_MUCH.sub("", factor)
        asking.answer(Question(Ask.OFFER, NO_YES, of=name, kind=kind), factor)
        yield Session(place=place, when=when, kind=kind, offer=name, said=(factor,))


def _day(row: Mapping[str, str]) -> date | None:
    if (written := times.iso_day(row.get("date formatted", ""))) is not None:
        return written
    found = DAY.fullmatch(row["date"])
    if found is None or found[2].casefold() not in MONTHS:
        return None
    try:
        return date(int(found[3]), MONTHS.index(found[2].casefold()) + 1, int(found[1]))
    except ValueError:
        return None


def _clock(text: str) -> time | None:
    return BLOCKS.get(text.casefold()) or times.clock(text)
