"""Daylio, a mood diary: a CSV file with one row for each entry, several a day. A mood is no pain; a scale may be."""

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from tracker.domain.errors import Fault
from tracker.importers import meanings, times, trackers
from tracker.importers.asking import Asking
from tracker.importers.assembling import together
from tracker.importers.contract import Here, Item, LeftOut, Place, Score, When
from tracker.importers.meanings import Meaning
from tracker.importers.opening import Opened

CODE: Final = "daylio"
ONE_PER_INSTANT: Final = False
COLUMNS: Final = ("full_date", "mood", "activities")
SCALE: Final = re.compile(r"(.*?):\s*(\d{1,6}(?:[.,]\d{1,3})?)\s*/\s*(\d{1,3})(?!\d).*", re.DOTALL)
BREAK: Final = re.compile(r"<br\s*/?>|</(?:p|div|li)>", re.IGNORECASE)
TAG: Final = re.compile(r"</?[a-zA-Z][^<>]*>")
PAINS: Final = (Meaning.LEG, Meaning.BACK, Meaning.OTHER_PAIN)


def recognise(file: Opened) -> bool:
    """A table with Daylio's columns."""
    return bool(file.tables(*COLUMNS))


def read(file: Opened, asking: Asking, _here: Here) -> Iterator[Item]:
    """Scales of pain as moments, activities as sessions on offer, title and note in the note."""
    for part in file.tables(*COLUMNS):
        for line, row in part.table():
            place = Place(line, part.name or None)
            day = times.iso_day(row["full_date"])
            if day is None:
                yield LeftOut(place, Fault("import_no_day"), row["full_date"], refused=True)
            else:
                yield from _row(place, When(day, times.clock(row["time"])), row, asking)


def _row(place: Place, when: When, row: Mapping[str, str], asking: Asking) -> Iterator[Item]:
    words = tuple(filter(None, map(_text, (row["note_title"], row["note"]))))
    tags = _parts(row["activities"])
    read = [_scale(place, when, scale, asking) for scale in _parts(row["scales"])]
    scores = [one for one in read if isinstance(one, Score)]
    others: list[Item] = [one for one in read if isinstance(one, LeftOut)]
    others += filter(None, (trackers.offered(place, when, tag, asking) for tag in tags))
    if scores:
        yield replace(together(scores), words=words)
    yield from others
    pains = [tag for tag in tags if meanings.meaning(tag) in PAINS]
    if pains and not scores:
        yield LeftOut(place, Fault("import_present"), " | ".join(pains))
    elif not scores and (words or not others):
        yield LeftOut(place, Fault("import_no_score"), "\n".join(words) or None)


def _scale(place: Place, when: When, text: str, asking: Asking) -> Score | LeftOut | None:
    """What a scale such as "Leg pain: 6/10 points" says; None for one that is of no pain."""
    found = SCALE.fullmatch(text)
    name = found[1].strip() if found else text.partition(":")[0].strip()
    sites = trackers.sites_of(name, asking, text)
    if isinstance(sites, Fault):
        return LeftOut(place, sites, text) if sites.code == "import_not_leg_or_back" else None
    value = meanings.number(found[2]) if found else None
    if found is None or value is None:
        return LeftOut(place, Fault("import_no_strength"), text, refused=True)
    strength = meanings.proportion(value, int(found[3]))
    if strength is None:
        return LeftOut(place, Fault("import_out_of_range"), text, refused=True)
    return trackers.score(place, when, sites, strength, text)


def _parts(cell: str) -> list[str]:
    return [part for part in map(str.strip, cell.split("|")) if part]


def _text(cell: str) -> str:
    """A note as it is read: line breaks and letters for what stands for them, and no other tags."""
    if "<" not in cell and "&" not in cell:
        return cell
    return html.unescape(TAG.sub("", BREAK.sub("\n", cell))).strip()
