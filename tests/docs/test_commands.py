"""What README, docs and deploy/ tell people to type works as it stands there, in a fresh checkout of its own.

Only where a port lies and where PostgreSQL listens is set from outside. What cannot run here says why.
"""

import fcntl
import os
import shlex
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Final

import click
import pytest
from click.testing import CliRunner
from sqlalchemy import create_engine, make_url

from tests.docs import blocks as found
from tests.docs import test_hosting
from tests.docs.blocks import ROOT, Block
from tests.support.needs import find_postgres, need
from tests.support.postgres import make_database, server_of_ones_own
from tracker import cli

BLOCKS = found.blocks()
PORT = 8000
SOCKET = "/var/run/postgresql"
# Lines that are not run here, by how they begin: those that are a run of tests themselves, and what needs more than a
# folder of one's own.
ELSEWHERE: Final = MappingProxyType(
    {
        **dict.fromkeys(("make test", "make siege", "make coverage", "make check"), "what CI runs, or runs inside it"),
        **dict.fromkeys(("make torture", ".venv/bin/python -m scripts.torture"), "takes up to half an hour"),
        **dict.fromkeys(
            (
                "make bench BASE",
                "make taps",
                "make screenshots BASE",
                "make lighthouse",
                "make long-tasks",
                "make readme-pictures",
            ),
            "needs an earlier build beside this one, a quiet machine, or a package of npm",
        ),
        "curl ": "asks a server with a token: tests/docs/test_recipes.py",
        "docker ": "needs a container engine",
        "systemctl ": "changes the machine itself",
    }
)
SERVES = ("make run", "-m tracker serve", "gunicorn ")
LANGUAGES = {"sh", "text", "sql", "ini", "nginx", "python", "json", "csv", "yaml", "http", "r"}


def runs(line: str) -> bool:
    return not line.startswith(tuple(ELSEWHERE))


RUN_HERE = [block for block in BLOCKS if block.file != test_hosting.PAGE and any(map(runs, block.lines))]


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """The files that git keeps, as they are now, and the environment that `make install` has made."""
    folder = tmp_path / "checkout"
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True)  # noqa: S607
    for name in filter(None, listed.stdout.decode().split("\0")):
        if (ROOT / name).is_file() and not name.startswith(("tests/", "docs/images/")):
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, target)
    for name in ("requirements.lock", "requirements-test.lock"):
        os.utime(folder / name, (0, 0))  # older than the environment, so that nothing is installed again
    (folder / ".venv").symlink_to(sys.prefix)
    return folder


@pytest.fixture
def port_alone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What is typed serves at port 8000: one test at a time."""
    with (tmp_path_factory.getbasetemp().parent / "port.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", PORT)) == 0:
                pytest.skip(f"something else answers at port {PORT}")
        yield


def script(block: Block, waiting: str) -> str:
    """The lines one after the other; a server is waited for, stopped, and has to have ended well."""
    lines = ["set -eum"]
    for line in filter(runs, block.lines):
        if any(word in line for word in SERVES):
            lines += [f"{line} &", "server=$!", waiting, "kill -TERM -- -$server", "wait $server || test $? -ge 128"]
        else:
            lines.append(line)
    return "\n".join(lines)


def type_in(block: Block, folder: Path, **env: str) -> str:
    """Type a block in `folder`; what came out. It fails where any line does."""
    home = folder.parent / "home"
    home.mkdir(exist_ok=True)
    wait = " ".join(map(shlex.quote, [sys.executable, str(Path(__file__).with_name("serving.py")), str(PORT), "90"]))
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("TRACKER_", "COV_", "MAKE"))}
    with subprocess.Popen(  # noqa: S603 - what our own pages tell people to type
        ["bash", "-c", script(block, wait)],  # noqa: S607
        cwd=folder,
        env={**clean, "HOME": str(home), "PYTHONWARNINGS": "default", **env},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    ) as typed:
        try:
            output, _ = typed.communicate(timeout=180)
        except subprocess.TimeoutExpired:
            os.killpg(typed.pid, signal.SIGKILL)
            raise
    assert typed.returncode == 0, f"{block.name}\n{output}"
    return output


@pytest.mark.long
@pytest.mark.parametrize("block", RUN_HERE, ids=lambda block: block.name)
@pytest.mark.usefixtures("port_alone")
def test_runs_as_written(block: Block, checkout: Path) -> None:
    if not any(SOCKET in line for line in block.lines):
        type_in(_ready(block), checkout)
        return
    programs = find_postgres()
    need("postgres", programs, "no PostgreSQL server here")
    assert programs is not None
    with server_of_ones_own(programs) as server:
        make_database(server, "tracker")
        folder = _socket_folder(server)
        lines = tuple(line.replace(SOCKET, folder) for line in block.lines)
        type_in(_ready(replace(block, lines=lines)), checkout, PGPORT=str(make_url(server).port), PGUSER="postgres")


def _socket_folder(server: str) -> str:
    engine = create_engine(server)
    with engine.connect() as connection:
        folder = str(connection.exec_driver_sql("SHOW unix_socket_directories").scalar_one())
    engine.dispose()
    return folder


def _ready(block: Block) -> Block:
    """What a command works on is there already where people type it: a database, and the backup made yesterday."""
    first: list[str] = []
    if any(word in line for line in block.lines for word in ("tracker move", "tracker backup", "tracker restore")):
        first.append("TRACKER_DATABASE_URL= .venv/bin/python -m tracker upgrade")
    if any("tracker restore" in line for line in block.lines):
        first.append('.venv/bin/python -m tracker backup "$HOME/tracker-$(date +%F).sqlite3"')
    return replace(block, lines=(*first, *block.lines))


def test_a_line_that_fails_is_seen(checkout: Path) -> None:
    with pytest.raises(AssertionError, match="no such command"):
        type_in(
            Block("here", 1, (".venv/bin/python -m tracker no such command || { echo no such command; false; }",)),
            checkout,
        )


def test_every_block_names_its_language() -> None:
    odd = [f"{page.name}:{line}" for page, line, language, _ in found.fences() if language not in LANGUAGES]
    assert odd == []


def test_whatever_is_left_out_stands_somewhere() -> None:
    lines = [line for block in BLOCKS for line in block.lines]
    assert [start for start in ELSEWHERE if not any(line.startswith(start) for line in lines)] == []


@pytest.mark.parametrize("words", sorted({words for _, words in found.mentioned()}))
def test_a_command_in_the_text_is_one(words: str) -> None:
    """`tracker user disable` and `make check` in running text name commands and options that there are."""
    first, *rest = words.removeprefix("python -m ").split()
    if first == "make":
        targets = {line.partition(":")[0] for line in (ROOT / "Makefile").read_text().splitlines() if ":" in line}
        assert rest[0] in targets
        return
    command: click.Command = cli.main
    options = [word for word in rest if word.startswith("--")]
    for word in rest:
        if isinstance(command, click.Group) and not word.startswith("--"):
            assert word in command.commands, f"{words}: there is no {word}"
            command = command.commands[word]
    told = CliRunner().invoke(command, ["--help"]).output
    assert [option for option in options if option not in told] == []
