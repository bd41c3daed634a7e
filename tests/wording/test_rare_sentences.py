"""Sentences that few pages come to, in both of their forms."""

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from tracker.domain.course.verdict import Label, Lack, Missing, Verdict
from tracker.domain.scores.lateness import Late
from tracker.wording import (
    accounts,
    brief,
    correspondence,
    diary,
    formats,
    letter,
    pages,
    painkillers,
    patients,
    review,
    treatment,
    verdict,
)
from tracker.wording.language import read_by_owner

NOTHING_TO_COMPARE = Verdict(None, None, None, None, Label.NOT_ENOUGH_DATA, confirmed=False)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (lambda: brief.reached(1, "foot", "foot"), "week 1, foot"),
        (lambda: brief.reached(1, "calf", "foot"), "week 1, calf to foot"),
        (lambda: correspondence.rhythm_kept(None), "Now no weekly rhythm. Leave it empty to keep that."),
        (lambda: correspondence.rhythm_kept(2), "Now 2 a week. Leave it empty to keep that."),
        (lambda: formats.either(["one", "two", "three"]), "one or two or three"),
        (pages.saved_meanwhile, "Saved meanwhile"),
        (lambda: pages.saved_meanwhile("Mon, 08:12", "Li Wen"), "Saved meanwhile by Li Wen on Mon, 08:12"),
        (lambda: verdict.short_words(NOTHING_TO_COMPARE, [Missing(Lack.NEXT_WEEK_DAYS, 3, 4)]),
         "Not enough data yet to compare. To confirm it, the week beside it needs 1 more day with a leg score."),
        (lambda: verdict.short_words(NOTHING_TO_COMPARE),
         "Not enough data yet to compare. Keep going: a few more days will do."),
        (lambda: review.follow_up_words(12).title, "12 weeks since your course began"),
        (lambda: review.medicine_words(2, 1, 1), "Noted on 1 of 2 days. On 1 day you said you took none."),
        (lambda: review.numbers_then(
            Label.NO_CLEAR_CHANGE, 6.0, 6.0, confirmed=True, doubts=(), start_late=Late(), latest_late=Late(2)),
         "Leg pain 6.0 (2 days entered later), starting week 6.0: the same; over two weeks, no clear change."),
        (lambda: review.plan_words({"ended_on": ("2026-03-01", "2026-03-02")}),
         "Last day Mon 2 Mar 2026, was Sun 1 Mar 2026"),
        (lambda: review.plan_words({"per_week": (None, 2)}), "2 a week, was no weekly rhythm"),
        (lambda: review.plan_words({"per_week": (2, None)}), "No weekly rhythm, was 2 a week"),
        (accounts.passkey_help, "A passkey needs no waiting."),
        (lambda: accounts.second_step_help(has_passkeys=True, has_app=False),
         "A passkey needs no waiting, nor does a recovery code that is right."),
        (lambda: accounts.too_many_passkeys(20),
         "You have 20 passkeys, and there can be no more. Please remove one first."),
        (lambda: diary.late_hint(from_memory=True, scored=True),
         "Scores from memory are less exact. A score that you change now will be marked as added later."),
        (lambda: diary.pain_title(None, 3), "Back 3"),
        (lambda: diary.pain_title(None, None), ""),
        (lambda: patients.no_longer_scored(["3", "4"]),
         "The list was changed meanwhile: what you gave 3 and 4 is no longer on it. The rest is as you gave it."),
        (lambda: patients.too_many_activities(["Sit", "Drive"]),
         "There is room for five, and some were added meanwhile. Left over: Sit; Drive. Take one away to make room."),
        (lambda: treatment.effect_answer("bruise", "mild", "same_day"), "bruise (mild) (the same day)"),
        (lambda: treatment.courses_of_kind("heat"), "Please choose one of your own courses of heat."),
    ],
)  # fmt: skip
def test_each_is_said(said: object, words: str) -> None:
    assert callable(said)
    assert said() == words


def test_who_is_not_the_owner_is_told_of_the_course() -> None:
    read_by_owner(owner=False)
    assert review.follow_up_words(1).title == "1 week since the course began"


def test_two_long_texts_are_cut_near_where_they_differ() -> None:
    same = "the same words over and over again, and then some more of them"
    assert formats.apart_shortly("one", "two") == ("one", "two")
    one, other = formats.apart_shortly(f"{same} left", f"{same} right")
    assert (one, other) == ("… more of them left", "… more of them right")


def test_a_letter_tells_what_was_entered_later() -> None:
    assert letter.logged_line(3, 7, Late()) == "Pain was recorded on 3 of 7 days."
    assert letter.logged_line(3, 7, Late(2)) == "Pain was recorded on 3 of 7 days; 2 entered later."
    said = letter.logged_line(3, 7, Late(1, 0, 2, 1))
    assert said == "Pain was recorded on 3 of 7 days; 1 entered later, 2 imported, 1 from words."


def test_no_limit_is_told_where_none_was_reached() -> None:
    assert painkillers.reached([]) == ""
    month: Any = SimpleNamespace(reached=("simple",), first=date(2026, 3, 1))
    assert painkillers.reached([month]).startswith("The usual limit for headaches was reached in March 2026.")
