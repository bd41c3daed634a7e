"""Whatever is typed, wherever it is typed: a paper comes out, and no paper after it reads otherwise for it."""

import subprocess
import unicodedata
from datetime import UTC, datetime
from html import escape
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.papers.reading import bookmarks, text_of
from tests.practice.brief_records import Writer
from tests.reports.test_letter import filled
from tests.support.evening import TODAY
from tests.support.pages import Browser
from tests.support.people import Person
from tracker.papers.services import fonts, plainer, scripts, typeset
from tracker.papers.services.blocks import Paper, Section, chart, listed, sentence, table
from tracker.papers.services.shown import Plain, clean, shown
from tracker.papers.services.typeset import NotSet, Size, pdf_bytes

NOW = datetime(2026, 3, 20, 12, tzinfo=UTC)
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 190 40"><text x="1" y="20" id="é">{}</text></svg>'
MEDICINE, ACTIVITY, EVENT, GOAL, WITH = "medicine", "activity", "event", "goal", "practitioner"
TEXTS = {
    "thai": "ยาแก้ปวด น้ำมัน",
    "keycap": "1\ufe0f\u20e3 #\ufe0f\u20e3",
    "heart": "❤\ufe0f ☺\ufe0f",
    "family": "👨\u200d👩\u200d👧 👍🏽 🇩🇪",
    "accents": "Z" + "\u0301" * 3 + " g\u0303u i\u0307 x\u0336y",
    "many accents": "Z" + "\u0301" * 100,
    "hindi": "नमस्ते हिंदी",
    "niqqud": "שָׁלוֹם",
    "harakat": "مَرحبًا",
    "chinese": "日本 走路",
    "khmer": "ខ្មែរ",
    "nothing's": "x\u0378\ue000\ufdd0\uffff\u1680y\u2028z\ufeff",
    "markup": "<b>&amp;\u0338\"'",
}
MARKED = "g\u0303u"


@pytest.fixture(autouse=True)
def nothing_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "_shown", {})


@pytest.fixture
def write(app: Flask, somebody: Person) -> Writer:
    return Writer(app, somebody.patient_id, TODAY)


def paper(text: str, drawn: str) -> Paper:
    blocks = [sentence(text), listed([(text, text)]), table((text, "b"), [(text, "1")], (1, 2))]
    parts = [Section(text, [*blocks, chart(DRAWING.format(escape(drawn)), drawn)])]
    return Paper(title=text, description="It", opening=[text], sections=parts, foot=text)


def made(text: str = "plain 1234567890", drawn: str = "drawn 1234567890") -> bytes:
    return pdf_bytes(paper(text, drawn), Size.A4, "en", NOW)


@pytest.mark.parametrize("kind", TEXTS)
def test_a_paper_comes_out_and_the_next_is_as_ever(kind: str) -> None:
    before = made()
    for text, drawn in ((TEXTS[kind], "drawn"), ("text", TEXTS[kind])):
        assert made(text, drawn)[:5] == b"%PDF-"
    assert all(plainer.is_unusual(letter) for letter in fonts._shown)
    assert made() == before


@pytest.mark.parametrize("kind", ["thai", "keycap", "family", "accents", "hindi"])
def test_in_every_typed_place_of_a_record(owner: Browser, write: Writer, kind: str) -> None:
    typed = TEXTS[kind]
    filled(write)
    course_id = write.course(goal=typed, started_on=write.ago(15))
    write.sessions({"local_day": write.ago(3), "course_id": course_id, "practitioner": typed})
    write.doses({"local_day": write.ago(2), "name": typed})
    write.activity(typed, {write.ago(9): 3, write.ago(2): 5})
    write.add_change("fall", write.ago(6), note=typed)
    for name in ("report", "brief", "letter"):
        assert owner.get(owner.path(f"{name}.pdf")).headers["Content-Type"] == "application/pdf", name
    assert "1234567890" in text_of(made())


def test_digits_of_somebody_with_a_keycap_are_digits() -> None:
    assert "[digit" not in text_of(made(TEXTS["keycap"], TEXTS["keycap"]))


def test_what_was_made_plainer_is_said() -> None:
    assert "without the marks above" in text_of(made(drawn="नमस्ते"))
    assert bookmarks(made(drawn="नमस्ते"))[-1] == "Writing that could not be shown"
    assert "without the marks above" not in text_of(made(MARKED))


