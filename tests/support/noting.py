"""Noting much on the page without network, as fast as its scripts take it, by a clock of the device that is told."""

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from playwright.sync_api import Page

# Every form is filled in and sent as by hand; the next one once the page says that it is kept.
NOTE = """async (taps) => {
  const real = Date;
  for (const { at, waits, which, fields, score } of taps) {
    globalThis.Date = class extends real {
      constructor(...given) { if (given.length) super(...given); else super(at); }
      static now() { return at; }
    };
    const forms = [...document.querySelectorAll(`[data-waits="${waits}"]`)];
    const form = forms.find((one) => waits === "session" || one.dataset.waitsWhich === which || !which);
    for (const [name, value] of Object.entries(fields)) {
      for (const one of form.querySelectorAll(`[name="${name}"]`)) {
        if (one.type === "radio") one.checked = one.value === value; else one.value = value;
      }
    }
    const kept = new Promise((done) => form.addEventListener("kept", done, { once: true }));
    form.requestSubmit(score === null ? undefined : form.querySelector(`[value="${score}"]`));
    await kept;
  }
  globalThis.Date = real;
}"""


@dataclass(frozen=True, slots=True)
class Tap:
    """One thing that is noted, and the row that has to come of it."""

    at: datetime
    waits: str
    which: str
    row: tuple[Any, ...]
    fields: dict[str, str] = field(default_factory=dict)
    score: int | None = None

    def told(self) -> dict[str, Any]:
        told = {"at": self.at.timestamp() * 1000, "waits": self.waits, "which": self.which}
        return told | {"fields": self.fields, "score": None if self.score is None else str(self.score)}


@dataclass
class Device:
    """What somebody may note on one device: at random moments of the last weeks, by its own clock."""

    name: str
    site: str
    zone: ZoneInfo
    record_zone: ZoneInfo
    chance: random.Random
    now: datetime
    numbers: Iterator[int]
    days: list[date]

    def some(self, how_many: int) -> list[Tap]:
        return [self.one() for _ in range(how_many)]

    def one(self) -> Tap:
        kind = self.chance.choices(("care", "moment", "dose", "score"), (4, 3, 2, 1))[0]
        if kind == "score" and self.days:
            return self._score(self.days.pop())
        at, number = self._moment(), f"{self.name} {next(self.numbers)}"
        here, there = at.astimezone(self.zone), at.astimezone(self.record_zone)
        day, minute = here.date().isoformat(), here.strftime("%H:%M")
        if kind == "moment":
            score = self.chance.randrange(11)
            fields = {"for_date": day, "for_time": minute, "leg_pain": str(score), "note": number}
            return Tap(at, "moment", "", ("moment", number, there.date(), there.strftime("%H:%M"), score), fields)
        if kind == "dose":
            fields = {"day": day, "clock": minute, "name": number}
            return Tap(at, "dose", "", ("dose", number, there.date(), there.strftime("%H:%M")), fields)
        care = self.chance.choice(("heat", "ice"))
        return Tap(at, "care", care, ("care", care, there.date(), there.strftime("%H:%M:%S")))

    def _moment(self) -> datetime:
        """One that is of one day by both clocks; often the last minute of it here."""
        while True:
            back = timedelta(seconds=self.chance.randrange(3600, 20 * 24 * 3600))
            at = (self.now - back).astimezone(self.zone)
            if self.chance.random() < 0.1:
                at = at.replace(hour=23, minute=59)
            if at < self.now and at.date() == at.astimezone(self.record_zone).date():
                return at

    def _score(self, day: date) -> Tap:
        score, noon = self.chance.randrange(11), datetime(day.year, day.month, day.day, 12, tzinfo=self.zone)
        return Tap(noon, "score", self.site, ("score", day, self.site, score), score=score)


def note(page: Page, taps: Iterable[Tap]) -> list[tuple[Any, ...]]:
    """Note them all on a page that is there; gives the rows that have to come of it."""
    taps = list(taps)
    page.evaluate(NOTE, [one.told() for one in taps])
    return [one.row for one in taps]
