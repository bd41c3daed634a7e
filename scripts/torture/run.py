"""One run of the torture: its folder, how much of everything it does, and how each fault's figures are taken."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from scripts.torture.crowd import Crowd
from scripts.torture.lines import Line
from scripts.torture.world import World

FAULT = "FAULT "
OURS = ("FAULT disk", "FAULT backups")  # a small disk, and a clock that was set: the torture's own doing


@dataclass(frozen=True)
class Run:
    """`rounds` is what was asked for on the command line, in place of each fault's own number.

    `slack` is by how much a machine that has other work may be slower than the figures ask for, `longer` by how much
    longer people write between two kills.
    """

    folder: Path
    quick: bool = False
    rounds: int | None = None
    slack: float = 1.0
    longer: float = 1.0

    def times(self, full: int, quick: int) -> int:
        if self.rounds is not None:
            return self.rounds
        return quick if self.quick else full

    def seconds(self, full: float, quick: float) -> float:
        return quick if self.quick else full

    def within(self, seconds: float) -> float:
        return seconds * self.slack

    def place(self, name: str) -> Path:
        """A folder of its own, which the user of the PostgreSQL server may walk through."""
        return self.folder / name


def take_figures(line: Line, world: World, crowds: Sequence[Crowd], *, further: Collection[uuid.UUID] = ()) -> None:
    """Count what was acknowledged and what is there, straight in the database, and look at the whole of it.

    `further` are writes that were acknowledged to somebody else than the crowds.
    """
    saved = {one for crowd in crowds for one in crowd.saved()} | set(further)
    sent = {one for crowd in crowds for one in crowd.sent()} | set(further)
    tally = world.tally(saved, sent)
    line.saved += len(saved)
    line.lost += tally.lost
    line.doubled += tally.doubled
    line.refused += sum(len(crowd.refused()) for crowd in crowds)
    broken = [answer for crowd in crowds for answer in crowd.broken()]
    line.broken += len(broken)
    if broken:
        line.wrong.append(f"answers {sorted({answer.status for answer in broken})}")
    if tally.strange:
        line.wrong.append(f"{tally.strange} rows that nobody sent, or without their history")
    line.nothing_lost()
    look_over(line, world)


def look_over(line: Line, world: World) -> None:
    """Ask the database and the app whether all is well."""
    found = world.integrity()
    if found != "ok":
        line.wrong.append(f"integrity_check: {found[:100]}")
    checked = world.command("check")
    faults = [words for words in checked.stdout.splitlines() if words.startswith(FAULT) and not words.startswith(OURS)]
    if faults or (checked.returncode and not checked.stdout):
        line.wrong.append(f"tracker check: {'; '.join(faults) or checked.stderr[-200:]}")
