"""The lists of packages are complete: an installer that follows them has nothing to look up anew."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution
from itertools import chain, product
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
RUN, TEST = "requirements.lock", "requirements-test.lock"
SYSTEMS = (("linux", "Linux", "posix"), ("darwin", "Darwin", "posix"), ("win32", "Windows", "nt"))
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
# A line of ours or of the tool that wrote the list, never of an installer's settings.
LINE = re.compile(r"[a-z0-9][a-z0-9.-]*(\[[a-z,]+\])?==[^ ]+( ; .+)? \\|    --hash=sha256:[0-9a-f]{64}( \\)?| *#.*|")


@dataclass(frozen=True)
class Gap:
    """What a list leaves for an installer to look up: on which system, who asks for it, and for what."""

    system: str
    python: str
    asked_by: str
    wanted: str


def pinned(text: str) -> dict[str, Requirement]:
    """The packages of a list by name, each with its one version and the systems it is for."""
    entries = (line.removesuffix("\\").strip() for line in text.splitlines() if re.match("[a-z0-9]", line))
    found = [Requirement(entry) for entry in entries]
    names = [canonicalize_name(one.name) for one in found]
    assert len(names) == len(set(names)), "a package stands twice"
    return dict(zip(names, found, strict=True))


def asked_for(project: str, *, tests: bool) -> list[Requirement]:
    """What pyproject.toml asks for: to run with every extra, and to test."""
    settings = tomllib.loads(project)
    extras = settings["project"]["optional-dependencies"].values()
    group = settings["dependency-groups"]["test"] if tests else []
    return [Requirement(text) for text in [*settings["project"]["dependencies"], *chain(*extras), *group]]


def environments() -> Iterator[dict[str, str]]:
    for (platform, system, name), python in product(SYSTEMS, PYTHONS):
        where = {"sys_platform": platform, "platform_system": system, "os_name": name, "platform_machine": "x86_64"}
        which = {"python_version": python, "python_full_version": f"{python}.0", "implementation_name": "cpython"}
        yield {**where, **which, "platform_python_implementation": "CPython"}


def gaps(wanted: list[Requirement], pins: dict[str, Requirement]) -> set[Gap]:
    """Follow every demand through the packages at hand, for each system and Python the lists are for."""
    found: set[Gap] = set()
    for env in environments():
        seen: set[tuple[str, str]] = set()
        waiting = [("pyproject.toml", one, "") for one in wanted]
        while waiting:
            asked_by, need, extra = waiting.pop()
            if need.marker is not None and not need.marker.evaluate({**env, "extra": extra}):
                continue
            name = canonicalize_name(need.name)
            pin = pins.get(name)
            if pin is None or not _fits(pin, need) or (pin.marker is not None and not pin.marker.evaluate(env)):
                found.add(Gap(env["sys_platform"], env["python_version"], asked_by, str(need)))
            if pin is None:
                continue
            for wish in {"", *need.extras} - {part for known, part in seen if known == name}:
                seen.add((name, wish))
                waiting.extend((name, one, wish) for one in _needs_of(name, pin))
    return found


def _fits(pin: Requirement, need: Requirement) -> bool:
    (version,) = (str(one.version) for one in pin.specifier)
    return need.specifier.contains(version, prereleases=True)


def _needs_of(name: str, pin: Requirement) -> list[Requirement]:
    """What the package asks for in turn; nothing is known of one that this system has no use for."""
    try:
        return [Requirement(text) for text in distribution(name).requires or []]
    except PackageNotFoundError:
        assert pin.marker is not None, f"{name} is not installed"
        assert not pin.marker.evaluate(), f"{name} is not installed"
        return []


def test_the_packages_at_hand_are_those_of_the_list() -> None:
    pins = pinned((ROOT / TEST).read_text())
    here = {name: pin for name, pin in pins.items() if pin.marker is None or pin.marker.evaluate()}
    assert {name: f"=={distribution(name).version}" for name in here} == {
        name: str(pin.specifier) for name, pin in here.items()
    }


@pytest.mark.parametrize(("name", "tests"), [(RUN, False), (TEST, True)])
def test_whatever_is_asked_for_is_pinned(name: str, tests: bool) -> None:
    project = (ROOT / "pyproject.toml").read_text()
    assert gaps(asked_for(project, tests=tests), pinned((ROOT / name).read_text())) == set()


def test_a_package_left_out_or_too_old_is_seen() -> None:
    wanted = asked_for((ROOT / "pyproject.toml").read_text(), tests=True)
    pins = pinned((ROOT / TEST).read_text())
    without = {name: pin for name, pin in pins.items() if name != "mako"}
    assert {gap.asked_by for gap in gaps(wanted, without)} == {"alembic"}
    old = {**pins, "coverage": Requirement("coverage==7.0")}
    assert {(gap.asked_by, gap.wanted.split(">")[0]) for gap in gaps(wanted, old)} == {("pytest-cov", "coverage[toml]")}
    elsewhere = {**pins, "colorama": Requirement("colorama==0.4.6 ; sys_platform == 'darwin'")}
    assert {gap.system for gap in gaps(wanted, elsewhere)} == {"win32"}


def test_what_runs_is_what_was_tested() -> None:
    run, tests = (pinned((ROOT / name).read_text()) for name in (RUN, TEST))
    assert {name: str(pin.specifier) for name, pin in run.items()}.items() <= {
        name: str(pin.specifier) for name, pin in tests.items()
    }.items()


@pytest.mark.parametrize("name", [RUN, TEST])
def test_a_list_has_packages_and_their_hashes_alone(name: str) -> None:
    text = (ROOT / name).read_text()
    assert [line for line in text.splitlines() if not LINE.fullmatch(line)] == []
    heads = re.findall(r"^[a-z0-9].*\n(.*)$", text, re.MULTILINE)
    assert all(line.startswith("    --hash=sha256:") for line in heads)
