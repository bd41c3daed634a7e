"""What is said of rows that came from another app, of times that it did not hold, and of what watches count."""

from datetime import datetime, time

from tracker.wording import formats
from tracker.wording.language import _
from tracker.wording.vocabularies import IMPORT_SOURCES


def app_name(source: str) -> str:
    """Bearable; a spreadsheet. What no list knows stands as it is."""
    return IMPORT_SOURCES.get(source, source)


def origin_words(source: str | None, *, from_words: bool = False) -> str:
    """Imported from Bearable, from words; blank for what was entered here. `source` is a code."""
    said = [] if source is None else [_("imported from %(app)s", app=app_name(source))]
    return formats.commas([*said, *([_("from words")] if from_words else [])])


def own_words(note: str | None, source: str | None) -> str:
    """A note without the lines that an importer began with the name of the app: what the person wrote."""
    if not note or source is None:
        return note or ""
    begun = tuple(
        f"{formats.capital(name)}: " for name in (app_name(source), IMPORT_SOURCES.marked.get(source, source))
    )
    return "\n".join(line for line in note.split("\n") if not line.startswith(begun)).strip()


def clock_or_unknown(at: datetime | time, unknown: object) -> str:
    """17:30; that the time is not known where noon stands for it: no hour is ever made up."""
    return _("time not known") if unknown else formats.clock(at)


def when_from(at: datetime | time, unknown: object, source: str | None) -> str:
    """17:30, imported from Bearable."""
    return formats.commas([part for part in (clock_or_unknown(at, unknown), origin_words(source)) if part])


def counted_words(steps: int | None, sleep_minutes: int | None, source: str | None) -> str:
    """6,412 steps, slept 7 h 20 min, Fitbit: what a watch or a phone counted of a day."""
    said = [] if steps is None else [formats.counting("%(n)s step", "%(n)s steps", steps)]
    if sleep_minutes is not None:
        said.append(_("slept %(time)s", time=formats.minutes(sleep_minutes)))
    return formats.commas([*said, *([] if source is None else [app_name(source)])])
