"""The longest text that every field takes, and far longer ones: no form keeps the server from showing pages.

First every field of every form, found by opening every page, is sent texts of the worst kinds, and the processor's time
that its form takes beyond an ordinary one is told. Then the real server is sent long forms by strangers while somebody
asks for pages.
"""

import http.client
import logging
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Event, Thread
from typing import Any, Final
from unittest.mock import patch
from urllib.parse import urlencode

from scripts.torture.crowd import FORM, Visitor
from scripts.torture.lines import Line
from scripts.torture.run import Run, look_over
from scripts.torture.servers import Server, running
from scripts.torture.world import World
from tests.support.besieged import Besieged, build
from tests.support.forms_found import FoundForm
from tracker.domain.limits import LINE_LENGTH, NOTE_LENGTH
from tracker.domain.values.text import PARTS_MOST
from tracker.web.forms import BaseForm

KINDS: Final = {
    "marks in the worst order": "a" + "\u0345\u0316" * 8,
    "marks that hide marks": "\u0f73",
    "jamo": "\u1112\u1161\u11ab",
    "ligatures that grow": "\ufdfa",
    "digits": "1",
    "grouped digits": "1,000,",
    "blanks": " a",
    "points and commas": "BL40/57, P7 ",
    "open brackets": '([“"',
    "what patterns try again": "Huantiao GB",
    "capitals that grow": "\u0130",
    "plain": "x",
}
FIELDS: Final = frozenset({"text", "search", "textarea", "password"})
FITS_SECONDS, OVER_SECONDS = 0.050, 0.005
OVER_CHARACTERS: Final = 60_000
OVER_BYTES: Final = 60_000
WORST_TOLD: Final = 5
LONG_FORMS: Final = (
    b"user_name=Rosa&password=x&typed=" + b"%CC%81%CC%96" * 170_000,
    b"user_name=" + b"%E0%BD%B3" * 7_000,
    b"password%0A=" + b"x" * 60_000 + b"&" * 1_000,
    urlencode({"password" * 7_000 + "\n": "x"}).encode(),
)
PAGE_SECONDS: Final = 1.0
SHOWN: Final = 200


@dataclass(frozen=True, order=True)
class Taken:
    """Processor's time of one form (seconds, beyond the same form as it stood), and which text in which field."""

    seconds: float
    words: str


def run_all(run: Run, line: Line) -> None:
    world = World(run.place("long-text"))
    log = logging.getLogger("tracker")
    log.disabled = True  # it would tell of every form that is refused
    fits, over = _walk(run, world)
    log.disabled = False
    _tell(line, "longest", fits, run.within(FITS_SECONDS))
    _tell(line, "over-long", over, run.within(OVER_SECONDS))
    _beside(run, world, line)


def _tell(line: Line, what: str, taken: list[Taken], most: float) -> None:
    worst = sorted(taken, reverse=True)[:WORST_TOLD]
    line.note(f"{len(taken):,} {what} texts, worst {', '.join(f'{t.seconds * 1e3:.1f} ms {t.words}' for t in worst)}")
    line.must(worst and worst[0].seconds <= most, f"over {most * 1e3:.0f} ms for a {what} text")


def _walk(run: Run, world: World) -> tuple[list[Taken], list[Taken]]:
    """Every field with texts of every kind: as long as it may be (composed, and as it comes), and far too long."""
    folder = run.place("long-text-walk")
    folder.mkdir()
    world.people(1)  # makes the tables
    upgraded = folder / "upgraded.sqlite3"
    shutil.copyfile(world.file, upgraded)
    besieged = build(folder, upgraded)
    fits: list[Taken] = []
    over: list[Taken] = []
    turn = 0
    for form in [one for one in besieged.forms if one.method == "POST"]:
        names = [name for name, kind in form.kinds.items() if kind in FIELDS]
        for number, name in enumerate(names):
            if not number:
                besieged.restore()
                plain = _seconds_of(besieged, form, {})
            longest = NOTE_LENGTH if form.kinds[name] == "textarea" else LINE_LENGTH
            for kind, unit in _chosen(run, turn):
                for length in (longest, longest * PARTS_MOST):
                    text = (unit * length)[:length]
                    fits.append(_taken(besieged, form, name, kind, text, plain))
                fitting = OVER_BYTES // len(urlencode({"": unit})) * len(unit)
                text = (unit * OVER_CHARACTERS)[: min(fitting, OVER_CHARACTERS)]
                if len(text) > longest * PARTS_MOST:
                    over.append(_taken(besieged, form, name, kind, text, plain))
            turn += 1
    return fits, over


