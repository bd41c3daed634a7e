"""Cautions tell; they forbid nothing."""

import re

import pytest

from tracker.domain.cautions import CAUTION_BANNERS, CAUTIONS, caution_banners
from tracker.domain.points import PREGNANCY_CAUTION_POINTS


def test_every_caution_has_a_banner() -> None:
    assert list(CAUTION_BANNERS) == list(CAUTIONS)


@pytest.mark.parametrize("code", CAUTIONS)
def test_banners_tell_and_never_forbid(code: str) -> None:
    banner = CAUTION_BANNERS[code]

    assert banner.startswith("Tell your practitioner")
    assert not re.search(r"do not|don't|never|must|forbidden|clinical|significant|!", banner, re.IGNORECASE)


def test_pregnancy_names_the_points_and_leaves_the_decision() -> None:
    banner = CAUTION_BANNERS["pregnancy"]

    assert "traditionally avoided" in banner
    assert banner.endswith("Decide with your practitioner and midwife.")
    assert all(code in banner for code in PREGNANCY_CAUTION_POINTS)


def test_banners_for_what_a_person_carries() -> None:
    assert caution_banners(["epilepsy", "unheard_of", "blood_thinner", "epilepsy"]) == (
        CAUTION_BANNERS["blood_thinner"],
        CAUTION_BANNERS["epilepsy"],
    )
    assert caution_banners([]) == ()
