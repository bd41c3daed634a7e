"""A PostgreSQL server of one's own, in a folder of one's own, for as long as it is needed."""

import os
import pwd
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

SERVER_USER = "postgres"


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _run(command: list[str], folder: Path) -> None:
    """The server refuses to run as root, so root runs it as the user its package made."""
    root = os.geteuid() == 0
    done = subprocess.run(  # noqa: S603 - our own fixed commands
        command,
        cwd=folder,
        user=SERVER_USER if root else None,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    if done.returncode:
        raise RuntimeError(f"{command[0]} failed: {done.stdout[-2000:]} {done.stderr[-2000:]}")


@contextmanager
def running_server(programs: Path, folder: Path) -> Iterator[str]:
    """Starts an empty server; gives the address of its database."""
    folder.mkdir(parents=True)
    if os.geteuid() == 0:
        shutil.chown(folder, pwd.getpwnam(SERVER_USER).pw_uid)
    data, port = folder / "data", free_port()
    _run([str(programs / "initdb"), "-D", str(data), "-A", "trust", "-U", SERVER_USER, "-E", "UTF8"], folder)
    options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off"
    log = folder / "log"
    _run([str(programs / "pg_ctl"), "-D", str(data), "-l", str(log), "-o", options, "-w", "start"], folder)
    try:
        yield f"postgresql+psycopg://{SERVER_USER}@127.0.0.1:{port}/postgres"
    finally:
        _run([str(programs / "pg_ctl"), "-D", str(data), "-m", "immediate", "-w", "stop"], folder)
