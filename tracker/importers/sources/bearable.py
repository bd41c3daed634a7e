"""Bearable, a symptom diary: a CSV file with a row for each reading, several a day."""

import re
from collections.abc import Iterator, Mapping
from datetime import date, time
from functools import lru_cache
from types import MappingProxyType
from typing import Final, NamedTuple

from tracker.domain.errors import Fault
from tracker.domain.limits import LINE_LENGTH
from tracker.importers import meanings, places, times
from tracker.importers.asking import NO_YES, Ask, Asking, Question
from tracker.importers.contract import Dose, Here, Item, LeftOut, Place, Score, Session, When
from tracker.importers.meanings import Meaning
from tracker.importers.opening import Opened

CODE: Final = "bearable"
ONE_PER_INSTANT: Final = True
COLUMNS: Final = ("date", "time of day", "category", "rating/amount", "detail")
SYMPTOM: Final = "symptom"
BLOCKS: Final[Mapping[str, time]] = MappingProxyType({"pre": time(3), "am": time(9), "mid": time(15), "pm": time(21)})
WORD: Final = re.compile(r"(.*)\(([^()]*)\)\s*")
DAY: Final = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?\s+([A-Za-z]{3})[a-z]*\.?\s+(\d{4})")
MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
LEAST, MOST = 1, 4
# What a name says by itself; of others the place is asked about.
SITES_OF: Final[Mapping[Meaning, tuple[str, ...]]] = MappingProxyType(
    {Meaning.LEG: ("leg",), Meaning.BACK: ("back",), Meaning.NUMB: ()}
)
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
        member = part.name or None
        for line, row in part.table():
            place = Place(line, member)
            day = _day(row)
            if day is None:
                yield LeftOut(place, Fault("import_no_day"), row["date"], refused=True)
                continue
            when, category = _when(day, row["time of day"]), row["category"].casefold()
            if category == SYMPTOM:
                yield _symptom(place, when, row, asking)
            else:
                yield from _other(place, when, row, asking)


def _when(day: date, text: str) -> When:
    """A part of the day at its middle, or a clock time; the day alone where it is `all day` or empty."""
    block = BLOCKS.get(text.casefold())
    return When(day, times.clock(text)) if block is None else _about(day, block)


@lru_cache(meanings.CACHED)
def _about(day: date, block: time) -> When:
    return When(day, block, about=True)


def _other(place: Place, when: When, row: Mapping[str, str], asking: Asking) -> Iterator[Item]:
    category = row["category"].casefold()
    if category == "meds/supplements":
        yield _dose(place, when, row)
    elif category in OTHERS:
        yield _no_field(place, row)
    else:
        sessions = list(_factors(place, when, row, asking))
        yield from sessions or (_no_field(place, row),)


def _no_field(place: Place, row: Mapping[str, str]) -> LeftOut:
    """With the person's own words, so that they can be copied."""
    told = (row["category"], row["rating/amount"], row["detail"], row.get("notes"))
    return LeftOut(place, Fault("import_no_field"), ", ".join(filter(None, told)))


class _Rated(NamedTuple):
    """What a detail comes to with its number: what is called so and what that is about, its score, and the side."""

    name: str
    meaning: Meaning
    score: int
    side: str | None


def _symptom(place: Place, when: When, row: Mapping[str, str], asking: Asking) -> Item:
    detail, written = row["detail"], row["rating/amount"]
    rated = (_rated if len(detail) + len(written) <= LINE_LENGTH else _rate)(detail, written)
    if not isinstance(rated, _Rated):
        return LeftOut(place, rated, written or detail, refused=True)
    numb, sites = rated.meaning is Meaning.NUMB, SITES_OF.get(rated.meaning)
    if sites is None:
        sites = meanings.symptom_sites(rated.name, asking, detail)
    if not numb and not sites:
        return LeftOut(place, Fault("import_not_leg_or_back"), detail)
    if not meanings.words_wanted(asking, detail):
        return LeftOut(place, Fault("import_words"), detail)
    part_of_day = row["time of day"]
    said = f"{detail}, {part_of_day}" if detail and part_of_day else detail or part_of_day
    return Score(
        place=place,
        when=when,
        words=(row.get("notes", ""),),
        said=(said, *places.one_number(sites)),
        leg=rated.score if "leg" in sites else None,
        back=rated.score if "back" in sites else None,
        numbness=rated.score if numb else None,
        side=rated.side if "leg" in sites else None,
        from_words=True,
    )


def _rate(detail: str, written: str) -> _Rated | Fault:
    """The same in very many rows, whatever their day; or why it has no score."""
    named = WORD.fullmatch(detail)
    name = named[1].strip() if named else detail
    value = meanings.number(written)
    if value is None:
        return Fault("import_no_strength")
    strength = meanings.strength(value, MOST)
    if strength is None or value < LEAST:
        return Fault("import_out_of_range")
    return _Rated(name, meanings.meaning(name), strength.score, places.side((name,)))


_rated: Final = lru_cache(meanings.CACHED)(_rate)


def _dose(place: Place, when: When, row: Mapping[str, str]) -> Item:
    named = WORD.fullmatch(row["detail"])
    name, written = (named[1].strip(), named[2].strip()) if named else (row["detail"], "")
    if not name:
        return LeftOut(place, Fault("import_no_medicine"), row["rating/amount"])
    value, unit = meanings.number(row["rating/amount"]), meanings.unit(written)
    if value == 0:
        return LeftOut(place, Fault("import_not_taken"), row["detail"])
    known = value is not None and unit is not None
    amount = "" if known else " ".join(filter(None, (row["rating/amount"], written)))
    return Dose(
        place=place,
        when=when,
        name=name,
        amount=value if known else None,
        unit=unit if known else None,
        words=(row.get("notes", ""),),
        said=(amount, row["time of day"] if when.about else ""),
    )


def _factors(place: Place, when: When, row: Mapping[str, str], asking: Asking) -> Iterator[Item]:
    part_of_day = row["time of day"] if when.about else ""
    for factor in filter(None, (part.strip() for part in row["detail"].split("|"))):
        kind = meanings.treatment(factor)
        if kind is None:
            continue
        name = HOW_MUCH.sub("", factor)
        asking.answer(Question(Ask.OFFER, NO_YES, of=name, kind=kind), factor)
        yield Session(place=place, when=when, kind=kind, offer=name, said=(factor, part_of_day))


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
