"""What whoever comes through the proxies of `deploy/` is told where the proxy itself could refuse."""

import http.client
from pathlib import Path

import pytest

from tests.support.fronts import FRONTS, front, has_front
from tests.support.needs import need
from tests.support.twins import Twin

pytestmark = [pytest.mark.long, pytest.mark.sqlite]
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@pytest.mark.parametrize("proxy", list(FRONTS))
def test_a_form_that_is_far_too_long_is_told_so(server: Twin, proxy: str, tmp_path: Path) -> None:
    """Below the bound of the proxy and above it; neither cuts the line, nor says what only its makers understand."""
    need("machine", has_front(proxy) or None, f"no {proxy} on this machine")
    with front(proxy, server.port, tmp_path / proxy) as before:
        for size in (100_000, 3_000_000, 20_000_000):
            line = http.client.HTTPConnection("127.0.0.1", before, timeout=60)
            line.request("POST", "/sign-in", b"user_name=" + b"x" * size, FORM)
            answer = line.getresponse()
            told = answer.read().decode()
            line.close()
            assert (answer.status, "This is too long" in told, "othing was saved" in told) == (413, True, True)
