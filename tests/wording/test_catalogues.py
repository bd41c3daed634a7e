"""Catalogues: read at start, chosen by the browser, complete for what the app says."""

from datetime import date
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from flask import Flask

from scripts import sentences
from tests.support.pages import Browser
from tracker.wording import catalogues, formats
from tracker.wording.catalogues import FOLDER, languages
from tracker.wording.language import _, ngettext, speaking

POLISH = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);\\n"

msgid "Sign in"
msgstr "Zaloguj się"

msgid "%(n)s day"
msgid_plural "%(n)s days"
msgstr[0] "%(n)s dzień"
msgstr[1] "%(n)s dni"
msgstr[2] "%(n)s dni w sumie"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for tag, text in (("pl", POLISH), ("ar", 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n')):
        path = tmp_path / tag / "LC_MESSAGES" / "messages.po"
        path.parent.mkdir(parents=True)
        path.write_text(POLISH if tag == "pl" else text, encoding="utf-8")
    return tmp_path


def test_a_catalogue_is_read_as_it_lies_there(folder: Path) -> None:
    found = languages(folder)
    assert list(found) == ["en", "ar", "pl"]
    assert [language.direction for language in found.values()] == ["ltr", "rtl", "ltr"]
    with speaking(found["pl"].translations):
        assert _("Sign in") == "Zaloguj się"
        said = [ngettext("%(n)s day", "%(n)s days", n) for n in (1, 2, 5, 22)]
        assert said == ["1 dzień", "2 dni", "5 dni w sumie", "22 dni"]
        assert _("What no catalogue has") == "What no catalogue has"
        assert formats.day_year(date(2026, 3, 3)) == "wt., 3 mar 2026"
        assert formats.one_decimal(3.9) == "3,9"
        assert formats.listed(["a", "b", "c"]) == "a, b i c"
        assert formats.either(["a", "b", "c"]) == "a, b lub c"


@pytest.mark.parametrize(
    ("asked", "tag"),
    [("pl", "pl"), ("de, pl;q=0.5", "pl"), ("pl-PL", "pl"), ("en-GB, pl;q=0.9", "en"), ("de", "en"), ("", "en")],
)
def test_the_browser_chooses(app: Flask, folder: Path, monkeypatch: pytest.MonkeyPatch, asked: str, tag: str) -> None:
    monkeypatch.setitem(app.extensions, "languages", languages(folder))
    page = Browser(app).get("/sign-in", headers={"Accept-Language": asked})
    assert page.one("html").attrs["lang"] == tag
    assert "Accept-Language" in page.headers["Vary"]
    assert page.heading == ("Zaloguj się" if tag == "pl" else "Sign in")


def test_every_catalogue_has_every_sentence() -> None:
    wanted = {message.id for message in sentences.extracted() if message.id}
    assert len(wanted) > 1000
    for path in FOLDER.glob("*/LC_MESSAGES/messages.po"):
        with path.open("rb") as file:
            found = read_po(file, path.parent.parent.name)
        assert wanted <= {message.id for message in found if message.string}, path


@pytest.mark.long
@pytest.mark.counted
def test_a_catalogue_is_brought_up_to_date(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sentences, "FOLDER", tmp_path)
    sentences.update("pl")
    path = tmp_path / "pl" / "LC_MESSAGES" / "messages.po"
    first = path.read_text(encoding="utf-8").splitlines()[30:]
    sentences.update("pl")
    assert path.read_text(encoding="utf-8").splitlines()[30:] == first
    assert list(catalogues.languages(tmp_path)) == ["en", "pl"]
