"""The disk fills up while people write: writes are refused, reading goes on, and freeing space is all it takes."""

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID, uuid4

from scripts.torture.crowd import AWAY, Crowd, Visitor, wait_for
from scripts.torture.lines import Line, Skipped
from scripts.torture.run import Run, take_figures
from scripts.torture.servers import Server, running
from scripts.torture.world import World

MEGABYTE = 1_000_000
SIZE = "12m"
LEFT = MEGABYTE
CLIENTS = 4
OK = 200
GOES_ON = 5.0
FULL_AFTER = 90.0
ENOUGH_REFUSALS = 20
MOST_SQUEEZED = 100


def full(run: Run, line: Line) -> None:
    with small_disk(run.place("disk")) as folder:
        world = World(folder / "instance")
        members = world.people(CLIENTS + 1)
        server = Server(world)
        with running(server), Crowd(server.port, members[:CLIENTS]) as crowd:
            crowd.wait_until_saved(time.monotonic(), run.within(GOES_ON))
            fill(folder)
            line.must(wait_until_full(crowd), "the disk did not fill up")
            squeezed_in = _look_while_full(line, Visitor(server.port, members[-1]))
            ballast(folder).unlink()
            line.recovered(crowd.wait_until_saved(time.monotonic(), 60), run.within(GOES_ON))
            time.sleep(run.seconds(5, 1))
        take_figures(line, world, [crowd], further=squeezed_in)


def killed(run: Run, line: Line) -> None:
    """Kill -9 while the disk is full: what was half-written is rolled back although there is no room."""
    with small_disk(run.place("disk-kill")) as folder:
        world = World(folder / "instance")
        members = world.people(CLIENTS)
        server = Server(world)
        with running(server), Crowd(server.port, members) as crowd:
            for _ in range(run.times(5, 1)):
                crowd.wait_until_saved(time.monotonic(), 60)
                fill(folder)
                line.must(wait_until_full(crowd), "the disk did not fill up")
                server.kill()
                _start_while_full(line, server)
                ballast(folder).unlink()
                line.recovered(crowd.wait_until_saved(time.monotonic(), 60), run.within(GOES_ON))
        take_figures(line, world, [crowd])


def _start_while_full(line: Line, server: Server) -> None:
    """On a full disk it may start or say why not; once there is room it must start."""
    try:
        server.start()
    except RuntimeError:
        line.note("does not start while full")
        return
    line.note("starts while full")


def _look_while_full(line: Line, visitor: Visitor) -> list[UUID]:
    """What somebody sees who comes while the disk is full; gives what of theirs still found a place and was saved."""
    seen = {}
    for place in ("today", "diary", "progress"):
        seen[place] = visitor.get(f"{visitor.member.base}/{place}").status
    squeezed_in = []
    for _ in range(MOST_SQUEEZED):
        one = uuid4()
        answer = visitor.write(one, "2026-01-05")
        if not visitor.is_saved(answer):
            break
        squeezed_in.append(one)
    visitor.cookies.clear()
    seen["the sign-in page"] = visitor.get("/sign-in").status
    line.note(f"while full: a write {answer.status}, {', '.join(f'{name} {status}' for name, status in seen.items())}")
    line.must(answer.status == AWAY, f"a write on a full disk: {answer.status}")
    line.must(set(seen.values()) == {OK}, "not every page was shown")
    return squeezed_in


def wait_until_full(crowd: Crowd) -> bool:
    began, before = time.monotonic(), len(crowd.refused())

    def is_full() -> float | None:
        return time.monotonic() if len(crowd.refused()) - before >= ENOUGH_REFUSALS else None

    return wait_for(is_full, began, FULL_AFTER) is not None


def ballast(folder: Path) -> Path:
    return folder / "ballast"


def fill(folder: Path) -> None:
    """Leave no more than some room on the disk."""
    free = shutil.disk_usage(folder).free
    with ballast(folder).open("wb") as file:
        file.write(bytes(max(0, free - LEFT)))


@contextmanager
def small_disk(folder: Path) -> Iterator[Path]:
    """A disk of a few megabytes, in memory."""
    if os.geteuid() != 0:
        raise Skipped("only root may mount a small disk")
    folder.mkdir(parents=True)
    options = ["-t", "tmpfs", "-o", f"size={SIZE},mode=755", "tmpfs"]
    done = subprocess.run(["/bin/mount", *options, str(folder)], capture_output=True, check=False)  # noqa: S603
    if done.returncode:
        raise Skipped("this machine mounts no tmpfs")
    try:
        yield folder
    finally:
        subprocess.run(["/bin/umount", "-l", str(folder)], check=False)  # noqa: S603
