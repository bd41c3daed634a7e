"""What is asked of both builds: pages, saves and files, each from as many browsers as wanted."""

import re
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count
from typing import Final

from scripts.bench.filling import Filled, Record
from scripts.bench.lines import Asker, Line, Next, Sent
from tests.support.markup import read
from tests.support.pages import Form
from tracker.web import opened

SHOWN, SAVED = 200, 303
CARE: Final = "heat"
Begin = Callable[[Line, Record], Next]


@dataclass(frozen=True, slots=True)
class Page:
    """One thing that is asked: who asks, how it begins on a line, and what it is answered with."""

    name: str
    who: Sequence[Record]
    begin: Begin
    expected: int = SHOWN
    most: int = 400
    at_once: bool = True

    def askers(self, port: int, browsers: int) -> list[Asker]:
        """So many browsers. Whoever saves does so in a record of their own."""
        made = []
        for number in range(browsers):
            record = self.who[number % len(self.who)]
            line = Line(port, {"sid": record.secret})
            made.append(Asker(line, self.begin(line, record), self.expected))
        return made


def looking(path: str) -> Begin:
    """The same page again and again."""

    def begin(_line: Line, record: Record) -> Next:
        sent = Sent(path if path.startswith("/") else f"{record.base}/{path}")
        return lambda: sent

    return begin


def tapping() -> Begin:
    """Saves the leg's score of the day, another each time, as from a page that shows the one before.

    Which day that is the page says: in Auckland it is tomorrow for half of ours.
    """

    def begin(line: Line, record: Record) -> Next:
        path, held = fields(line, f"{record.base}/today", r"/leg$")

        turns = count()

        def tap() -> Sent:
            score = str(next(turns) % 11)
            sent = Sent(path, held | {"score": score, "id": str(uuid.uuid4())})
            held[opened.NAME] = opened.with_values(score=score)
            return sent

        return tap

    return begin


def logging_care(today: str) -> Begin:
    """Saves a new session by its form, on days that go back from today."""

    def begin(line: Line, record: Record) -> Next:
        path = f"{record.base}/sessions/new/{CARE}"
        _, held = fields(line, path, rf"^({path})?$")

        turns = count()

        def save() -> Sent:
            number = next(turns)
            day = date.fromisoformat(today) - timedelta(days=1 + number % 1000)
            clock = f"{number % 13 + 8:02}:{number % 60:02}"
            return Sent(path, held | {"id": str(uuid.uuid4()), "day": day.isoformat(), "clock": clock})

        return save

    return begin


def fields(line: Line, page: str, action: str) -> tuple[str, dict[str, str]]:
    """The address to which a form of the page goes, found by a pattern, and what it holds before anything is typed."""
    status, body = line.ask(Sent(page))
    for form in [Form(node) for node in read(body.decode()).query("form")]:
        goes_to = re.split("[?#]", form.action)[0]
        if status == SHOWN and re.search(action, goes_to):
            return goes_to, {name: value for name, value in form.fields() if value}
    raise SystemExit(f"{page} answered {status} and shows no form that goes to {action}")


def usual_pages(filled: Filled) -> list[Page]:
    """What everybody does, in records of ten years, and what a practitioner sees."""
    mine, seen, writers = [filled.diaries["usual"]], [filled.seen["usual"]], filled.writers
    day = (date.fromisoformat(filled.today) - timedelta(days=9)).isoformat()
    return [
        Page("Today", mine, looking("today")),
        Page("a day", mine, looking(f"days/{day}")),
        Page("diary list", mine, looking("diary?view=list")),
        Page("sessions", mine, looking("sessions")),
        Page("Progress", mine, looking("progress")),
        Page("Progress, all", mine, looking("progress?range=all")),
        Page("one-tap save", writers, tapping(), SAVED),
        Page("a session saved", writers, logging_care(filled.today), SAVED),
        Page("entries.csv", mine, looking("exports/entries.csv"), most=100, at_once=False),
        Page("all.zip", mine, looking("exports/all.zip"), most=8, at_once=False),
        Page("patients, 60", seen, looking("/patients")),
        Page("brief", seen, looking("brief")),
        Page("Progress, shared", seen, looking("progress")),
    ]


def grown_pages(filled: Filled) -> list[tuple[Page, Page]]:
    """The same in a record as it usually is and in one that has grown."""
    usual, short, entries, care = ([filled.diaries[name]] for name in ("usual", "short", "entries", "care"))
    pairs = [
        (Page("diary list, 365", short, looking("diary?view=list")), "36,500 entries", entries),
        (Page("Progress, all, 3,650", usual, looking("progress?range=all")), "36,500 entries", entries),
        (Page("Today, 300", usual, looking("today")), "11,250 sessions", care),
        (Page("sessions, 300", usual, looking("sessions")), "11,250 sessions", care),
        (Page("one-tap save, 300", usual, tapping(), SAVED), "11,250 sessions", care),
    ]
    if "care" in filled.seen:
        seen, grown = [filled.seen["usual"]], [filled.seen["care"]]
        pairs += [
            (Page("brief, 300", seen, looking("brief")), "11,250 sessions", grown),
            (Page("patients, 60", seen, looking("/patients")), "60 with 11,250 sessions each", grown),
        ]
    return [(page, Page(name, who, page.begin, page.expected)) for page, name, who in pairs]
