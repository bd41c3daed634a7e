"""What a first visit costs, and when its first chart answers: `python -m scripts.first_visit --before COMMIT`.

Each visit is the first of a browser that has kept nothing, on a processor four times slower. Counted are the requests
and the bytes on the line until nothing more is asked for, the milliseconds for which the page's own thread worked by
then, and those from the navigation to the moment at which a finger on the first chart is told of. With an earlier build
the two are visited in turns, so that what else the machine does meets both. Printed are the middle of all visits, and
of the last the least, as neighbours only add to it; and the share of before.
"""

import argparse
import json
import statistics
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from playwright.sync_api import Browser, Page

from scripts.builds import build_of
from scripts.every_page import FULL, tab, visitors
from scripts.screenshots import CAMERA, chromium, demo_app, serving

SLOWER = 4
TIMES = 5
LOOK_MS, PATIENCE = 100, 600
WIDTHS = (360, 1280)
PAGES = ("today", "progress")
ME = "scripts/first_visit.py"
# A finger that touches the chart at every frame from the moment it can be seen, until it is told of.
TOUCH = """
window.told = null;
const touch = () => {
  const box = document.querySelector("[data-chart] .chart-box");
  if (box !== null && box.querySelector("svg") !== null) {
    const { left, top, width, height } = box.getBoundingClientRect();
    const at = { bubbles: true, pointerType: "touch", clientX: left + width / 2, clientY: top + height / 2 };
    box.dispatchEvent(new PointerEvent("pointerdown", at));
    if (document.querySelector("[data-detail] .chart-detail-name") !== null) {
      window.told = performance.now();
      return;
    }
  }
  requestAnimationFrame(touch);
};
requestAnimationFrame(touch);
"""


@dataclass(frozen=True, slots=True)
class Served:
    """A build that answers at `home`, where `cookies` are those of somebody with a full record."""

    home: str
    cookies: Mapping[str, str]
    paths: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Visit:
    """What one visit came to: `answers` is None on a page without a chart."""

    requests: int
    bytes: int
    worked: float
    answers: float | None


def visit(browser: Browser, served: Served, page_name: str, width: int) -> Visit:
    """The first visit of a browser that has kept nothing."""
    sizes: list[float] = []
    with tab(browser, served.home, width, served.cookies) as page:
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.send("Performance.enable", {"timeDomain": "threadTicks"})
        session.on("Network.loadingFinished", lambda done: sizes.append(done["encodedDataLength"]))
        session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        page.add_init_script(TOUCH)
        page.goto(served.home + served.paths[page_name])
        if page.locator("[data-chart]").count():
            _wait_until_told(page)
        page.wait_for_load_state("networkidle")
        told = page.evaluate("window.told")
        found = {one["name"]: one["value"] for one in session.send("Performance.getMetrics")["metrics"]}
    return Visit(len(sizes), round(sum(sizes)), found["TaskDuration"] * 1000, told)


def _wait_until_told(page: Page) -> None:
    """Asked by the browser's own door: what polls within the page may not evaluate a text under its policy."""
    for _look in range(PATIENCE):
        if page.evaluate("window.told") is not None:
            return
        page.wait_for_timeout(LOOK_MS)
    raise SystemExit("the chart answered nothing")


@contextmanager
def present_build() -> Iterator[Served]:
    """This build, with the demo in it."""
    with demo_app() as app, serving(app) as home:
        who = next(one for one in visitors(app) if one.name == FULL)
        yield Served(home, who.cookies, {page: who.ids.path(page) for page in PAGES})


@contextmanager
def earlier_build(commit: str) -> Iterator[Served]:
    """The build of a commit, served by a process of its own."""
    with build_of(commit, (*CAMERA, ME)) as folder:
        command = [sys.executable, "-m", "scripts.first_visit", "--serve"]
        with subprocess.Popen(  # noqa: S603 - our own words
            command, cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        ) as process:
            assert process.stdin is not None, "it has a pipe"  # noqa: S101
            assert process.stdout is not None, "it has a pipe"  # noqa: S101
            yield Served(**json.loads(process.stdout.readline()))
            process.stdin.close()


def serve() -> None:
    """Say where this build answers, and do so until nobody listens any more."""
    with present_build() as served:
        told = {"home": served.home, "cookies": dict(served.cookies), "paths": dict(served.paths)}
        print(json.dumps(told), flush=True)
        sys.stdin.read()


def _middle(visits: Sequence[Visit]) -> list[float | None]:
    answers = [one.answers for one in visits if one.answers is not None]
    return [
        statistics.median(one.requests for one in visits),
        statistics.median(one.bytes for one in visits) / 1000,
        statistics.median(one.worked for one in visits),
        min(answers, default=None),
    ]


def _cell(before: float | None, now: float | None) -> str:
    if now is None:
        return "no chart"
    return f"{now:.0f}" if before is None else f"{before:.0f} → {now:.0f} ({now / before:.2f})"


def compare(browser: Browser, builds: Sequence[Served], times: int, pages: Sequence[str] = PAGES) -> None:
    """Prints a line for each page and width: what it cost before, what it costs, and the share."""
    print("| page | width | requests | kB | its thread worked, ms | first chart answers after, ms |")
    print("|---|--:|---|---|---|---|")
    for page in pages:
        for width in WIDTHS:
            found: list[list[Visit]] = [[] for _ in builds]
            for _ in range(times):
                for kept, served in zip(found, builds, strict=True):
                    kept.append(visit(browser, served, page, width))
            *before, now = [_middle(visits) for visits in found]
            cells = [_cell(old, new) for old, new in zip(before[0] if before else [None] * 4, now, strict=True)]
            print(f"| {page} | {width} | {' | '.join(cells)} |", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--before", metavar="COMMIT", help="an earlier build, visited in turns with this one")
    parser.add_argument("--times", type=int, default=TIMES, help="how often each page is visited")
    parser.add_argument("--only", nargs="*", choices=PAGES, default=PAGES, help="these pages alone")
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.serve:
        serve()
        return
    with present_build() as now, chromium() as browser:
        if asked.before is None:
            compare(browser, [now], asked.times, asked.only)
            return
        with earlier_build(asked.before) as before:
            compare(browser, [before, now], asked.times, asked.only)


if __name__ == "__main__":
    main()
