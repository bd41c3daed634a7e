"""nginx and Caddy before the app with the files of `deploy/`, but by plain http at a port of this machine.

Certificates and encryption are taken out, and addresses put in; what connections may do stays word for word.
"""

import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from tests.support.ports import free_port

DEPLOY: Final = Path(__file__).resolve().parents[2] / "deploy"
UP_IN_SECONDS: Final = 20
# As docs/hosting.md has it: Debian's own 768 are too few.
NGINX_MAIN: Final = """
{user}
worker_processes 2;
worker_rlimit_nofile 8192;
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/nginx.log crit;
events {{ worker_connections 4096; }}
http {{
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    {site}
}}
"""
Front = Callable[[int, Path], tuple[int, Sequence[str], Mapping[str, str]]]


def _nginx(app_port: int, folder: Path) -> tuple[int, Sequence[str], Mapping[str, str]]:
    port, site = free_port(), (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    site = re.sub(r"# Any name that is not ours.*?\n}\n", "", site, flags=re.DOTALL)
    site = re.sub(r"\n +(ssl_.*|listen \[::\].*);", "", site)
    site = site.replace("listen 80;", f"listen 127.0.0.1:{free_port()};")
    site = site.replace("listen 443 ssl http2;", f"listen 127.0.0.1:{port};")
    site = site.replace("/var/log/nginx", str(folder)).replace("127.0.0.1:8000", f"127.0.0.1:{app_port}")
    user = "user root;" if os.geteuid() == 0 else ""
    config = folder / "nginx.conf"
    config.write_text(NGINX_MAIN.format(user=user, folder=folder, site=site), encoding="utf-8")
    return port, ("nginx", "-c", str(config), "-e", str(folder / "nginx.log")), {}


def _caddy(app_port: int, folder: Path) -> tuple[int, Sequence[str], Mapping[str, str]]:
    port, site = free_port(), (DEPLOY / "Caddyfile").read_text(encoding="utf-8")
    site = re.sub(r"\n\ttls {.*?\n\t}", "", site, flags=re.DOTALL).replace("\n{\n", "\n{\n\tadmin off\n", 1)
    config = folder / "Caddyfile"
    config.write_text(site, encoding="utf-8")
    environ = {"HOME": str(folder), "DOMAIN": f"http://:{port}", "APP": f"127.0.0.1:{app_port}"}
    return port, ("caddy", "run", "--config", str(config), "--adapter", "caddyfile"), environ | _buffers()


def _buffers() -> dict[str, str]:
    """Which words this Caddy has for them."""
    said = subprocess.run(["caddy", "version"], capture_output=True, text=True, check=True).stdout  # noqa: S607
    found = re.search(r"(\d+)\.(\d+)\.(\d+)", said)
    is_old = found is None or tuple(map(int, found.groups())) < (2, 6, 4)
    return {} if is_old else {"CADDY_BUFFERS": "buffers"}


FRONTS: Final[Mapping[str, Front]] = {"nginx": _nginx, "caddy": _caddy}


def has_front(name: str) -> bool:
    return shutil.which(name) is not None


@contextmanager
def front(name: str, app_port: int, folder: Path) -> Iterator[int]:
    """The proxy of that name before the app; gives its port."""
    folder.mkdir(parents=True, exist_ok=True)
    port, command, environ = FRONTS[name](app_port, folder)
    with (folder / "said.log").open("ab") as log:
        process = subprocess.Popen(  # noqa: S603 - our own fixed commands
            command, env=os.environ | environ, stdout=log, stderr=log, start_new_session=True
        )
    try:
        _wait_until_up(port, process, folder)
        yield port
    finally:
        process.terminate()
        process.wait(UP_IN_SECONDS)


def _wait_until_up(port: int, process: subprocess.Popen[bytes], folder: Path) -> None:
    end = time.monotonic() + UP_IN_SECONDS
    while time.monotonic() < end and process.poll() is None:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.05)
    raise RuntimeError((folder / "said.log").read_text(encoding="utf-8", errors="replace")[-2000:])
