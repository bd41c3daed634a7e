"""From a paper to a PDF: tagged, with real text; what was typed stays text, and what no font has is said in words."""

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from typst import TypstError

from tests.papers.reading import bookmarks, opened, tags, text_of
from tracker.papers.services import fonts, on_paper, scripts, typeset, typesetter
from tracker.papers.services.blocks import Paper, Section, chart, key, listed, room, sentence, table
from tracker.papers.services.typeset import NotSet, Size, pdf_bytes

NOW = datetime(2026, 3, 20, 12, tzinfo=UTC)
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 40"><text y="20">{}</text></svg>'
ROOT = Path(__file__).parents[2]
ASKED: dict[str, Any] = {"font": fonts.FAMILY, "made": 0, "paper": {}}


def paper(*blocks: object, title: str = "A title", foot: str = "A foot") -> Paper:
    return Paper(
        title=title,
        description="What it is",
        opening=["Opening"],
        sections=[Section("One", list(blocks)), Section("Two", [sentence("End")], level=2)],  # type: ignore[arg-type]
        foot=foot,
    )


def made(*blocks: object, size: Size = Size.A4, **more: str) -> bytes:
    return pdf_bytes(paper(*blocks, **more), size, "en", NOW)


def test_it_is_a_tagged_pdf_in_a_language_with_bookmarks_and_page_numbers() -> None:
    data = made(table(["A", "B"], [["1", "2"]] * 90, [0, 1]), title="Pain of Zoë")
    root: Any = opened(data).trailer["/Root"]
    assert data == made(table(["A", "B"], [["1", "2"]] * 90, [0, 1]), title="Pain of Zoë")
    assert root["/MarkInfo"]["/Marked"].value is True
    assert root["/Lang"] == "en"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value is True
    assert b"pdfuaid:part" in root["/Metadata"].get_object().get_data()
    assert opened(data).metadata is not None
    assert opened(data).metadata.title == "Pain of Zoë"  # type: ignore[union-attr]
    assert bookmarks(data) == ["One", "Two"]
    assert "Page 1 of 2" in text_of(data)
    assert text_of(data).count("A foot") == 2


def test_every_part_has_the_tag_that_says_what_it_is() -> None:
    drawing = DRAWING.format("x")
    blocks = (
        sentence("Said"),
        listed(["One thing", ("Lead", "text")]),
        table(["A", "B"], [["1", "2"]], [0, 1]),
        chart(drawing, "What the chart shows"),
        key([(drawing, "a mark")]),
        room(2),
    )
    found = tags(made(*blocks))
    kinds = [kind for kind, _told in found]
    wanted = {"/Document", "/H1", "/H2", "/P", "/L", "/LI", "/LBody", "/Table", "/TR", "/TH", "/TD", "/Figure"}
    assert wanted <= {*kinds}
    assert kinds.count("/TH") == 2
    assert [told for kind, told in found if kind == "/Figure"] == ["What the chart shows"]


def test_no_word_runs_off_the_paper() -> None:
    long = "x" * 400
    page = opened(made(table([long, "B"], [[long, long]], [1, 1]), sentence(long), title=long)).pages[0]
    places: list[float] = []
    page.extract_text(visitor_text=lambda _text, _cm, tm, _font, size: places.append(tm[4] + 12 * size * 0.3))
    assert max(places) < float(page.mediabox[2])
    assert scripts.breakable("a " + "y" * 30) == "a " + "\u200b".join(["y" * 12, "y" * 12, "y" * 6])
    assert scripts.breakable("y" * 24) == "y" * 24


def test_both_papers() -> None:
    sizes = [[round(float(side)) for side in opened(made(size=size)).pages[0].mediabox[2:]] for size in Size]
    assert sizes == [[595, 842], [612, 792]]


MARKUP = [
    "#strong[x] *bold* _it_ $x^2$ `raw` = Heading",
    '#import "@preview/x:1.0.0": *',
    '#read("/etc/passwd") #image("/etc/passwd")',
    "] #panic() [",
    '"); #sys.inputs; ("',
    "\\u{41} \\ \\n {page} // no comment /* nor this */",
    "<label> @ref <svg onload=alert(1)>&amp;",
    "- a\n+ b\n/ c: d",
]


@pytest.mark.parametrize("typed", MARKUP)
def test_what_was_typed_stays_text_everywhere(typed: str) -> None:
    data = made(
        sentence(typed),
        listed([typed, (typed, typed)]),
        table([typed], [[typed]], [1]),
        chart(DRAWING.format("x"), typed),
        key([(DRAWING.format("x"), typed)]),
        title=typed,
        foot=typed,
    )
    shown = "".join(text_of(data).split())
    assert shown.count("".join(typed.split())) >= 7
    assert opened(data).metadata.title == typed  # type: ignore[union-attr]


