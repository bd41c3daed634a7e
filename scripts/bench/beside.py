"""`make bench BASE=<commit>`: what this build costs beside an earlier one, page by page, asked in turns on one machine.

The earlier build is checked out and fills a database; this one takes the rows over. Both are served as a host serves
them. What counts are the ratios of one run: every figure is the middle of its rounds, every ratio that of its pairs.
"""

import statistics
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from scripts.bench.filling import Filled
from scripts.bench.measures import Compared, Cost, Effort, compare
from scripts.bench.pages import SAVED, Page, grown_pages, tapping, usual_pages
from scripts.bench.served import Build, Served, serving
from scripts.builds import ROOT, build_of
from tests.support.needs import find_chromium

MANY: Final = 8
WRITERS: Final = 32
THOROUGH, QUICK = Effort(7, 0.6), Effort(5, 0.15)
STARTS: Final = 7
START: Final = "start"
WRITING: Final = "writers"
OVERLAID: Final = ("scripts/bench", "scripts/__init__.py")
HEAD: Final = (
    f"| {'':20} | {'ms before':>9} | {'now':>7} | {'ratio':>5} | {'of 8: ms':>8} | {'now':>7}"
    f" | {'by 1':>4} | {'per s':>6} | {'now':>6} | {'ratio':>5} | {'p95':>5} |"
)


@dataclass(frozen=True, slots=True)
class Pair:
    """Both builds, served, with the same rows."""

    before: Served
    now: Served
    filled: Filled


def cpu(cost: Cost) -> float:
    return cost.cpu_ms


def per_second(cost: Cost) -> float:
    return cost.per_second


def p95(cost: Cost) -> float:
    return cost.p95_ms


@contextmanager
def two_builds(commit: str, settings: Mapping[str, str]) -> Iterator[tuple[Build, Build]]:
    """The build of the commit, and this one with what is to be set for it."""
    with build_of(commit, OVERLAID) as code, tempfile.TemporaryDirectory(prefix="bench-") as home:
        yield (
            Build("before", code, Path(home) / "before", {}),
            Build("now", ROOT, Path(home) / "now", settings),
        )


@contextmanager
def pair_of(before: Build, now: Build, *, quick: bool) -> Iterator[Pair]:
    """Both servers on the same rows."""
    before.instance.mkdir(mode=0o700)  # filled before it is served
    filled = Filled.read(before.run("scripts.bench.filling", *(["--quick"] if quick else [])))
    now.take_data_of(before)
    before.run("tracker", "upgrade", "--without-copy")
    with serving(before) as one, serving(now) as other:
        one.wait_for_jobs()
        other.wait_for_jobs()
        yield Pair(one, other, filled)


def tell_pages(pair: Pair, effort: Effort, wanted: Callable[[str], bool]) -> None:
    print(HEAD, "|" + "---|" * 11, sep="\n", flush=True)
    for page in usual_pages(pair.filled):
        if not wanted(page.name):
            continue
        alone = compare((page, pair.before), (page, pair.now), effort)
        many = compare((page, pair.before), (page, pair.now), effort, MANY) if page.at_once else None
        print(page_line(page.name, alone, many), flush=True)


def page_line(name: str, alone: Compared, many: Compared | None) -> str:
    """One page: processor time of each build, then the same and how many are answered with eight at once."""
    before, now = alone.middles(cpu)
    line = f"| {name:20} | {before:9.2f} | {now:7.2f} | {alone.ratio(cpu):5.2f} |"
    if many is None:
        return line
    them, us = many.middles(cpu)
    answered, answer = many.middles(per_second)
    return (
        f"{line} {them:8.2f} | {us:7.2f} | {us / now:4.2f} | {answered:6.0f} | {answer:6.0f}"
        f" | {many.ratio(per_second):5.2f} | {many.ratio(p95):5.2f} |"
    )


