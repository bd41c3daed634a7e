"""`python -m scripts.torture [NAME ...] [--rounds N] [--quick]`: every fault, or those that are named."""

import argparse
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Iterable, Iterator
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from scripts.torture.faults import ALL
from scripts.torture.lines import Line, Skipped, print_head, print_total
from scripts.torture.run import Run

WANTED = 100_000
AGAIN = ("kill-postgres-app", "kill-sqlite", "kill-postgres-server")
ROUNDS_AGAIN, LONGER, MOST_AGAIN = 10, 6.0, 30


def torture(names: Iterable[str], *, quick: bool = False, rounds: int | None = None, slack: float = 1.0) -> list[Line]:
    """Do the named faults, one after the other, each in a folder that is gone afterwards."""
    return [alone(name, quick=quick, rounds=rounds, slack=slack) for name in names]


def alone(name: str, **how: Any) -> Line:
    """Do one fault in a folder of its own, and print what it came to."""
    with tempfile.TemporaryDirectory(prefix="torture-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)
        line = one(name, Run(Path(folder), **how))
    line.print()
    return line


def go_on(saved: int, slack: float) -> Iterator[Line]:
    """The kills once more, for longer, until as much was acknowledged as is promised to survive them."""
    for name in islice(cycle(AGAIN), MOST_AGAIN):
        if saved >= WANTED:
            return
        line = alone(name, rounds=ROUNDS_AGAIN, slack=slack, longer=LONGER)
        saved += line.saved
        yield line


def one(name: str, run: Run) -> Line:
    line = Line(name)
    try:
        ALL[name](run, line)
    except Skipped as reason:
        line.skipped = str(reason)
    except Exception as error:  # noqa: BLE001 - one fault that breaks must not keep the others from being done
        traceback.print_exc()
        line.wrong.append(f"the torture itself broke: {type(error).__name__}: {str(error)[:300]}")
    return line


def main(words: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m scripts.torture", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(ALL)}")
    parser.add_argument("--quick", action="store_true", help="a few minutes instead of most of an hour")
    parser.add_argument("--rounds", type=int, help="how often each thing is done")
    parser.add_argument(
        "--slack", type=float, default=1.0, help="how many times slower than wanted this machine may be"
    )
    given = parser.parse_args(words)
    unknown = sorted(set(given.names) - set(ALL))
    if unknown:
        parser.error(f"no such fault: {', '.join(unknown)}")
    # Ended from outside, it still stops its servers and takes its folders away.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    began, whole = time.monotonic(), not given.names and not given.quick and given.rounds is None
    print_head()
    lines = torture(given.names or ALL, quick=given.quick, rounds=given.rounds, slack=given.slack)
    if whole:
        lines += go_on(sum(line.saved for line in lines), given.slack)
    well = print_total(lines, WANTED if whole else 0)
    print(f"{time.monotonic() - began:.0f} seconds", flush=True)
    return 0 if well else 1


if __name__ == "__main__":
    sys.exit(main())
