"""Cautions tell; they forbid nothing."""

import re

import pytest

from tracker.domain.points.points import POINTS, PREGNANCY_CAUTION_POINTS
from tracker.wording.cautions import CAUTION_BANNERS, CAUTIONS, banners_for, caution_lines, pregnancy_points
from tracker.wording.vocabularies import SESSION_KINDS

FORBIDDING = re.compile(r"do not|don't|never|must|forbidden|avoid |clinical|significant|!", re.IGNORECASE)
EVERY_SENTENCE = [(kind, text) for kind in SESSION_KINDS for text in banners_for(kind, CAUTIONS)]


def test_every_caution_has_a_banner_for_needles_and_a_line_for_practitioners() -> None:
    assert list(CAUTION_BANNERS) == list(CAUTIONS)
    assert len(caution_lines(CAUTIONS)) == len(CAUTIONS)
    assert banners_for("acupuncture", CAUTIONS) == tuple(CAUTION_BANNERS.values())


@pytest.mark.parametrize(("kind", "text"), EVERY_SENTENCE)
def test_banners_tell_or_ask_and_never_forbid(kind: str, text: str) -> None:
    assert re.search(r"\b(Tell|Ask)\b|before you", text), kind
    assert not FORBIDDING.search(text)


@pytest.mark.parametrize("text", caution_lines(CAUTIONS))
def test_lines_for_practitioners_are_short_and_forbid_nothing(text: str) -> None:
    assert not FORBIDDING.search(text)
    assert len(text) <= 90 or text.startswith("Pregnancy"), "the points in pregnancy are named"


@pytest.mark.parametrize(
    ("kind", "code", "said"),
    [
        ("heat", "numb_area", "burn unnoticed"),
        ("ice", "numb_area", "cold unnoticed"),
        ("heat", "skin_problem", "before you put heat there"),
        ("ice", "skin_problem", "before you put ice there"),
        ("massage", "skin_problem", "stay clear"),
        ("heat", "pregnancy", "midwife or doctor"),
        ("physiotherapy", "implanted_device", "TENS is not used over it or near it"),
        ("acupuncture", "implanted_device", "Electrical stimulation is not used over it or near it"),
        ("heat", "implanted_device", "electric pad"),
        ("chiropractic", "bleeding_disorder", "before they press, stretch or thrust"),
        ("swimming", "epilepsy", "where somebody watches"),
        ("other", "epilepsy", "epilepsy"),
        ("massage", "other", "what you noted"),
    ],
)
def test_a_caution_speaks_where_it_matters(kind: str, code: str, said: str) -> None:
    (text,) = banners_for(kind, [code])
    assert said in text


@pytest.mark.parametrize(
    ("kind", "code"),
    [("walking", "numb_area"), ("stretching", "needle_fear"), ("massage", "metal_allergy"), ("ice", "pregnancy")],
)
def test_and_is_silent_where_it_does_not(kind: str, code: str) -> None:
    assert banners_for(kind, [code]) == ()


@pytest.mark.parametrize("kind", [kind for kind in SESSION_KINDS if kind != "acupuncture"])
def test_only_needles_speak_of_needles(kind: str) -> None:
    assert not [text for text in banners_for(kind, set(CAUTIONS) - {"needle_fear"}) if "needle" in text]


def test_pregnancy_names_the_points_and_leaves_the_decision() -> None:
    assert "traditionally avoided" in pregnancy_points()
    assert "no objective evidence of harm" in pregnancy_points()
    assert pregnancy_points().endswith("Decide with your practitioner and midwife.")
    assert CAUTION_BANNERS["pregnancy"].endswith("Decide with your practitioner and midwife.")
    (line,) = caution_lines(["pregnancy"])
    for code in PREGNANCY_CAUTION_POINTS:
        assert code in POINTS
        assert re.search(rf"\b{code}\b", pregnancy_points())
        assert re.search(rf"\b{code}\b", line)


def test_banners_come_once_and_in_the_vocabularys_order() -> None:
    assert banners_for("acupuncture", ["epilepsy", "unheard_of", "blood_thinner", "epilepsy"]) == (
        CAUTION_BANNERS["blood_thinner"],
        CAUTION_BANNERS["epilepsy"],
    )
    assert banners_for("acupuncture", []) == ()
    assert banners_for("dancing", CAUTIONS) == ()
    assert caution_lines(["epilepsy", "unheard_of", "blood_thinner"])[0].startswith("Blood thinner")
    assert len(caution_lines(["epilepsy", "unheard_of", "epilepsy"])) == 1
