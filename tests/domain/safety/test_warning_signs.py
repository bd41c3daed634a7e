"""Warning signs and the number to call."""

from datetime import date, timedelta

import pytest

from tracker.domain.safety.warning_signs import (
    EMERGENCY_NUMBERS,
    NEW_NUMBNESS,
    RECENT_DAYS,
    WARNING_SIGNS_DATE,
    WARNING_SIGNS_VERSION,
    needs_help,
    recent_from,
)
from tracker.domain.vocabularies import SERIOUS_SIDE_EFFECTS
from tracker.wording.vocabularies import SIDE_EFFECTS
from tracker.wording.warning_signs import (
    AFTER_NEEDLING,
    EMERGENCY,
    URGENT,
    WARNING_SIGNS,
    emergency_number,
    sign_words,
)

DEFAULT = "112 or your local emergency number"


def test_the_groups_do_not_overlap_and_emergencies_come_first() -> None:
    assert set(EMERGENCY).isdisjoint(URGENT)
    assert set(AFTER_NEEDLING).isdisjoint({*EMERGENCY, *URGENT})
    assert list(WARNING_SIGNS) == [*EMERGENCY, *URGENT]


def test_every_serious_side_effect_is_a_reason_for_help() -> None:
    assert set(AFTER_NEEDLING) == set(SERIOUS_SIDE_EFFECTS)
    assert set(SIDE_EFFECTS) >= set(SERIOUS_SIDE_EFFECTS)


@pytest.mark.parametrize("code", [*EMERGENCY, *URGENT, *AFTER_NEEDLING])
def test_one_sign_is_enough(code: str) -> None:
    assert needs_help([code])
    assert needs_help(["unheard_of", code])


@pytest.mark.parametrize("codes", [[], ["unheard_of"], ["bruise"]])
def test_no_sign(codes: list[str]) -> None:
    assert not needs_help(codes)


def test_new_numbness_after_a_session_is_a_reason_for_help() -> None:
    assert NEW_NUMBNESS in SIDE_EFFECTS
    assert needs_help([NEW_NUMBNESS])


def test_recent_is_fourteen_days_with_today() -> None:
    today = date(2026, 11, 20)
    assert recent_from(today) == date(2026, 11, 7)
    assert (today - recent_from(today)) == timedelta(days=RECENT_DAYS - 1)


def test_signs_in_words_begin_with_emergencies_and_leave_out_what_is_none() -> None:
    codes = ["fever_chills", "bruise", "both_legs", "fever_chills"]
    assert sign_words(codes) == (EMERGENCY["both_legs"], URGENT["fever_chills"])
    assert sign_words([]) == ()


def test_the_wording_is_versioned_and_dated() -> None:
    assert WARNING_SIGNS_VERSION
    assert WARNING_SIGNS_DATE.year >= 2026


@pytest.mark.parametrize(
    ("country", "number"),
    [
        ("US", "911"),
        ("ca", "911"),
        (" gb ", "999 or 112"),
        ("DE", "112"),
        ("FR", "112"),
        ("AU", "000"),
        ("NZ", "111"),
        ("JP", "119"),
        ("KR", "119"),
        ("CN", "120"),
        ("IN", "112"),
        ("XX", DEFAULT),
        ("", DEFAULT),
        (None, DEFAULT),
    ],
)
def test_emergency_number(country: str | None, number: str) -> None:
    assert emergency_number(country) == number


def test_every_number_can_be_called() -> None:
    for country, numbers in EMERGENCY_NUMBERS.items():
        assert len(country) == 2
        assert all(part.isdigit() for part in numbers)
