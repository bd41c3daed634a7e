"""MediKeep: occurrences of symptoms in JSON; the table that only counts them is refused."""

import io
import json
import zipfile
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tests.importers.support import SAMPLES, brought, brought_bytes, entries, left_out
from tracker.importers.opening import Unreadable

WORDS = {"words": "yes"}


def whole(*symptoms: tuple[str, list[Any]]) -> str:
    """An export with these symptoms and their occurrences."""
    listed = [{"symptom_name": name, "occurrences": occurrences} for name, occurrences in symptoms]
    return json.dumps({"export_metadata": {"scope": "symptoms"}, "symptoms": listed})


def once(name: str, **keys: Any) -> str:
    return whole((name, [{"occurrence_date": "2026-03-01"} | keys]))


def test_occurrences_of_a_day_are_one_daily_entry() -> None:
    made, asking = brought("medikeep/symptoms.json", WORDS)
    assert entries(made, "kind", "for_date", "leg_pain", "back_pain", "side", "regions", "from_words") == [
        ("daily", date(2026, 3, 1), 6, 0, "left", ("calf",), False),
        ("daily", date(2026, 3, 2), 8, None, None, None, True),
        ("daily", date(2026, 3, 4), 10, None, None, None, True),
    ]
    assert [note for (note,) in entries(made, "note")] == [
        (
            "Long drive\nmedikeep: Sciatica: 6, moderate\nmedikeep: evening\nmedikeep: left calf\n"
            "medikeep: Low back ache: 0, mild"
        ),
        "medikeep: Sciatica: severe\nmedikeep: Sciatica: 3, mild",
        "medikeep: Sciatica: critical\nmedikeep: impact: debilitating",
    ]
    assert left_out(made, "import_not_leg_or_back") == [6]
    assert [asked.question.key for asked in asking.asked] == ["words"]


def test_a_word_makes_no_number_unless_that_is_wanted() -> None:
    made, _asking = brought("medikeep/symptoms.json")
    assert entries(made, "leg_pain", "back_pain", "from_words") == [(6, 0, False), (3, None, False)]
    assert left_out(made, "import_words") == [2, 4]


def test_the_table_is_refused_with_advice() -> None:
    with pytest.raises(Unreadable) as caught:
        brought("medikeep/symptoms.csv")
    assert caught.value.fault.code == "import_no_occurrences"


def test_beside_it_in_an_archive_other_files_are_passed_over() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("picture.txt", "of a knee")
        archive.write(SAMPLES / "medikeep/symptoms.json")
    found, _asking = brought_bytes(made.getvalue(), WORDS)
    assert len(entries(found)) == 3


def test_nothing_of_the_person_is_kept() -> None:
    made, asking = brought("medikeep/symptoms.json", WORDS)
    for private in ("Made", "1970", "birth"):
        assert private not in repr((made, asking.asked))
    assert "1970" in (SAMPLES / "medikeep/symptoms.json").read_text()


@pytest.mark.parametrize(
    ("name", "keys", "expected"),
    [
        ("Pain", {"pain_scale": 5, "location": "right thigh"}, (5, None, None, "right")),
        ("Pain", {"pain_scale": 5, "location": "lumbar spine"}, (None, 5, None, None)),
        ("Left leg", {"pain_scale": 5}, (5, None, None, "left")),
        ("Stiff thing", {"pain_scale": 5, "location": "calf"}, (5, None, None, None)),
    ],
)
def test_the_name_or_else_the_place_decides(name: str, keys: dict[str, Any], expected: tuple[Any, ...]) -> None:
    made, asking = brought_bytes(once(name, **keys))
    assert entries(made, "leg_pain", "back_pain", "numbness_tingling", "side") == [expected]
    assert not asking.asked


def test_numbness_stands_beside_a_score_of_its_day() -> None:
    made, _asking = brought_bytes(
        whole(
            ("Numb foot", [{"occurrence_date": "2026-03-01", "pain_scale": 4}]),
            ("Sciatica", [{"occurrence_date": "2026-03-01", "pain_scale": 6, "triggers": ["sitting", "cold"]}]),
        )
    )
    assert entries(made, "leg_pain", "numbness_tingling", "note") == [
        (6, 4, "medikeep: Numb foot: 4\nmedikeep: Sciatica: 6\nmedikeep: triggers: sitting, cold")
    ]


@pytest.mark.parametrize(
    ("name", "keys", "key"),
    [
        ("Knee pain", {"pain_scale": 5}, "site:Knee pain"),
        ("Pain", {"pain_scale": 5, "location": "shoulder"}, "site:Pain"),
        ("Left leg", {"severity": "mild"}, "site:Left leg"),
    ],
)
def test_other_pain_is_asked_about(name: str, keys: dict[str, Any], key: str) -> None:
    made, asking = brought_bytes(once(name, **keys))
    assert [asked.question.key for asked in asking.asked] == [key]
    assert left_out(made, "import_not_leg_or_back") == [1]
    answered, _asking = brought_bytes(once(name, **keys), WORDS | {key: "both"})
    assert len(entries(answered)) == 1


@pytest.mark.parametrize(
    ("keys", "code", "refused"),
    [
        ({"pain_scale": 11}, "import_out_of_range", True),
        ({"pain_scale": "much"}, "import_out_of_range", True),
        ({"severity": "blue"}, "import_no_strength", True),
        ({}, "import_no_strength", True),
        ({"severity": "mild"}, "import_words", False),
        ({"pain_scale": 5, "occurrence_date": "2026-02-30"}, "import_no_day", True),
        ({"pain_scale": 5, "occurrence_date": None}, "import_no_day", True),
    ],
)
def test_an_occurrence_that_does_not_count_says_why(keys: dict[str, Any], code: str, refused: bool) -> None:
    made, _asking = brought_bytes(once("Sciatica", **keys))
    assert [(left.why.code, left.refused) for left in made.left_out] == [(code, refused)]


@given(some.dictionaries(some.dates(date(1990, 1, 1), date(2026, 11, 1)), some.integers(0, 10)))
def test_what_the_app_would_write_is_read(days: dict[date, int]) -> None:
    rows = [{"occurrence_date": str(day), "pain_scale": level, "severity": "mild"} for day, level in days.items()]
    made, _asking = brought_bytes(whole(("Sciatica", rows)))
    assert entries(made, "for_date", "leg_pain") == list(days.items())
