"""Each app's sample, from the file to the yes: what its rows become passes the rules of the forms."""

from collections.abc import Mapping

import pytest
from sqlalchemy import func, select

from tests.imports.support import SAMPLES, bring, say, upload
from tests.support.pages import Browser
from tracker.diary.models import Entry, LifeEvent
from tracker.treatment.models import Dose, TreatmentSession
from tracker.web.extensions import db

TABLES = (Entry, TreatmentSession, Dose, LifeEvent)
BOTH = {"One number stands for leg and back": "both"}
NO_PAIN = {"What does a 0 mean": "no_pain"}
LEG = {"gives no place": "leg"}
ATTACKS = {"What were the attacks": "leg"}
WORDS = {"Shall words": "yes"}
ACUPUNCTURE = {"“Acupuncture”": "yes"}
PILLOW = {"Take over “New pillow” as a dated change?": "yes"}


@pytest.mark.wide
@pytest.mark.parametrize(
    ("sample", "answers", "rows"),
    [
        ("bearable/eight-columns.csv", WORDS, (2, 0, 1, 0)),
        ("cluster-headache-tracker/headache_logs.csv", ATTACKS, (2, 0, 0, 0)),
        ("cluster-headache-tracker/medication_doses.csv", {}, (0, 0, 3, 0)),
        ("crisiscore-pain-tracker/full.csv", BOTH | NO_PAIN, (4, 0, 0, 0)),
        ("crisiscore-pain-tracker/full.json", BOTH | ACUPUNCTURE, (2, 1, 0, 0)),
        ("crisiscore-pain-tracker/minimal.csv", LEG, (2, 0, 0, 0)),
        ("headi/export.csv", LEG, (3, 0, 1, 0)),
        ("medikeep/symptoms.json", WORDS, (3, 0, 0, 0)),
        ("migraine-buddy/australia-old.csv", ATTACKS | PILLOW, (2, 0, 2, 1)),
        ("migraine-buddy/us.csv", ATTACKS, (2, 0, 3, 0)),
        ("pocket-symptom-tracker/export.csv", {}, (3, 0, 0, 0)),
        ("pocket-symptom-tracker/export.json", {}, (2, 0, 1, 0)),
        ("secuso-pain-diary/plain.backup", BOTH | NO_PAIN, (4, 0, 3, 0)),
        ("secuso-pain-diary/several-apps.zip", BOTH, (2, 0, 0, 0)),
    ],
)
def test_all_of_a_sample_comes_in(
    rosa: Browser, sample: str, answers: Mapping[str, str], rows: tuple[int, ...]
) -> None:
    page = bring(rosa, say(rosa, upload(rosa, SAMPLES / sample), answers))
    assert "Brought in from" in page.text
    with rosa.app.app_context():
        found = [db.session.execute(select(func.count()).select_from(table)).scalar_one() for table in TABLES]
        db.session.rollback()
    assert tuple(found) == rows


@pytest.mark.parametrize(
    ("sample", "sentence"),
    [
        ("medikeep/symptoms.csv", "Please export JSON instead."),
        ("secuso-pain-diary/encrypted.backup", "This backup is encrypted."),
    ],
)
def test_what_cannot_be_read_says_what_to_do(rosa: Browser, sample: str, sentence: str) -> None:
    assert sentence in upload(rosa, SAMPLES / sample).text
