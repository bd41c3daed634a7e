"""What the list of days says in its lines."""

from collections.abc import Sequence
from datetime import date

from tracker.wording import formats
from tracker.wording.diary import pain_title
from tracker.wording.language import _, is_owner

BETWEEN = " · "


def when_of(first: date, last: date) -> str:
    """Tue 3, under the name of its month; 3 Mar to 5 Mar."""
    if first == last:
        return formats.day_of_month(last)
    return _("%(first)s to %(last)s", first=formats.short_day(first), last=formats.short_day(last))


def nothing_noted(days: int) -> str:
    """Of days one after the other; whoever reads it is not blamed for them. Others are not told what is not shared."""
    if is_owner():
        return formats.counting("Nothing noted", "%(n)s days with nothing noted", days)
    return formats.counting("Nothing that is shared", "%(n)s days with nothing that is shared", days)


def scores_of(leg: str, back: str) -> str:
    """Leg 6, back 3."""
    return pain_title(leg or None, back or None)


def moment_of(title: str, when: str) -> str:
    """Back 8, 07:20, added later."""
    return formats.commas([title, when])


def medicines_of(titles: Sequence[str]) -> list[str]:
    """Each medicine once, with how often it was taken where that is more than once."""
    counts = {title: titles.count(title) for title in titles}
    return [
        title if count == 1 else _("%(medicine)s, %(n)s times", medicine=title, n=formats.whole(count))
        for title, count in counts.items()
    ]


def apart(parts: Sequence[str]) -> str:
    """What stands in one line and belongs to one day."""
    return BETWEEN.join(parts)
