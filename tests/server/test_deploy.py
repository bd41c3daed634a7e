"""What the files of `deploy/` say of connections fits what the server says of them."""

import re
from pathlib import Path

from tracker.server import connections, files
from tracker.server.deadlines import IDLE_SECONDS

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"


def _read(name: str) -> str:
    return (DEPLOY / name).read_text(encoding="utf-8")


def _number(pattern: str, text: str) -> int:
    found = re.search(pattern, text)
    assert found, pattern
    return int(found[1])


def test_the_service_may_open_as_many_files_as_its_connections_need() -> None:
    needed = connections.MOST_CONNECTIONS * files.FILES_OF_A_CONNECTION + files.OTHER_FILES
    assert _number(r"LimitNOFILE=(\d+)", _read("systemd/sciatica-tracker.service")) >= needed


def test_the_service_may_let_pages_go_first() -> None:
    filters = re.findall(r"SystemCallFilter=(.*)", _read("systemd/sciatica-tracker.service"))
    assert "@resources" in filters[1], "which holds setpriority"
    assert filters.index("setpriority") > 1


def test_a_kept_line_is_closed_by_caddy_and_not_under_its_hands() -> None:
    assert _number(r"keepalive (\d+)s", _read("Caddyfile")) < IDLE_SECONDS


def test_caddy_takes_forms_whole_by_either_of_its_words() -> None:
    page = _read("Caddyfile")
    known = set(re.findall(r"^\((.*)\) {", page, re.MULTILINE))
    asked = set(re.findall(r"CADDY_BUFFERS(?:=|: )(\w+)", page + _read("compose.yaml")))
    usual = set(re.findall(r"import {\$CADDY_BUFFERS:(.*)}", page))
    assert asked | usual == known == {"buffers", "buffers_of_2.6.2"}


def test_gunicorn_serves_by_our_own_worker() -> None:
    assert 'worker_class = "tracker.server.worker.TrackerWorker"' in _read("gunicorn.conf.py")