class TestWhatIsChanged:
    """Of the data, before a typesetter sees it."""

    def one(self, text: str, drawn: str, plain: Plain, missing: str = "") -> dict[str, Any]:
        data = clean({"sections": [{"title": text, "blocks": [chart(DRAWING.format(drawn), text)]}]})
        return shown(data, set(missing), plain)

    def test_never_how_it_is_built(self) -> None:
        made = self.one("text é", "chart é", Plain.ALL_SURE, missing="é")
        block = made["sections"][0]["blocks"][0]
        assert block["kind"] == "chart"
        assert block["alt"] == "text é"
        assert block["drawing"] == DRAWING.format("chart [latin small letter e with acute]")

    def test_step_by_step(self) -> None:
        def drawn(text: str, plain: Plain) -> str:
            drawing: str = self.one("t", text, plain)["sections"][0]["blocks"][0]["drawing"]
            return drawing.removesuffix("</text></svg>").rpartition(">")[2]

        assert [drawn(f"e\u0301 {MARKED} 日", plain) for plain in Plain] == [
            f"e\u0301 {MARKED} 日",
            "é gu 日",
            "é gu [Chinese characters: 1]",
            "é gu [Chinese characters: 1]",
        ]
        assert drawn("नमस्ते 日\u3000x", Plain.DRAWINGS_UNMARKED) == "[Devanagari script: 6] 日 x"
        assert self.one("日\u3000x", "", Plain.DRAWINGS_SURE)["sections"][0]["title"] == "日\u3000x"
        assert self.one("日\u3000x", "", Plain.ALL_SURE)["sections"][0]["title"] == "[Chinese characters: 1] x"

    def test_what_is_silent_goes_with_what_is_missing(self) -> None:
        family = TEXTS["family"].split()[0]
        assert scripts.in_words(family, set("👨👩👧")) == "[man][woman][girl]"
        assert scripts.in_words("a\ufe0f", {"\ufe0f"}) == "a"

    def test_a_long_word_breaks_between_letters_alone(self) -> None:
        parts = scripts.breakable(("x" + "\u0301" * 7) * 30).split(scripts.MAY_BREAK)
        assert [len(part) for part in parts] == [96, 96, 48]
        assert {part[0] for part in parts} == {"x"}

    def test_marks_are_blamed_before_what_they_stand_on(self) -> None:
        assert plainer.to_blame(["1\u20e3", "\u0439\u0303", "日", " ", "1"]) == {"\u20e3", "\u0303", "日"}


def test_what_is_plain_is_never_noted() -> None:
    fonts.note(" 1a\u00a0\u3000é", shown=False)
    assert fonts._shown == {"é": False}


def test_it_becomes_plainer_until_it_comes_out(monkeypatch: pytest.MonkeyPatch) -> None:
    titles: list[str] = []

    def refused(asked: Any) -> bytes | dict[str, list[str]]:
        titles.append(asked["paper"]["title"])
        return b"pdf" if titles[-1].isascii() else {"letters": [], "texts": []}

    monkeypatch.setattr(typeset, "_set", refused)
    assert made("日") == b"pdf"
    assert titles == ["日", "日", "日", "[Chinese characters: 1]"]


def test_blame_alone_never_takes_all_tries(monkeypatch: pytest.MonkeyPatch) -> None:
    titles: list[str] = []
    text = "".join(chr(0x4E00 + number) for number in range(20))

    def refused(asked: Any) -> bytes | dict[str, list[str]]:
        titles.append(asked["paper"]["title"])
        return b"pdf" if titles[-1].isascii() else {"letters": [], "texts": [text[len(titles)]]}

    monkeypatch.setattr(typeset, "_set", refused)
    assert made(text) == b"pdf"
    assert len(titles) == typeset.TRIES


@pytest.mark.parametrize("error", [subprocess.TimeoutExpired("x", 1), OSError("no memory")])
def test_a_typesetter_that_takes_too_long_is_no_fault_of_the_page(
    owner: Browser, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def fails(*_given: object, **_more: object) -> None:
        raise error

    monkeypatch.setattr(subprocess, "run", fails)
    for name in ("report", "brief", "letter"):
        page = owner.get(owner.path(f"{name}.pdf?paper=a4"))
        assert (page.status, page.headers["Retry-After"]) == (503, "5")
        assert "We could not make this PDF just now" in page.text
        assert page.one("main .button").attrs["href"] == owner.path(f"{name}.pdf?paper=a4")
    with pytest.raises(NotSet):
        made()


@pytest.mark.long
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12), st.booleans())
def test_any_text_at_all(text: str, in_a_drawing: bool) -> None:
    assert made(*(("text", text) if in_a_drawing else (text, "drawn")))[:5] == b"%PDF-"
    assert all(unicodedata.category(letter) != "Zs" and letter > "~" for letter in fonts._shown)
