"""The facts of the evidence page: each has a source, sham stands beside acupuncture, and labels follow the rule."""

import re
from itertools import chain

import pytest

from tracker.domain.course.verdict import Label, label_of
from tracker.wording.evidence import sources, trials
from tracker.wording.evidence.claims import claims, claims_by_found
from tracker.wording.evidence.sources import Source
from tracker.wording.evidence.trials import Found

FACTS = tuple(
    chain(
        trials.in_short(),
        trials.natural_course(),
        trials.side_effects_facts(),
        trials.heat_and_cold(),
        trials.counting(),
        trials.cannot_tell(),
    )
)
STUDIES = (trials.tu_study(), *trials.studies())
TEXTS = [
    *(fact.text for fact in FACTS),
    *(f"{study.compared} {study.found} {study.limits}" for study in STUDIES),
    *(guideline.says for guideline in trials.guidelines()),
    *(f"{claim.claim} {claim.worth}" for claim in claims()),
]
TRIAL_NUMBER = re.compile(r"\b(30\.8|about 3 points|3\.1 points|13\.0|10\.8)\b")


@pytest.mark.parametrize("one", [*FACTS, *STUDIES, *trials.guidelines()], ids=lambda one: str(one)[:60])
def test_every_fact_names_where_it_was_read(one: trials.Fact | trials.Study | trials.Guideline) -> None:
    assert one.sources
    assert all(isinstance(source, Source) and source.name for source in one.sources)


@pytest.mark.parametrize("claim", claims(), ids=lambda claim: claim.claim)
def test_a_claim_that_was_judged_names_where_it_was_read(claim: trials.Claim) -> None:
    assert claim.sources or claim.found is Found.NOT_CHECKED
    assert claim.worth.endswith(".")


@pytest.mark.parametrize("text", [text for text in TEXTS if TRIAL_NUMBER.search(text)])
def test_sham_is_never_absent_where_acupunctures_number_stands(text: str) -> None:
    assert "sham" in text
    assert re.search(r"\b(14\.9|1\.5|4\.9|gap between acupuncture and sham)\b", text)


def test_the_trials_numbers_stand_in_several_places_so_that_the_rule_above_bites() -> None:
    assert len([text for text in TEXTS if TRIAL_NUMBER.search(text)]) >= 4


def test_both_groups_of_the_trial_and_their_differences_agree() -> None:
    real, sham = trials.tu_arms()
    assert (real.name, sham.name) == ("Acupuncture", "Sham acupuncture")
    assert (real.leg_fall, sham.leg_fall) == (30.8, 14.9)
    for number in (real.leg_fall, sham.leg_fall, real.limits_fall, sham.limits_fall, "16.0", "10.6 to 21.3", "8.1"):
        assert str(number) in trials.tu_study().found
    assert abs(real.leg_fall - sham.leg_fall - 16.0) < 0.11, "the paper's own rounding"
    assert round(real.limits_fall - sham.limits_fall, 1) == 8.1


def test_the_sentences_that_must_read_exactly_so() -> None:
    assert trials.in_short()[0].text == (
        "In one well-run trial, average leg pain fell about 3 points in 10 with acupuncture and 1.5 with sham over 4 "
        "weeks; guidelines disagree."
    )
    assert trials.in_short()[2].text == "Your chart shows your scores; it cannot show the cause."
    worth = {claim.claim: claim.worth for claim in claims()}
    assert (
        "No good head-to-head trial in sciatica was found"
        in worth["It is as good as painkillers, with fewer side effects"]
    )
    assert "Courses are often 6 to 12 sessions; review at about 6" in worth["You need 6 to 12 sessions"]


def test_reviews_whose_numbers_could_not_be_read_give_none() -> None:
    unread = [study for study in trials.studies() if study.name.startswith(("Zhang", "Cochrane"))]
    assert len(unread) == 2
    for study in unread:
        assert "could not read its pooled numbers" in study.found
        assert not re.search(r"\d", study.found)


def test_natural_course_side_effects_and_coverage_give_their_numbers() -> None:
    course = " ".join(fact.text for fact in trials.natural_course())
    for number in (
        "55 of 100",
        "609",
        "49 to 58 of 100",
        "466",
        "58 %",
        "73 of 100",
        "51 at the start, 33",
        "23 after",
    ):
        assert number in course
    effects = " ".join(fact.text for fact in trials.side_effects_facts())
    for number in ("1 in 11", "9.3 %", "5.1 to 14.6", "1.1 per 1,000", "1 in 10,000", "0.2 to 2.3"):
        assert number in effects
    nice, who, cms = (guideline.says for guideline in trials.guidelines())
    assert "not recommended" in nice
    assert "may be offered" in who
    assert "low certainty" in who
    assert "12 visits in 90 days" in cms


def test_claims_stand_in_one_group_each_the_unsupported_first() -> None:
    groups = claims_by_found()
    assert [found for found, _ in groups] == list(trials.FOUND_WORDS)
    assert sorted(claim.claim for _, group in groups for claim in group) == sorted(claim.claim for claim in claims())
    assert all(group for _, group in groups)


@pytest.mark.parametrize(
    ("start", "latest", "label", "row"),
    [
        (5.0, 7.0, Label.WORSE, 0),
        (6.0, 3.0, Label.SUBSTANTIAL, 1),
        (6.0, 4.0, Label.MEANINGFUL, 2),
        (4.0, 2.8, Label.MEANINGFUL, 2),
        (6.0, 5.0, Label.SMALL, 3),
        (6.0, 5.9, Label.NO_CLEAR_CHANGE, 4),
    ],
)
def test_the_words_for_labels_follow_the_rule(start: float, latest: float, label: Label, row: int) -> None:
    assert label_of(start, latest) is label
    rule = trials.label_rules()[row][1]
    shown = {
        0: "up 2 points or more, and 30 % or more",
        1: "down 50 % or more, and 2 points or more",
        2: "down 30 % or more, and 2 points or more (1 point if you began at 4 or less)",
        3: "down 10 % or more, but less than that",
        4: "everything else",
    }
    assert rule == shown[row]


def test_addresses_are_safe_to_follow() -> None:
    for name, source in vars(sources).items():
        if isinstance(source, Source):
            assert source.address == "" or source.address.startswith("https://"), name
