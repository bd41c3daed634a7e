"""What columns are proposed to be, by their names in seven languages and by their cells."""

import pytest

from tracker.importers.columns import Column, fingerprint, proposals, side

DAYS = ["2026-03-01", "2026-03-02"]
CLOCKS = ["8:00", "18:30"]
SCORES = ["5", "6"]
WORDS = ["some words", "more"]


@pytest.mark.parametrize(
    ("names", "columns"),
    [
        ("Date Time Leg Back Notes", "day time leg back note"),
        ("Datum Uhrzeit Bein Rücken Bemerkung", "day time leg back note"),
        ("Date Heure Jambe Dos Remarques", "day time leg back note"),
        ("Fecha Hora Pierna Espalda Notas", "day time leg back note"),
        ("Data Ora Gamba Schiena Osservazioni", "day time leg back note"),
        ("Datum Tijd Been Rug Opmerkingen", "day time leg back note"),
        ("Data Godzina Noga Plecy Uwagi", "day time leg back note"),
        ("Tag Zeit Ischias Kreuzschmerz Kommentar", "day time leg back note"),
    ],
)
def test_names_of_many_languages(names: str, columns: str) -> None:
    assert proposals(names.split(), [DAYS, CLOCKS, SCORES, SCORES, WORDS]) == columns.split()


@pytest.mark.parametrize(
    ("name", "cells", "column"),
    [
        ("Pain", SCORES, "nothing"),
        ("Schmerz", SCORES, "nothing"),
        ("Headache", SCORES, "nothing"),
        ("Head of leg", SCORES, "nothing"),
        ("Upper back", SCORES, "nothing"),
        ("Hip", SCORES, "nothing"),
        ("Leg and back", SCORES, "nothing"),
        ("Back of the thigh", SCORES, "leg"),
        ("Foot", SCORES, "leg"),
        ("Foot", WORDS, "nothing"),
        ("Lower back", ["mild", "severe"], "back"),
        ("Leg", WORDS, "nothing"),
        ("Leg", [], "nothing"),
        ("Worst leg pain", SCORES, "worst_leg"),
        ("Numbness in foot", SCORES, "numbness"),
        ("Schwäche", SCORES, "weakness"),
        ("Schlafstörung", SCORES, "sleep_disturbed"),
        ("Sleep", ["7:30", "8"], "nothing"),
        ("Treatment", ["Massage", "Ice"], "treatment"),
        ("Dauer", ["30", "1 h"], "minutes"),
        ("Medication", ["Ibuprofen", "Ibuprofen 400 mg"], "medicine"),
        ("Dose", ["400 mg", "2"], "amount"),
        ("Medication and dose", ["Ibuprofen 400 mg"], "medicine"),
        ("Sitting", ["30", "45 min"], "sitting_minutes"),
        ("Tags", ["walk, rain"], "tag"),
        ("Timestamp", ["3/1/2026 18:30:00"], "day_time"),
        ("Date", ["2026-03-01T18:30"], "day_time"),
        ("", DAYS, "day"),
        ("x", ["2026-03-01 18:30"], "day_time"),
        ("x", CLOCKS, "time"),
        ("x", ["a long text that somebody wrote"], "note"),
        ("x", SCORES, "nothing"),
    ],
)
def test_one_column(name: str, cells: list[str], column: str) -> None:
    assert proposals([name], [cells]) == [column]


def test_what_there_is_once_is_proposed_once() -> None:
    names = ["Date", "Datum", "Leg left", "Leg right", "Time", "Hour"]
    cells = [DAYS, DAYS, SCORES, SCORES, CLOCKS, CLOCKS]
    assert proposals(names, cells) == ["day", "nothing", "leg", "leg", "time", "nothing"]
    assert proposals(["a", "b"], [DAYS, CLOCKS]) == [Column.DAY, Column.TIME]
    assert proposals([], []) == []


def test_which_leg_a_name_is_of() -> None:
    assert [side(name) for name in ("Left leg", "Bein rechts", "Leg", "left and right")] == [
        "left",
        "right",
        None,
        None,
    ]


def test_headers_are_known_again() -> None:
    assert fingerprint(["Datum", "BEIN"]) == fingerprint(["datum", "Bein"])
    assert fingerprint(["a", "b"]) != fingerprint(["b", "a"])
    assert len(fingerprint(["a"])) == 64
