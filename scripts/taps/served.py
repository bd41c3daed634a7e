"""One build under its own server with the demo in it, and people signed in to it as anybody signs in."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, ViewportSize

PASSWORD = "warm hands quiet needles"  # noqa: S105 - of the made-up people
PHONE: ViewportSize = {"width": 360, "height": 740}
STARTS_WITHIN_SECONDS = 60


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextmanager
def serving(build: Path, port: int | None = None) -> Iterator[str]:
    """The build with the demo, until the end of the block; gives its address."""
    port = port or free_port()
    folder = tempfile.mkdtemp(prefix="taps-")
    environ = os.environ | {
        "TRACKER_INSTANCE_PATH": f"{folder}/instance",
        "TRACKER_PRACTITIONER_FACTOR": "no",
        "TRACKER_TIME_ZONE": "Europe/Berlin",
    }
    for words in (("upgrade",), ("demo",)):
        _run(build, environ, words).wait()
    server = _run(build, environ, ("serve", "--port", str(port)))
    try:
        home = f"http://127.0.0.1:{port}"
        _wait_for(home)
        yield home
    finally:
        server.terminate()
        server.wait()
        shutil.rmtree(folder, ignore_errors=True)


def _run(build: Path, environ: dict[str, str], words: Sequence[str]) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "tracker", *words]
    quiet = subprocess.DEVNULL
    return subprocess.Popen(command, cwd=build, env=environ, stdout=quiet, stderr=quiet)  # noqa: S603 - our own words


def _wait_for(home: str) -> None:
    until = time.monotonic() + STARTS_WITHIN_SECONDS
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(f"{home}/healthz"):  # noqa: S310 - our own server
                return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.2)
    raise TimeoutError(home)


def new_phone(browser: Browser) -> Page:
    """A phone of somebody's own: touched, narrow, with nothing kept of before."""
    context = browser.new_context(
        viewport=PHONE,
        has_touch=True,
        is_mobile=True,
        locale="en-GB",
        timezone_id="Europe/Berlin",
        accept_downloads=True,
    )
    return context.new_page()


def sign_in(page: Page, home: str, name: str) -> str:
    """Somebody of the demo; gives the address of the page they are led to."""
    page.goto(f"{home}/sign-in")
    page.get_by_label("User name").fill(name)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url(lambda url: "/sign-in" not in url)
    return page.url


def sign_up(page: Page, home: str, name: str) -> None:
    """A new account, up to its recovery codes."""
    page.goto(f"{home}/sign-up")
    page.get_by_label("User name").fill(name)
    page.get_by_label("Password", exact=True).fill("a long enough pass phrase")
    page.get_by_role("button", name="Make my account").click()
    page.locator("ol code").first.wait_for()
