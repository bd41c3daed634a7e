"""What notes say besides the words of the file is said in the language of whoever brings it, in every sample."""

import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import pytest

from tests.importers.support import HERE, SAMPLES
from tests.support.made_up import MadeUp
from tracker.importers import kept, program
from tracker.importers.asking import Ask, Asking
from tracker.importers.contract import Item, LeftOut
from tracker.importers.opening import Unreadable, open_file
from tracker.importers.program import ASKED, FILE
from tracker.importers.recognising import recognised
from tracker.wording import readings
from tracker.wording.catalogues import spoken_tag
from tracker.wording.imported import own_words
from tracker.wording.language import speaking

FILES = sorted(path for path in SAMPLES.rglob("*") if path.is_file())
WORD = re.compile(r"[A-Za-z]{2,}")
BRACKETED = re.compile(r"⟦[^⟧]*⟧")
PL = """msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

msgid "lasted %(time)s"
msgstr "trwało %(time)s"
"""


def read_all(path: Path) -> list[Item]:
    """All that a sample gives, with everything answered by the second choice."""
    answers: dict[str, str] = {}
    items: list[Item] = []
    for _round in range(4):
        asking, file = Asking(answers), open_file(path)
        (source,) = recognised(file)
        items = list(source.read(file, asking, HERE))
        answers = {
            one.question.key: one.question.choices[1]
            for one in asking.asked
            if one.question.ask not in (Ask.COLUMN, Ask.SHEET, Ask.SCALE)
        }
    return items


def words_of(path: Path) -> set[str]:
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            text = " ".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())
    else:
        text = path.read_bytes().decode("utf-8", "replace")
    return {word.casefold() for word in WORD.findall(text)}


def lines(items: list[Item]) -> Iterator[str]:
    for item in items:
        if not isinstance(item, LeftOut):
            yield from item.said


@pytest.mark.parametrize("path", FILES, ids=[str(path.relative_to(SAMPLES)) for path in FILES])
def test_no_word_is_ours_and_english(path: Path) -> None:
    with speaking(MadeUp()):
        try:
            said = list(lines(read_all(path)))
        except Unreadable:
            return
    known = words_of(path)
    ours = {word.casefold() for line in said for word in WORD.findall(BRACKETED.sub(" ", line))} - known
    assert [word for word in ours if not any(one.endswith(word) for one in known)] == []  # as HKSeverityModerate does


def test_every_line_that_we_say_has_its_sentence() -> None:
    with speaking(MadeUp()):
        told = [readings.told(what, "7") for what in readings.TOLD]
        told += [readings.condition(code) for code in range(len(readings.CONDITIONS))]
        told += [readings.part_of_day(key) for key in readings.PARTS_OF_DAY]
        told += [readings.one_number(), readings.zero(), readings.made_worse()]
        told += [readings.out_of("7", 9), readings.minutes("7")]
        told += [readings.taken("7", "9"), *map(readings.lasted, (5, 60, 1440, 1500, 2880))]
    assert [one for one in told if WORD.search(BRACKETED.sub(" ", one)) or "⟦" not in one] == []
    assert readings.told("level", "") == ""
    assert [readings.lasted(length) for length in (0, 150, 1440, 1625, 2880)] == [
        "",
        "lasted 2 h 30 min",
        "lasted 1 day",
        "lasted 1 day 3 h 5 min",
        "lasted 2 days",
    ]


def test_the_process_that_reads_says_them_in_the_language_it_is_asked_for(tmp_path: Path) -> None:
    catalogue = tmp_path / "translations" / "pl" / "LC_MESSAGES" / "messages.po"
    catalogue.parent.mkdir(parents=True)
    catalogue.write_text(PL, encoding="utf-8")
    sample = SAMPLES / "migraine-buddy" / "us.csv"
    found = {}
    for language in ("pl", "en", "xx", None):
        folder = tmp_path / str(language)
        folder.mkdir()
        (folder / FILE).symlink_to(sample)
        asked = {"source": None, "answers": {"attack": "leg"}, "now": HERE.now.isoformat(), "zone": HERE.zone.key}
        kept.put(folder / ASKED, asked | {"edition": 1} | ({} if language is None else {"language": language}))
        program.read(folder, tmp_path / "translations")
        found[language] = json.dumps(list(map(asdict, kept.each_piece(folder))), ensure_ascii=False)
    assert "trwało 2 h 30 min" in found["pl"]
    assert "lasted 2 h 30 min" in found["en"]
    assert found["en"] == found["xx"] == found[None]


def test_what_is_spoken_is_handed_on() -> None:
    assert spoken_tag() == "en"
    with speaking(MadeUp()):
        assert spoken_tag() == "ar"


def test_lines_begun_in_english_are_known_in_another_language() -> None:
    note = "Mine.\nA spreadsheet: level: 3"
    assert own_words(note, "spreadsheet") == "Mine."
    with speaking(MadeUp()):
        assert own_words(note, "spreadsheet") == "Mine."
