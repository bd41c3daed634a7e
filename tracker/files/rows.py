"""The rows of the diary's and the treatment's files, from rows as the database driver hands them over.

One pass and no objects: a row is unpacked once and put together as a tuple of cells. The order of the unpacked names is
that of the queries in `tracker.reports.queries.files`.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from tracker.files.cells import NUMBERS, YES_NO, Converters, RowCells, amount, escaped, farthest, guarded, listed, money

EMPTY: Final = ',""'


def entry_lines(rows: Iterable[Any], write: Converters) -> Iterator[str]:
    """The lines of entries.csv.

    The one file with a row a day, so its cells go into their quotes here rather than through a writer that looks at
    every character of every cell: the note alone can hold a quote, and only without it are two quotes an empty cell.
    """
    identifier, day, clock, moment, number = write.identifier, write.day, write.clock, write.moment, NUMBERS
    for (
        entry_id,
        kind,
        for_date,
        for_time,
        entered_at,
        offset,
        late,
        leg,
        back,
        worst,
        side,
        regions,
        qualities,
        numb,
        weak,
        sleep,
        sitting,
        walking,
        aggravated,
        eased,
        signs,
        note,
        leg_later,
        back_later,
    ) in rows:
        cells = (
            f'"{identifier(entry_id)}","{kind}","{day(for_date)}","{clock(for_time)}","{moment(entered_at, offset)}",'
            f'"{YES_NO[late]}","{number[leg]}","{number[back]}","{number[worst]}","{side or ""}","{farthest(regions)}",'
            f'"{listed(regions)}","{listed(qualities)}","{number[numb]}","{number[weak]}","{number[sleep]}",'
            f'"{number[sitting]}","{number[walking]}","{listed(aggravated)}","{listed(eased)}","{listed(signs)}",'
        )
        noted = f'"{escaped(guarded(note))}"' if note else ""
        yield f"{cells.replace(EMPTY, ',')}{noted}{_later(leg_later)}{_later(back_later)}\r\n"


def _later(days: int | None) -> str:
    """The cell of how many days later a score was given, with the comma before it."""
    return "," if days is None else f',"{days}"'


def session_rows(
    rows: Iterable[Any], write: Converters, numbers: Mapping[Any, int], next_days: Mapping[Any, str]
) -> Iterator[RowCells]:
    """The rows of sessions.csv.

    `numbers` holds the session numbers by id and `next_days` the leg scores of the following day by local day, both
    keyed as the driver hands ids and days over.
    """
    identifier, moment = write.identifier, write.moment
    for row in rows:
        (session_id, kind, status, started_at, offset, local_day, minutes, course_id, practitioner) = row[:9]
        (leg_before, back_before, leg_after, back_after, helped, regions, zones, points) = row[9:17]
        (needle_count, needle_minutes, stimulation, sensation, exercises, distance, effects, cost) = row[17:25]
        (insured, note, other_name) = row[25:]
        yield (
            identifier(session_id),
            kind,
            status,
            moment(started_at, offset),
            minutes,
            identifier(course_id),
            numbers.get(session_id),
            guarded(practitioner),
            leg_before,
            back_before,
            leg_after,
            back_after,
            next_days.get(local_day),
            helped,
            listed(regions),
            listed(zones),
            points,
            needle_count,
            needle_minutes,
            stimulation,
            sensation,
            guarded(exercises),
            distance,
            effects,
            money(cost),
            YES_NO[insured],
            guarded(note),
            guarded(other_name),
        )


def dose_rows(rows: Iterable[Any], write: Converters) -> Iterator[RowCells]:
    """The rows of medication.csv; where none was taken, only the day stands in taken_at and the name is empty."""
    identifier, day, moment = write.identifier, write.day, write.moment
    for row in rows:
        (dose_id, local_day, none_taken, taken_at, offset, name, quantity, unit, helped, relief, note) = row
        yield (
            identifier(dose_id),
            day(local_day) if none_taken else moment(taken_at, offset or 0),
            guarded(name),
            amount(quantity),
            unit,
            helped,
            relief,
            guarded(note),
        )