def tell_writers(pair: Pair, effort: Effort) -> None:
    """Everybody taps at once, each in their own record."""
    page = Page(WRITING, pair.filled.writers, tapping(), SAVED)
    found = compare((page, pair.before), (page, pair.now), effort, WRITERS)
    posts, slow = found.middles(per_second), found.middles(p95)
    print(
        f"\n{WRITERS} writers: {posts[0]:.0f} posts/s before, {posts[1]:.0f} now, ratio {found.ratio(per_second):.2f};"
        f" p95 {slow[0]:.0f} and {slow[1]:.0f} ms, ratio {found.ratio(p95):.2f}",
        flush=True,
    )


def tell_growth(pair: Pair, effort: Effort, wanted: Callable[[str], bool]) -> None:
    """What a record costs that has grown, beside one that has not: in this build, and beside the same before."""
    print(f"\n| {'':44} | usual ms | grown ms | times | before: grown ms | ratio |", "|" + "---|" * 6, sep="\n")
    for usual, grown in grown_pages(pair.filled):
        if not wanted(usual.name):
            continue
        growth = compare((usual, pair.now), (grown, pair.now), effort)
        builds = compare((grown, pair.before), (grown, pair.now), effort)
        small, large = growth.middles(cpu)
        print(
            f"| {f'{usual.name} → {grown.name}':44} | {small:8.2f} | {large:8.2f} | {growth.ratio(cpu):5.2f}"
            f" | {builds.middles(cpu)[0]:16.2f} | {builds.ratio(cpu):5.2f} |",
            flush=True,
        )


def tell_memory(pair: Pair) -> None:
    before, now = pair.before.memory(), pair.now.memory()
    print(
        f"\nmemory after all this (PSS): {before:.0f} MiB before, {now:.0f} now, ratio {now / before:.2f}", flush=True
    )


def tell_starts(before: Build, now: Build, starts: int) -> None:
    """From a command to its first answer, on tables that are new and empty; the first pair compiles and is left out."""
    found: tuple[list[Served], list[Served]] = ([], [])
    for turn in range(starts + 1):
        for number, build in enumerate((before, now)) if turn % 2 else reversed(list(enumerate((before, now)))):
            with serving(build) as served:
                found[number].append(served)
    for what, figure in (("first answer, s", _seconds), ("processor time of it, s", _cpu_seconds)):
        pairs = list(zip(map(figure, found[0][1:]), map(figure, found[1][1:]), strict=True))
        one, other = (statistics.median(column) for column in zip(*pairs, strict=True))
        ratio = statistics.median(second / first for first, second in pairs)
        print(f"start: {what}: {one:.2f} before, {other:.2f} now, ratio {ratio:.2f}", flush=True)


def _seconds(served: Served) -> float:
    return served.start_seconds


def _cpu_seconds(served: Served) -> float:
    return served.start_cpu


def tell_first_visits(commit: str) -> None:
    """Requests and bytes of a browser that has kept nothing."""
    from scripts import first_visit, screenshots  # noqa: PLC0415 - a browser is needed for this part alone

    print("\nA first visit:\n", flush=True)
    with (
        first_visit.present_build() as now,
        screenshots.chromium() as browser,
        first_visit.earlier_build(commit) as before,
    ):
        first_visit.compare(browser, [before, now], first_visit.TIMES)


def report(commit: str, *, quick: bool, settings: Mapping[str, str], only: str) -> None:
    effort = QUICK if quick else THOROUGH
    print(
        f"Processor milliseconds of a request, {commit} and this build, {effort.rounds} rounds in turns\n", flush=True
    )
    with two_builds(commit, settings) as (before, now):
        if only != START:
            with pair_of(before, now, quick=quick) as pair:
                _tell(pair, effort, only)
        if only in ("", START):
            empty = [replace(one, instance=one.instance.with_name(f"{one.name}-empty")) for one in (before, now)]
            tell_starts(empty[0], empty[1], STARTS)
    if quick or only or find_chromium() is None:
        print("A first visit: not measured, see scripts/first_visit.py")
    else:
        tell_first_visits(commit)


def _tell(pair: Pair, effort: Effort, only: str) -> None:
    def wanted(name: str) -> bool:
        return only.casefold() in name.casefold()

    tell_pages(pair, effort, wanted)
    if wanted(WRITING):
        tell_writers(pair, effort)
    tell_growth(pair, effort, wanted)
    tell_memory(pair)
