"""The verification standard, item by item: none is missing, and what is said to meet it exists."""

import re
from collections import Counter
from pathlib import Path

from tracker.configuration.settings import ROOT

TABLE = (ROOT / "docs" / "asvs.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| (\d+\.\d+\.\d+)(\\\*)? \| (.+?) \| (.+) \|$", TABLE, re.MULTILINE)
# By chapter and section: the items of levels 1 and 2 that apply here, and those of level 3 that were taken on.
FIRST_AND_SECOND = """
1.1: 1 2; 1.2: 1 2 3 4 5 9; 1.3: 1 2 3 6 7 11; 1.4: 2; 1.5: 2;
2.1: 1 2 3; 2.2: 1 2 3; 2.3: 1 2 3 4; 2.4: 1;
3.2: 1 2; 3.3: 1 2 3 4; 3.4: 1 2 3 4 5 6; 3.5: 1 2 3; 3.7: 1 2;
4.1: 1 2 3; 4.2: 1; 5.1: 1; 5.2: 1 2 3; 5.3: 2; 5.4: 1 2;
6.1: 1 2 3; 6.2: 1 2 3 4 5 6 7 8 9 10 11 12; 6.3: 1 2 3 4; 6.4: 1 2 3 4; 6.5: 1 2 3 4 5; 6.6: 2 3;
7.1: 1 2; 7.2: 1 2 3 4; 7.3: 1 2; 7.4: 1 2 3 4 5; 7.5: 1 2;
8.1: 1 2; 8.2: 1 2 3; 8.3: 1; 8.4: 1; 9.1: 1 2; 9.2: 1 2;
11.1: 1 2; 11.2: 1 2 3; 11.3: 1 2 3; 11.4: 1 2 3 4; 11.5: 1; 11.6: 1; 12.1: 1; 12.2: 1; 12.3: 1 2;
13.1: 1; 13.2: 2 3 4 5; 13.3: 1 2; 13.4: 1 2 3 4 5; 14.1: 1 2; 14.2: 1 2 3 4; 14.3: 1 2 3;
15.1: 1 2 3; 15.2: 1 2 3; 15.3: 1 2 3 4 5 6 7; 16.1: 1; 16.2: 1 2 3 5; 16.3: 1 2 3 4; 16.4: 1 2; 16.5: 1 2 3
"""
OF_THE_THIRD = """
1.2: 10; 1.3: 12; 3.2: 3; 3.4: 7 8; 3.5: 6 7 8; 3.6: 1; 4.1: 4; 5.2: 4; 6.3: 5 7 8; 6.4: 6; 6.5: 6 8; 6.7: 2;
7.5: 3; 8.3: 2; 11.2: 4 5; 11.3: 4; 13.1: 2 3; 13.2: 6; 13.3: 4; 13.4: 6; 14.2: 5 7; 15.4: 1 2 3 4; 16.5: 4
"""


def items(told: str) -> set[str]:
    parts = (part.split(":") for part in told.split(";"))
    return {f"{section.strip()}.{number}" for section, numbers in parts for number in numbers.split()}


def test_the_lists_are_as_long_as_they_should_be() -> None:
    assert len(items(FIRST_AND_SECOND)) == 177
    assert len(items(OF_THE_THIRD)) == 35


def test_every_item_is_answered_once() -> None:
    answered = Counter(number for number, *_ in ROWS)
    assert set(answered) == items(FIRST_AND_SECOND) | items(OF_THE_THIRD)
    assert {number for number, count in answered.items() if count > 1} == set()
    assert {number for number, star, *_ in ROWS if star} == items(OF_THE_THIRD)


def test_what_is_named_exists() -> None:
    named = {name for *_, met_by in ROWS for name in re.findall(r"`([\w./-]+/[\w./-]*)`", met_by)}
    missing = sorted(name for name in named if not name.startswith("/") and not (ROOT / name).exists())
    assert missing == []
    assert len(named) > 80


def test_no_item_is_left_without_an_answer() -> None:
    assert [number for number, _, what, met_by in ROWS if len(what) < 4 or len(met_by) < 4] == []
    assert Path(ROOT / "SECURITY.md").is_file()
