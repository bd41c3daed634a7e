"""What "Does it fit me?" says: a source beside each statement, no yes and no no, nothing that is not to be said."""

import re
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given

from tests.domain.learning.test_fit import ANYTHING, SIGNS
from tracker.domain import vocabularies
from tracker.domain.learning import fit as rules
from tracker.domain.learning.fit import Asked, FitFacts, Section
from tracker.domain.safety.cautions import CAUTIONS
from tracker.wording import fit
from tracker.wording.fit_safety import CAUTION
from tracker.wording.fit_statements import STATEMENTS
from tracker.wording.formats import day_year
from tracker.wording.language import to_others

# Whoever decides says one of these; and what no page of this app says.
DECIDES = re.compile(
    r"(^|[.:;] )(yes|no)\b[,.!:;]|\b(you should|you need|we (advise|recommend)|(is|are) (right|suitable|good|safe) for"
    r"|go ahead|works|proves?|significant|energy|meridian|endorphin|forbidden)\b",
    re.IGNORECASE,
)
SPEAKS = re.compile(r"\b(you|your|yours|yourself)\b", re.IGNORECASE)


def test_every_statement_has_words_and_a_source() -> None:
    assert set(STATEMENTS) == set(rules.CODES)
    for code, one in STATEMENTS.items():
        assert one.text, code
        assert one.sources, code


def test_every_code_has_its_words_in_order() -> None:
    assert tuple(fit.TRIED) == rules.TRIED == vocabularies.by_name["fit_tried"]
    assert tuple(fit.MEDICINES) == rules.MEDICINES
    assert tuple(fit.MATTERS) == rules.MATTERS
    assert tuple(fit.CAUTIONS_OR_NONE) == rules.CAUTIONS_OR_NONE == ("none", *CAUTIONS)
    assert tuple(fit.SHORT) == rules.QUESTIONS
    assert tuple(fit.TITLES) == tuple(Section)


@given(ANYTHING, SIGNS)
def test_no_answer_decides_and_each_statement_has_a_source(facts: FitFacts, signs: list[str]) -> None:
    parts = fit.answer_in_words(Asked(facts, signs))
    assert parts[0].said[0].code in {"signs", "signs_noted"}
    for part in parts:
        assert part.said
        for one in part.said:
            assert one.sources
            assert "%(" not in one.text
            assert not DECIDES.search(one.text), one.text


@given(ANYTHING, SIGNS)
def test_nobody_else_is_spoken_to_as_the_patient(facts: FitFacts, signs: list[str]) -> None:
    with to_others():
        said = [one for part in fit.answer_in_words(Asked(facts, signs)) for one in part.said]
    for one in said:
        assert not SPEAKS.search(one.text.replace("at which you look", "")), one.text
        assert not DECIDES.search(one.text), one.text


def test_a_practitioner_reads_of_cautions_what_concerns_the_needles() -> None:
    asked = Asked(FitFacts(cautions=("blood_thinner",)))
    with to_others():
        said = {one.code: one.text for one in fit.answer_in_words(asked)[0].said}
    assert said[f"{CAUTION}blood_thinner"].startswith("Blood thinner: mind site and depth")
    said = {one.code: one.text for one in fit.answer_in_words(asked)[0].said}
    assert said[f"{CAUTION}blood_thinner"].startswith("Tell your practitioner about your blood thinner")


def test_the_numbers_of_the_answers_stand_in_the_sentences() -> None:
    facts = FitFacts(session_cost=Decimal("62.50"), cause_told="stenosis", cautions=("epilepsy", "pregnancy"))
    said = {one.code: one.text for part in fit.answer_in_words(Asked(facts)) for one in part.said}
    assert "At 62.5 a session, 6 sessions come to 375 and 12 to 750" in said["cost"]
    assert "narrowed spinal canal (stenosis)" in said["trial_cause"]
    assert said["tell_cautions"] == "Tell before any needle goes in: epilepsy, pregnancy."
    assert "95\N{NO-BREAK SPACE}%" in said["trial"]


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("duration", "More than 12 weeks"),
        ("tried", "massage, acupuncture"),
        ("side", "not answered"),
        ("session_cost", "60"),
        ("medicine", "not answered"),
    ],
)
def test_answers_are_said_in_words(name: str, answer: str) -> None:
    facts = FitFacts(duration="over_12_weeks", tried=("massage", "acupuncture"), session_cost=Decimal(60))
    assert fit.answer_of(name, facts) == answer
    assert {one.name: one.answer for one in fit.answers(facts)}[name] == answer


def test_what_changed_is_said_with_what_stood_before() -> None:
    before, now = FitFacts(side="left"), FitFacts(side="both", session_cost=Decimal(70))
    (side, cost) = fit.compared(("side", "session_cost"), now, before)
    assert (side.question, side.answer, side.before) == ("Which leg", "both legs", "left leg")
    assert (cost.answer, cost.before) == ("70", "not answered")
    assert fit.answered_on(date(2026, 3, 2)) == f"Your answers of {day_year(date(2026, 3, 2))}"
    with to_others():
        assert fit.answered_on(date(2026, 3, 2)) == f"The patient’s answers of {day_year(date(2026, 3, 2))}"
