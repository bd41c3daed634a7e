"""What the lists of a brief count: what was done by kind, medicine by name, and on how many days a sign was noted."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple


class SessionDone(NamedTuple):
    """One treatment or act of self-care: its kind, and its minutes where they were noted."""

    kind: str
    minutes: int | None


@dataclass(frozen=True, slots=True)
class TimesDone:
    """How often a kind of treatment was done; `minutes` in all, None unless each time has them."""

    kind: str
    times: int
    minutes: int | None


def done_by_kind(acts: Iterable[SessionDone], kinds: Iterable[str]) -> tuple[TimesDone, ...]:
    """What was done, counted by kind in the order of `kinds`; kinds that were not done are left out.

    Minutes (whole) are added up only where every act of the kind has them: part of a sum would read as all of it.
    """
    every, done = list(acts), []
    for kind in kinds:
        minutes = [act.minutes for act in every if act.kind == kind]
        known = [one for one in minutes if one is not None]
        if minutes:
            done.append(TimesDone(kind, len(minutes), sum(known) if len(known) == len(minutes) else None))
    return tuple(done)


class Taken(NamedTuple):
    """One dose on a day, by its name; None for the statement that none was taken."""

    day: date
    name: str | None


@dataclass(frozen=True, slots=True)
class Medicine:
    """One medicine as it was written last, how often it was taken and on how many days."""

    name: str
    times: int
    days: int


@dataclass(frozen=True, slots=True)
class Medication:
    """The medicines, the most often taken first, and on how many days none was said to be taken."""

    medicines: tuple[Medicine, ...]
    none_days: int


def medication_of(taken: Iterable[Taken]) -> Medication:
    """What was taken: by name, whatever its capitals, the most often first, and the days with none.

    `taken` comes oldest first; the statement of a day counts only if that day has no dose. Our own rule: "took none" is
    an answer, a day without a word is none.
    """
    every = list(taken)
    doses = [(one.day, one.name) for one in every if one.name is not None]
    times = Counter(name.casefold() for _, name in doses)
    names = {name.casefold(): name for _, name in doses}
    medicines = tuple(
        Medicine(names[key], count, len({day for day, name in doses if name.casefold() == key}))
        for key, count in times.most_common()
    )
    none = {one.day for one in every if one.name is None} - {day for day, _ in doses}
    return Medication(medicines, len(none))


@dataclass(frozen=True, slots=True)
class Noted:
    """One warning sign: its code, on how many days it was noted, and the last of them."""

    code: str
    days: int
    last: date


def noted_signs(signs: Iterable[tuple[date, Iterable[str]]], known: Iterable[str]) -> tuple[Noted, ...]:
    """The signs that were noted, each once, in the order of `known`; codes that are not known are left out.

    `signs` are pairs of a day and the codes noted on it; a day may come twice. Source: one sign is enough (GIRFT
    pathway, 2024), so each is told, however seldom it was noted.
    """
    noted = {(code, when) for when, codes in signs for code in codes}
    days = {code: [when for one, when in noted if one == code] for code in known}
    return tuple(Noted(code, len(found), max(found)) for code, found in days.items() if found)
