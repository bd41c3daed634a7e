"""Answers to warning signs: which signs of which days have one, and which still wait for somebody to look.

An answer names the signs it saw, each with its day, so that it never stands for one that nobody had seen: a sign that
was noted later, on that day or another, counts anew.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Any

from tracker.domain.errors import Fault, Problems
from tracker.domain.safety.warning_signs import WARNING_SIGNS

# A day with the codes of its warning signs, as the diary tells them.
Flag = tuple[date, tuple[str, ...]]


def seen(flags: Iterable[Flag]) -> frozenset[tuple[date, str]]:
    """The signs of some days, one by one."""
    return frozenset((day, code) for day, codes in flags for code in codes)


def unanswered(flags: Sequence[Flag], answered: Iterable[Flag]) -> tuple[Flag, ...]:
    """What of `flags` has no answer yet, in their order: days with the codes of WARNING_SIGNS that are left.

    `answered` holds what the answers saw. A sign that is new since an answer was given has not been looked at.
    """
    return _those(flags, seen(answered), inside=False)


def answered_flags(flags: Sequence[Flag], answered: Iterable[Flag]) -> tuple[Flag, ...]:
    """What of `flags` the answers saw, in the order of `flags`; the rest of `unanswered`."""
    return _those(flags, seen(answered), inside=True)


def _those(flags: Iterable[Flag], known: Collection[tuple[date, str]], *, inside: bool) -> tuple[Flag, ...]:
    found = ((day, tuple(code for code in codes if ((day, code) in known) is inside)) for day, codes in flags)
    return tuple((day, codes) for day, codes in found if codes)


def to_answer(shown: Iterable[Flag], flags: Sequence[Flag], answered: Iterable[Flag]) -> tuple[Flag, ...]:
    """What an answer stands for: of what its writer was `shown`, the signs that still wait, newest first.

    `Problems` where nothing of that is left. Source: our own rule: nothing is answered that nobody has seen.
    """
    found = answered_flags(unanswered(flags, answered), shown)
    if not found:
        raise Problems({"text": Fault("signs_answered")})
    return found


def write_flags(flags: Iterable[Flag]) -> list[list[Any]]:
    """Days and codes as plain values, for storing and for the hidden field of a form."""
    return [[day.isoformat(), list(codes)] for day, codes in flags]


def read_flags(values: Iterable[Sequence[Any]]) -> tuple[Flag, ...]:
    """The inverse of `write_flags`; codes that are no warning sign (any more) are left out."""
    read = ((date.fromisoformat(day), tuple(code for code in codes if code in WARNING_SIGNS)) for day, codes in values)
    return tuple((day, codes) for day, codes in read if codes)


def write_sign(day: date, code: str) -> str:
    """One sign of one day as a form carries it: "2026-03-03 leg_weakness"."""
    return f"{day.isoformat()} {code}"


def read_signs(values: Iterable[str]) -> tuple[Flag, ...]:
    """What forms carry, by day, the newest first; what does not read as a sign of a day is left out."""
    by_day: dict[date, list[str]] = {}
    for value in values:
        day, _, code = value.partition(" ")
        try:
            by_day.setdefault(date.fromisoformat(day), []).append(code)
        except ValueError:
            continue
    return read_flags([day.isoformat(), by_day[day]] for day in sorted(by_day, reverse=True))
