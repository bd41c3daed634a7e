"""Counts taps, screens and seconds of the main jobs on a phone: `python -m scripts.taps [--before COMMIT]`.

Each build is served with the demo in it and done the same jobs by the steps that its pages ask for. Seconds are the
machine's: from the first tap until the last page shows what was wanted, without anybody thinking in between.
"""

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path

from playwright.sync_api import Browser
from playwright.sync_api import Error as BrowserError

from scripts.builds import ROOT, build_of, full_name
from scripts.screenshots import chromium
from scripts.taps import steps_0d8eaed, steps_now
from scripts.taps.hand import Cost, Hand
from scripts.taps.jobs import JOBS, Steps
from scripts.taps.served import new_phone, serving

# Which steps a build of before is done by, by the commit it ends with; every later one by those of now.
OF_BUILD: Mapping[str, Steps] = {"0d8eaed": steps_0d8eaed.STEPS}


def steps_of(commit: str) -> Steps:
    """The steps that the pages of a commit ask for."""
    return next((steps for name, steps in OF_BUILD.items() if commit.startswith(name)), steps_now.STEPS)


def count(browser: Browser, build: Path, steps: Steps, port: int | None) -> dict[str, Cost | None]:
    """What each job costs in this build; None where it could not be done, which is said on standard error."""
    costs: dict[str, Cost | None] = {}
    with serving(build, port) as home:
        for name in JOBS:
            page = new_phone(browser)
            hand = Hand(page, home)
            try:
                steps[name](hand)
                costs[name] = hand.cost()
            except BrowserError as error:
                print(f"{name}: {str(error)[:600]}\nat {page.url}", file=sys.stderr)
                costs[name] = None
            page.context.close()
    return costs


def in_words(cost: Cost | None) -> str:
    if cost is None:
        return "| – | – | – | – "
    return f"| {cost.taps} | {cost.swipes} | {cost.screens} | {cost.seconds:.1f} "


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--before", metavar="COMMIT", help="count this build as well")
    parser.add_argument("--port", type=int, help="of the server; any free one if not said")
    asked = parser.parse_args()
    columns: dict[str, dict[str, Cost | None]] = {}
    with chromium() as browser:
        if asked.before:
            commit = full_name(asked.before)
            with build_of(commit) as build:
                columns[f"before ({commit[:7]})"] = count(browser, build, steps_of(commit), asked.port)
        columns["now"] = count(browser, ROOT, steps_now.STEPS, asked.port)
    print("| Job " + "".join(f"| {name}: taps | swipes | screens | seconds " for name in columns) + "|")
    print("|---" + "|---|---|---|---" * len(columns) + "|")
    for job, words in JOBS.items():
        print(f"| {words} " + "".join(in_words(costs[job]) for costs in columns.values()) + "|")


if __name__ == "__main__":
    main()
