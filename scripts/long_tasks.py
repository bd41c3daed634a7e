"""The longest task of each page while it opens, on a processor four times slower: `python -m scripts.long_tasks`.

A task of over 200 ms is felt as a page that does not answer. What is counted is the time that the page's own thread
worked, out of the browser's trace, times four: whatever else the machine does is left out of it. Chromium's own slowing
goes by the clock and counts that too; `--slowed` asks for it. Each page is opened a few times, those that come near the
limit more often, and the least and the middle of its longest tasks are printed: the least is what the page asks for.
"""

import argparse
import json
import statistics
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass

from playwright.sync_api import Browser

from scripts.builds import build_of
from scripts.every_page import Visitor, name_of, tab, visitors
from scripts.screenshots import CAMERA, chromium, demo_app, serving

SLOWER = 4
TIMES = 2
TIMES_NEAR = 7
FELT_MS = 200
NEAR_MS = 120
QUIET_MS = 400
WIDTHS = (360, 1280)
CATEGORIES = ["toplevel", "disabled-by-default-devtools.timeline"]
MAIN_THREAD = "CrRendererMain"
OPENED = "FrameCommittedInBrowser"
TASK = "RunTask"


def longest_in(trace: bytes, home: str) -> float:
    """Milliseconds of processor time of the longest task on the main thread of a page of ours in a trace of Chromium.

    What draws the browser's own window is a page too, and stands in the same trace.
    """
    events = json.loads(trace)["traceEvents"]
    opened = (one["args"]["data"] for one in events if one["name"] == OPENED)
    ours = {one["processId"] for one in opened if one["url"].startswith(home)}
    mains = {(one["pid"], one["tid"]) for one in events if one.get("args", {}).get("name") == MAIN_THREAD}
    mains = {thread for thread in mains if thread[0] in ours}
    tasks = (one for one in events if one["name"].endswith(TASK) and (one["pid"], one["tid"]) in mains)
    return max((one.get("tdur", 0) / 1000 for one in tasks), default=0.0)


@dataclass(frozen=True)
class Camera:
    """How pages are opened: by which browser, at which address, how often, and who makes them slow."""

    browser: Browser
    home: str
    times: int
    slowed: bool

    def longest(self, who: Visitor, path: str, width: int) -> list[float]:
        """Milliseconds of the longest task while a page opens, each time."""
        found: list[float] = []
        while len(found) < (self.times if min(found, default=0) < NEAR_MS else TIMES_NEAR):
            # A trace that began too late to hold the page is none.
            found += filter(None, [self._once(who, path, width)])
        return found

    def _once(self, who: Visitor, path: str, width: int) -> float:
        with tab(self.browser, self.home, width, who.cookies) as page:
            if self.slowed:
                page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
            self.browser.start_tracing(page=page, categories=CATEGORIES)
            page.goto(self.home + who.ids.path(path))
            page.wait_for_load_state("networkidle")
            page.wait_for_timeout(QUIET_MS)
            return longest_in(self.browser.stop_tracing(), self.home) * (1 if self.slowed else SLOWER)


def measure(who: Sequence[Visitor], camera: Camera, only: Sequence[str]) -> int:
    """Prints a line for each page; gives how many were felt."""
    felt = 0
    print("| page | who | 360 px: least | middle | 1280 px: least | middle |\n|---|---|---|---|---|---|")
    for visitor in who:
        for path in visitor.paths:
            if only and not any(part in name_of(path) for part in only):
                continue
            found = [camera.longest(visitor, path, width) for width in WIDTHS]
            felt += sum(min(one) > FELT_MS for one in found)
            cells = " | ".join(f"{told(min(one))} | {told(statistics.median(one))}" for one in found)
            print(f"| {path} | {visitor.name} | {cells} |", flush=True)
    return felt


def told(milliseconds: float) -> str:
    return f"**{milliseconds:.0f}**" if milliseconds > FELT_MS else f"{milliseconds:.0f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", nargs="*", metavar="PAGE", default=[], help="pages whose name holds one of these")
    parser.add_argument("--who", nargs="*", metavar="NAME", default=[], help="what these see alone: empty, rosa ...")
    parser.add_argument("--times", type=int, default=TIMES, help="how often each page is opened")
    parser.add_argument("--slowed", action="store_true", help="let Chromium slow the processor, by the clock")
    parser.add_argument("--before", metavar="COMMIT", help="this build as well, first")
    asked = parser.parse_args()
    if asked.before:
        words = [word for word in sys.argv[1:] if word not in {"--before", asked.before}]
        with build_of(asked.before, (*CAMERA, "scripts/long_tasks.py")) as build:
            subprocess.run([sys.executable, "-m", "scripts.long_tasks", *words], cwd=build, check=True)  # noqa: S603 - our own words
    with demo_app() as app:
        who = [one for one in visitors(app) if not asked.who or one.name in asked.who]
        with serving(app) as home, chromium() as browser:
            felt = measure(who, Camera(browser, home, asked.times, asked.slowed), asked.only)
    print(f"\n{felt} over {FELT_MS} ms")


if __name__ == "__main__":
    main()
