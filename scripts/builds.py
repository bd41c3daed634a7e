"""The project as it stood at a commit, in a folder of its own, to be run with the environment of today."""

import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


@contextmanager
def build_of(commit: str, overlaid: Sequence[str] = ()) -> Iterator[Path]:
    """A worktree of the commit; `overlaid` names files and folders of today that take the place of its own.

    Raises CalledProcessError where git does not know the commit.
    """
    with tempfile.TemporaryDirectory(prefix="build-") as home:
        folder = Path(home) / "tracker"
        _git("worktree", "add", "--quiet", "--detach", str(folder), commit)
        try:
            for name in overlaid:
                _lay_over(ROOT / name, folder / name)
            yield folder
        finally:
            _git("worktree", "remove", "--force", str(folder))


def full_name(commit: str) -> str:
    """The whole name of a commit."""
    return _git("rev-parse", "--verify", f"{commit}^{{commit}}")


def _lay_over(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.is_dir():
        shutil.copytree(source, target, dirs_exist_ok=True)
    else:
        shutil.copyfile(source, target)


def _git(*words: str) -> str:
    command = ["git", "-C", str(ROOT), *words]
    done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603 - our own words
    return done.stdout.strip()
