"""A thousand slow connections to the real servers, straight and through the proxies of `deploy/`: pages are shown.

Figures are the torture's to ask for (`slow-bare` and its like in docs/torture.md); here a page is shown or it is not,
and one beside the crowd takes no longer than many times what it took in the same run without it.
"""

from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.support.fronts import front, has_front
from tests.support.needs import need
from tests.support.slow import slow_crowd, visit_for
from tests.support.twins import Twin

pytestmark = [pytest.mark.long, pytest.mark.sqlite]
SLOW, MANY_TIMES = 1000, 50
LEAST_SECONDS = 0.02
PATHS = ("/sign-in", "/help-now", "/healthz")
# nginx gives one address 200 requests at a time, and the crowd has filled that for its own.
HOME = "127.0.0.2"


@pytest.mark.parametrize("proxy", [None, "nginx", "caddy"])
def test_pages_are_shown_beside_a_thousand_slow_connections(server: Twin, proxy: str | None, tmp_path: Path) -> None:
    with ExitStack() as stack:
        port = server.port
        if proxy is not None:
            need("machine", has_front(proxy) or None, f"no {proxy} on this machine")
            port = stack.enter_context(front(proxy, port, tmp_path / proxy))
        alone = visit_for(2, port, PATHS, come_from=HOME)
        with slow_crowd(port, SLOW) as crowd:
            beside = visit_for(6, port, PATHS, come_from=HOME)
            assert crowd.standing.is_set()
    assert (alone.bad, beside.bad) == ((), ())
    assert beside.p95 <= MANY_TIMES * max(alone.p95, LEAST_SECONDS)
