"""Codes of SNOMED CT outside of its free set are in a bundle only by a licence; within it, always."""

import json
import re
import uuid
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests.reports.bundles import faults, read, validators_say
from tests.reports.rooms import NOW, add
from tests.reports.test_exports import DAY, add_entry, add_session
from tests.support.people import make_person, sign_in
from tracker.configuration.settings import Settings
from tracker.files.fhir.codes import IN_SNOMED, SNOMED, concept
from tracker.files.fhir.licensed import LICENSED, with_licensed
from tracker.patients.models import Episode
from tracker.reports.queries.kept import Wanted
from tracker.reports.services.exporting import write_folder
from tracker.reports.services.fhir_bundle import fhir_parts
from tracker.reports.services.files import Source
from tracker.reports.services.reading import SessionReader
from tracker.wording import fhir as words

FREE = set(IN_SNOMED.values())
# What clinical sources do not agree on, and what is a member's extension.
REFUSED = {"266694003", "387854002", "53840002", "224721000000103", "229070002"}
CODE = re.compile(rf'"system":"{SNOMED}","code":"(\d+)"')


@pytest.fixture
def filled(db_session: Session, rosa: uuid.UUID) -> uuid.UUID:
    add(db_session, Episode, patient_id=rosa, side="both", created_at=NOW, began_on=DAY)
    add_entry(db_session, rosa, DAY, 7, back_pain=2, side="left", regions=("buttock", "calf"), note='"code":"x')
    told = {"points": "BL57 left; GB34; GB30 both", "zones": ("sacrum",), "stimulation": "electrical"}
    add_session(db_session, rosa, DAY, **told)
    for kind in ("heat", "massage", "stretching", "physiotherapy", "ice"):
        add_session(db_session, rosa, DAY, kind=kind)
    return rosa


def bundle(db_session: Session, patient_id: uuid.UUID, folder: Path, *, licensed: bool) -> str:
    source = Source(SessionReader(db_session), Wanted(patient_id), NOW, snomed_licensed=licensed)
    [path] = write_folder(source, folder, "fhir")
    data = path.read_bytes()
    assert validators_say(data) == []
    assert faults(read(data)) == []
    return data.decode()


def test_none_but_the_free_ones_without_a_licence(db_session: Session, filled: uuid.UUID, tmp_path: Path) -> None:
    made = bundle(db_session, filled, tmp_path, licensed=False)
    found = set(CODE.findall(made))
    assert found
    assert found <= FREE
    assert "by the licence of" not in made


def test_those_of_the_table_with_one(db_session: Session, filled: uuid.UUID, tmp_path: Path) -> None:
    plain = bundle(db_session, filled, tmp_path, licensed=False)
    made = bundle(db_session, filled, tmp_path, licensed=True)
    added = set(CODE.findall(made)) - set(CODE.findall(plain))
    wanted = {
        ("treatment", "acupuncture"), ("treatment", "ice"), ("stimulation", "electrical"), ("zone", "sacrum"),
        ("acupoint", "BL57"), ("acupoint", "GB30"), ("side", "left"), ("side", "both"), ("site", "leg"),
        ("site", "low-back"),
    }  # fmt: skip
    assert added == {LICENSED[one] for one in wanted}
    assert "by the licence of" in made
    assert len(json.loads(made)["entry"]) == len(json.loads(plain)["entry"])
    ours = re.compile(r'"system":"https://sciatica[^"]*","code":"[^"]*"')
    assert ours.findall(made) == ours.findall(plain), "our own codes always stand there"


def test_parts_hold_them_too(db_session: Session, filled: uuid.UUID) -> None:
    for licensed in (False, True):
        source = Source(SessionReader(db_session), Wanted(filled), NOW, None, licensed)
        found = {code for part in fhir_parts(source, lambda _n, _of: "") for code in CODE.findall(part.decode())}
        assert (found <= FREE) is not licensed


def test_every_code_is_one_of_ours_and_none_is_refused() -> None:
    lists = {name: set(known) for name, known in words.LISTS.items()} | {"site": set(words.SITES)}
    for name, code in LICENSED:
        assert name == "acupoint" or code in lists[name], (name, code)
        assert with_licensed(concept(name, code, "words")).count(SNOMED) == 1
    assert not LICENSED.keys() & IN_SNOMED.keys()
    assert not (set(LICENSED.values()) | FREE) & REFUSED
    assert all(_checks(code) for code in FREE | set(LICENSED.values()))


def test_what_was_typed_is_no_code() -> None:
    typed = json.dumps({"note": concept("treatment", "acupuncture", "a")})
    assert with_licensed(typed) == typed


@pytest.mark.parametrize("licensed", [False, True])
def test_by_the_setting(make_app: Callable[..., Flask], licensed: bool) -> None:
    app = make_app(snomed_licensed=licensed)
    browser = sign_in(app, make_person(app, "Rosa"))
    assert ("by the licence of" in browser.get(browser.path("exports/all.fhir.json")).body) is licensed


def test_the_setting(tmp_path: Path) -> None:
    given = {"TRACKER_INSTANCE_PATH": str(tmp_path)}
    assert not Settings.from_env(given).snomed_licensed
    assert Settings.from_env(given | {"TRACKER_SNOMED_LICENSED": "yes"}).snomed_licensed


def _checks(code: str) -> bool:
    """The check digit of SNOMED CT: Verhoeff's."""
    times = [
        "0123456789", "1234067895", "2340178956", "3401289567", "4012395678",
        "5987604321", "6598710432", "7659821043", "8765932104", "9876543210",
    ]  # fmt: skip
    turns = "0123456789"
    perms = [turns]
    for _ in range(7):
        perms.append("".join("1576283094"[int(digit)] for digit in perms[-1]))
    check = 0
    for place, digit in enumerate(reversed(code)):
        check = int(times[check][int(perms[place % 8][int(digit)])])
    return check == 0