def _chosen(run: Run, turn: int) -> Iterator[tuple[str, str]]:
    """All kinds, or where there is little time some of them, others for the next field."""
    kinds = list(KINDS.items())
    for place in range(len(kinds) if not run.quick else 2):
        yield kinds[(2 * turn + place) % len(kinds)]


def _taken(besieged: Besieged, form: FoundForm, name: str, kind: str, text: str, plain: float) -> Taken:
    seconds = min(_seconds_of(besieged, form, {name: text}) for _ in range(2))
    return Taken(max(0.0, seconds - plain), f"{form.endpoint} {name} ({kind}, {len(text):,})")


def _seconds_of(besieged: Besieged, form: FoundForm, typed: dict[str, str]) -> float:
    with _timed() as spent:
        besieged.sender(form.role).post(form.url, form.filled(**typed))
    return sum(spent)


@contextmanager
def _timed() -> Iterator[list[float]]:
    """Notes the processor's time of every form that is read and judged meanwhile."""
    spent: list[float] = []

    def timed(real: Any) -> Any:
        def run(*args: Any, **kwargs: Any) -> Any:
            began = time.thread_time()
            try:
                return real(*args, **kwargs)
            finally:
                spent.append(time.thread_time() - began)

        return run

    with (
        patch.object(BaseForm, "process", timed(BaseForm.process)),
        patch.object(BaseForm, "validate", timed(BaseForm.validate)),
    ):
        yield spent


def _beside(run: Run, world: World, line: Line) -> None:
    """Strangers send long forms to the sign-in page without pause, and somebody asks for pages."""
    member = world.people(1)[0]
    server, over, sent = Server(world), Event(), [0]
    with running(server):
        strangers = [Thread(target=_send, args=(server.port, body, over, sent), daemon=True) for body in LONG_FORMS]
        visitor = Visitor(server.port, member)
        alone = max(visitor.get(f"{member.base}/today").seconds for _ in range(10))
        for one in strangers:
            one.start()
        ends = time.monotonic() + run.seconds(20, 4)
        answers = []
        while time.monotonic() < ends:
            answers.append(visitor.get(f"{member.base}/today"))
        over.set()
        for one in strangers:
            one.join(60)
        visitor.close()
    worst = max(answer.seconds for answer in answers)
    times = f"slowest {worst * 1e3:.0f} ms, alone {alone * 1e3:.0f} ms"
    line.note(f"{len(answers):,} pages beside {sent[0]:,} long forms, {times}")
    line.must(all(answer.status == SHOWN for answer in answers), "a page was not shown")
    line.must(worst <= run.within(PAGE_SECONDS), f"a page took longer than {PAGE_SECONDS:g} s")
    line.must(sent[0] >= len(LONG_FORMS), "no long form was answered")
    look_over(line, world)


def _send(port: int, body: bytes, over: Event, sent: list[int]) -> None:
    while not over.is_set():
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        try:
            connection.request("POST", "/sign-in", body, {"Content-Type": FORM, "Sec-Fetch-Site": "same-origin"})
            connection.getresponse().read()
            sent[0] += 1
        except (OSError, http.client.HTTPException):
            over.wait(0.1)
        finally:
            connection.close()