class TestWhatNoFontHas:
    def test_it_is_said_in_words_and_told_at_the_end(self) -> None:
        data = made(sentence("日本 Tea \U0001f33f"), chart(DRAWING.format("日"), "日"), title="日")
        if not fonts.known_missing("日"):
            pytest.skip("this machine has a font for it")
        shown = text_of(data)
        assert "[Chinese characters: 2] Tea" in shown
        assert "[herb]" in shown
        assert "No font of the machine that made this has letters for: signs and pictures and Chinese" in shown
        assert bookmarks(data)[-1] == "Writing that could not be shown"
        assert [told for kind, told in tags(data) if kind == "/Figure"] == ["日"]
        assert fonts.unknown("日本\U0001f33fa") == []

    def test_what_fonts_have_is_shown(self) -> None:
        data = made(sentence("Čeština ελληνικά привет שלום Ağrı → ≥ é"))
        assert "could not be shown" not in text_of(data)
        assert "привет" in text_of(data)
        assert fonts.unknown("Čλи") == []

    def test_signs_that_are_no_writing_are_left_out(self) -> None:
        assert "abc" in text_of(made(sentence("a\x00b\x07c")))
        assert scripts.cleaned("a\x1bb\nc\td\ud800") == "ab\nc\td"

    def test_letters_of_nobody_are_never_shown(self) -> None:
        assert fonts.known_missing("\ue000\U000f0000ab") == {"\ue000", "\U000f0000"}
        assert "[u+e000]" in text_of(made(sentence("a \ue000")))

    def test_a_letter_that_is_missed_only_when_all_is_set(self, monkeypatch: pytest.MonkeyPatch) -> None:
        known = {"\U0001f33f": True}
        monkeypatch.setattr(fonts, "_shown", known)
        assert "[herb]" in text_of(made(sentence("a \U0001f33f"))) or known["\U0001f33f"]

    def test_another_fault_is_none_of_fonts(self) -> None:
        with pytest.raises(NotSet, match="SVG"):
            made(chart("no drawing", "x"))

    def test_it_ends_where_nothing_helps(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(typeset, "_set", lambda _asked: {"letters": ["a"], "texts": ["a"]})
        with pytest.raises(NotSet, match="no font"):
            made(sentence("a"))
        assert not fonts.known_missing("a")

    @pytest.mark.parametrize(("letter", "code"), [("日", "chinese"), ("の", "japanese"), ("ไ", "thai"), ("⚡", "")])
    def test_scripts_have_names(self, letter: str, code: str) -> None:
        assert scripts.script_of(letter) == code

    def test_words_of_fonts_are_escaped_in_drawings(self) -> None:
        assert scripts.in_words("a日b", {"日"}, lambda text: text.upper()) == "a[CHINESE CHARACTERS: 1]b"


class TestTheTypesetter:
    """The program itself, in this process."""

    def test_it_names_the_letters_it_was_asked_about(self) -> None:
        found = typesetter.set_paper(ASKED | {"letters": ["\U0001f33f", "é"]})
        assert found == {"letters": ["\U0001f33f"], "texts": []}

    def test_it_looks_at_each_letter_alone(self) -> None:
        """A mark is never taken together with the blank or the digit before it."""
        found = typesetter.set_paper(ASKED | {"letters": ["\u0e19", "\u0e49", "\u20e3", "\u65e5"]})
        assert isinstance(found, dict)
        assert set(found["letters"]) <= {"\u0e19", "\u0e49", "\u20e3", "\u65e5"}

    def test_it_has_the_numbers_that_are_kept_here(self) -> None:
        assert typesetter.NOT_ALL_SHOWN == typeset.NOT_ALL_SHOWN
        assert typesetter.not_shown('the text `"\\u{1}ab"` could not be displayed') == ["\x01ab"]

    def test_any_other_fault_is_its_own(self) -> None:
        with pytest.raises(TypstError):
            typesetter.set_paper(ASKED | {"letters": []})


def test_the_colours_are_those_of_the_light_theme() -> None:
    css = (ROOT / "static/css/tokens.css").read_text()
    light = dict(re.findall(r"--([a-z0-9-]+): light-dark\((#[0-9a-f]{6}),", css))
    light |= {name: light[other] for name, other in re.findall(r"--([a-z0-9-]+): var\(--([a-z0-9-]+)\);", css)}
    assert {name: light[name] for name in on_paper.INKS} == on_paper.INKS
    assert on_paper.inked("var(--card) var(--leg)") == "#ffffff #b8410e"
    with pytest.raises(KeyError):
        on_paper.inked("var(--nothing)")
