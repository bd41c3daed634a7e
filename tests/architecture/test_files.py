"""Files stay short enough to be read, and the project speaks of itself alone."""

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LONGEST = 400
FOLDERS = ("tracker", "tests", "scripts", "templates", "static")
ENDINGS = {".py", ".html", ".css", ".js"}
FILES = [
    path
    for folder in FOLDERS
    for path in sorted((ROOT / folder).rglob("*"))
    if path.suffix in ENDINGS and path.is_file()
]


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_file_is_too_long_to_read(path: Path) -> None:
    if "versions" in path.parts or path.name == "common_passwords.py":
        pytest.skip("written by a generator, or a list")
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_nothing_is_left_for_later(path: Path) -> None:
    text = path.read_text(encoding="utf-8").lower()
    for word in ("todo" + ":", "fix" + "me", "not " + "implemented", "coming " + "soon"):
        assert word not in text


def test_templates_never_switch_escaping_off() -> None:
    for path in sorted((ROOT / "templates").rglob("*.html")):
        text = path.read_text(encoding="utf-8")
        assert "|safe" not in text.replace(" ", ""), path
        assert "autoescape" not in text, path


def test_nothing_is_loaded_from_elsewhere() -> None:
    for path in FILES:
        if path.suffix not in {".html", ".css", ".js"}:
            continue
        text = path.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
        assert "http://" not in text, path
        assert 'src="https:' not in text, path
        assert "url(https:" not in text, path
        assert "@import" not in text, path
