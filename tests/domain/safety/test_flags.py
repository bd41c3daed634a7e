"""Answers to warning signs: an answer stands for the signs it saw and for no other."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.brief.attention import Known, Need, needs_of, within_terms
from tracker.domain.errors import Problems
from tracker.domain.safety.flags import (
    Flag,
    answered_flags,
    read_flags,
    read_signs,
    seen,
    to_answer,
    unanswered,
    write_flags,
    write_sign,
)
from tracker.wording.attention import answered_words
from tracker.wording.warning_signs import WARNING_SIGNS

TODAY = date(2026, 11, 29)
BEFORE = TODAY - timedelta(days=1)
CODES = st.lists(st.sampled_from(sorted(WARNING_SIGNS)), min_size=1, max_size=4, unique=True).map(tuple)
FLAGS = st.dictionaries(st.dates(BEFORE - timedelta(days=5), TODAY), CODES, max_size=4).map(
    lambda by_day: tuple(sorted(by_day.items(), reverse=True))
)


@pytest.mark.parametrize(
    ("noted", "answered", "left"),
    [
        ([], [], ()),
        ([(TODAY, ("bowel_change",))], [], ((TODAY, ("bowel_change",)),)),
        ([(TODAY, ("bowel_change",))], [(TODAY, ("bowel_change",))], ()),
        # A sign that was noted later on the same day counts anew.
        ([(TODAY, ("bowel_change", "injury"))], [(TODAY, ("bowel_change",))], ((TODAY, ("injury",)),)),
        # The same sign on another day does as well.
        (
            [(TODAY, ("injury",)), (BEFORE, ("injury",))],
            [(BEFORE, ("injury",))],
            ((TODAY, ("injury",)),),
        ),
        # Two answers together stand for what each of them saw.
        ([(TODAY, ("injury", "bowel_change"))], [(TODAY, ("injury",)), (TODAY, ("bowel_change",))], ()),
        # A sign that is no longer in the diary waits for nobody.
        ([], [(TODAY, ("injury",))], ()),
    ],
)
def test_what_still_waits(noted: list[Flag], answered: list[Flag], left: tuple[Flag, ...]) -> None:
    assert unanswered(noted, answered) == left


@given(FLAGS, FLAGS)
def test_every_sign_waits_or_was_answered(noted: tuple[Flag, ...], answered: tuple[Flag, ...]) -> None:
    waiting, done = seen(unanswered(noted, answered)), seen(answered_flags(noted, answered))
    assert waiting | done == seen(noted)
    assert not waiting & done
    assert done <= seen(answered)


@given(FLAGS, FLAGS, FLAGS)
def test_an_answer_is_about_what_its_writer_was_shown(
    shown: tuple[Flag, ...], noted: tuple[Flag, ...], answered: tuple[Flag, ...]
) -> None:
    wanted = seen(shown) & (seen(noted) - seen(answered))
    if wanted:
        assert seen(to_answer(shown, noted, answered)) == wanted
    else:
        with pytest.raises(Problems, match="signs_answered"):
            to_answer(shown, noted, answered)


@given(FLAGS)
def test_flags_are_stored_and_sent_as_they_are(flags: tuple[Flag, ...]) -> None:
    assert read_flags(write_flags(flags)) == flags
    assert read_signs(write_sign(day, code) for day, codes in flags for code in codes) == flags


@pytest.mark.parametrize("typed", ["", "leg_weakness", "2026-02-30 injury", "2026-11-29", "2026-11-29 planet", "x y z"])
def test_what_is_no_sign_of_a_day_is_left_out(typed: str) -> None:
    assert read_signs([typed]) == ()


def test_what_was_answered_needs_no_look_and_stays_in_sight() -> None:
    known = Known(last_entry_on=TODAY, flag_answered_on=BEFORE)
    assert Need.WARNING not in needs_of(known, TODAY)
    assert answered_words(known, TODAY) == "Warning sign of Sat 28 Nov: answered"
    assert answered_words(known, TODAY + timedelta(days=14)) == ""
    assert answered_words(Known(), TODAY) == ""


def test_an_answer_about_days_that_are_not_shared_is_not_shown() -> None:
    known = Known(flag_answered_on=BEFORE, first_day=TODAY)
    assert within_terms(known).flag_answered_on is None
    assert within_terms(known._replace(first_day=BEFORE)).flag_answered_on == BEFORE
