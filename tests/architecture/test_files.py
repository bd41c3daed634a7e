"""Files stay short enough to be read, and the project speaks of itself alone."""

from tests.support.sources import ROOT, files, named, text_of

LONGEST = 400
FOLDERS = ("tracker", "tests", "scripts", "templates", "static")
ENDINGS = (".py", ".html", ".css", ".js")
FILES = [path for folder in FOLDERS for path in files(folder, *ENDINGS)]
# Lists, and what a generator wrote.
NOT_READ = ("versions", "common.py")
UNDONE = ("todo" + ":", "fix" + "me", "not " + "implemented", "coming " + "soon")


def test_no_file_is_too_long_to_read() -> None:
    read = [path for path in FILES if not set(NOT_READ) & set(path.parts)]
    lines = {named(path): len(text_of(path).splitlines()) for path in read}
    assert {name: count for name, count in lines.items() if count > LONGEST} == {}


def test_nothing_is_left_for_later() -> None:
    assert [(named(path), word) for path in FILES for word in UNDONE if word in text_of(path).lower()] == []


def test_templates_never_switch_escaping_off() -> None:
    for path in sorted((ROOT / "templates").rglob("*.html")):
        text = text_of(path)
        assert "|safe" not in text.replace(" ", ""), path
        assert "autoescape" not in text, path


def test_nothing_is_loaded_from_elsewhere() -> None:
    for path in FILES:
        if path.suffix not in {".html", ".css", ".js"}:
            continue
        text = text_of(path).replace("http://www.w3.org/2000/svg", "")
        assert "http://" not in text, path
        assert 'src="https:' not in text, path
        assert "url(https:" not in text, path
        assert "@import" not in text, path
