"""Every code of a list has its own whole sentence, and no other code has one."""

from collections.abc import Iterable

import pytest

from tracker.domain import vocabularies as codes_of
from tracker.domain.vocabularies import (
    DOSE_UNITS,
    PHASES,
    REVIEW_DECISIONS,
)
from tracker.wording import accounts, brief, correspondence, treatment, vocabularies


@pytest.mark.parametrize(
    ("table", "codes"),
    [
        (treatment.AMOUNTS, set(DOSE_UNITS) - {"other"}),
        (brief.LAST_REVIEW, REVIEW_DECISIONS),
        (brief.PHASES, set(PHASES) - {"ended"}),
        (correspondence.PHASE_NOW, PHASES),
    ],
)
def test_every_code_has_its_sentence(table: Iterable[str | None], codes: Iterable[str | None]) -> None:
    assert set(table) == set(codes)


@pytest.mark.parametrize(
    ("seconds", "says"),
    [
        (1, "There were too many tries. Please wait a minute, then try again."),
        (61, "There were too many tries. Please wait 2 minutes, then try again."),
        (3601, "There were too many tries. Please wait 2 hours, then try again."),
    ],
)
def test_how_long_to_wait_stands_in_the_sentence(seconds: int, says: str) -> None:
    assert accounts.too_many_tries(seconds) == says


CODES = {
    name: value
    for name, value in vars(codes_of).items()
    if name.isupper() and name not in {"SELF_CARE_KINDS", "SERIOUS_SIDE_EFFECTS"}
}


@pytest.mark.parametrize("name", sorted(CODES))
def test_every_vocabulary_has_a_word_for_each_of_its_codes_in_its_order(name: str) -> None:
    assert tuple(getattr(vocabularies, name)) == tuple(CODES[name])
