"""A wheel built from the tree runs on its own: its commands, its templates, its static files, Plotly."""

import os
import re
import shutil
import subprocess
import sys
import sysconfig
import venv
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from urllib.request import urlopen

import pytest

pytestmark = pytest.mark.long

ROOT = Path(__file__).resolve().parents[2]
READY = re.compile(r"is ready: (http://127\.0\.0\.1:[1-9][0-9]*)\s")


def _run(*command: str | Path, folder: Path) -> str:
    done = subprocess.run(  # noqa: S603 - our own fixed commands
        [str(part) for part in command],
        cwd=folder,
        env=_environment(),
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def _environment() -> dict[str, str]:
    """As on somebody's machine: nothing of this checkout or of its settings."""
    ours = ("TRACKER_", "PYTHON", "COV", "PYTEST")
    return {name: value for name, value in os.environ.items() if not name.startswith(ours)}


def _with_pip() -> str:
    """A Python that has pip: some systems make environments without it."""
    for python in filter(None, (sys.executable, shutil.which("python3"))):
        asked = subprocess.run([python, "-m", "pip", "--version"], capture_output=True, check=False)  # noqa: S603
        if asked.returncode == 0:
            return python
    pytest.fail("no Python here has pip")


@pytest.fixture(scope="module")
def tracker(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command of an environment that holds the wheel, and only reads its dependencies from ours."""
    folder = tmp_path_factory.mktemp("wheel")
    _run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder / "dist", folder=ROOT)
    [wheel] = (folder / "dist").glob("*.whl")
    venv.create(folder / "venv", with_pip=False, symlinks=True)
    [packages] = (folder / "venv" / "lib").glob("python*/site-packages")
    (packages / "dependencies.pth").write_text(f"{sysconfig.get_path('purelib')}\n", encoding="utf-8")
    python = folder / "venv" / "bin" / "python"
    installing = ("install", "--quiet", "--disable-pip-version-check", "--no-deps", "--no-index", wheel)
    _run(_with_pip(), "-m", "pip", "--python", python, *installing, folder=folder)
    return folder / "venv" / "bin" / "tracker"


@contextmanager
def _serving(tracker: Path, folder: Path) -> Iterator[str]:
    command = [str(tracker), "serve", "--port", "0"]
    environment = {**_environment(), "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(  # noqa: S603 - as above
        command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as server:
        try:
            assert server.stdout is not None
            said = server.stdout.readline()
            while said.endswith("\n") and not READY.search(said) and server.poll() is None:
                said += server.stdout.readline()
            found = READY.search(said)
            assert found, said + (server.stdout.read() if server.poll() is not None else "")
            yield found.group(1)
        finally:
            server.terminate()


def _fetch(url: str) -> str:
    with urlopen(url, timeout=30) as answer:  # noqa: S310 - our own server
        assert answer.status == 200
        return str(answer.read().decode())


def test_the_wheel_serves_from_an_empty_folder(tracker: Path, tmp_path: Path) -> None:
    with _serving(tracker, tmp_path) as home:
        page = _fetch(f"{home}/sign-in")
        assert "<h1>Sign in</h1>" in page
        styles = re.findall(r'href="(/static/[^"]+\.css)"', page)
        assert "--" in _fetch(home + styles[0])
        script = re.search(r'src="(/static/[^"]+/js/)every-page\.js"', page)
        assert script
        assert "joinedModules" in _fetch(f"{home}{script.group(1)}every-page.js")
        assert "import" in _fetch(f"{home}{script.group(1)}charts.js")
        assert "Plotly" in _fetch(f"{home}/plotly/{version('plotly')}.js")
    said = _run(tracker, "check", folder=tmp_path)
    assert len(re.findall(r"^ok ", said, re.MULTILINE)) == 17
    kept = tmp_path / "instance"
    assert kept.stat().st_mode & 0o777 == 0o700
    assert (kept / "secret_key").stat().st_mode & 0o777 == 0o600
    assert str(ROOT) not in said
