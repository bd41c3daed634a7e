"""The steps of each job in the present build; what has not changed is done as before."""

from functools import partial

from scripts.taps import starts, steps_0d8eaed
from scripts.taps.hand import Hand
from scripts.taps.jobs import Steps
from scripts.taps.steps_0d8eaed import POINTS, give_score, open_fold

PAST_CODES = ("I have them, continue",)
# The newest notice; those of before rest at the end of the page.
JUST_SAVED = ".notice-saved[data-state='over']"


def first_score(hand: Hand) -> None:
    starts.just_made(hand, "First")
    hand.link("I have them, continue")
    give_score(hand, "leg", 4)


def first_acupuncture(hand: Hand) -> None:
    starts.new_on_today(hand, "Needles", PAST_CODES)
    hand.link("Log a session")
    hand.link("Acupuncture")
    hand.pick("leg_before", 5)
    hand.pick("leg_after", 3)
    open_fold(hand, "Back pain too")
    hand.pick("back_before", 3)
    hand.pick("back_after", 2)
    hand.pick("helped", "somewhat")
    for code in POINTS:
        hand.tap(f"[data-point='{code}'][data-at='left']")
    hand.tap("[data-count-needles]")
    hand.type("[name=needle_minutes]", "25")
    open_fold(hand, "Yes, I noticed")
    hand.pick("side_effects", "tired")
    hand.type("[name=practitioner]", "Li Wen")
    hand.button("Save")
    hand.see(".notice-saved")


def acupuncture_again(hand: Hand) -> None:
    starts.on_today(hand)
    hand.link("Log a session")
    hand.pick("leg_before", 3)
    hand.pick("leg_after", 2)
    hand.button("Save, the rest as last time")
    hand.see(".notice-saved")


def last_points(hand: Hand) -> None:
    starts.on_today(hand)
    hand.tap("nav.places a[href*='/course']")
    hand.link("Points side by side")
    hand.see("td.needled")


def who_comes(hand: Hand) -> None:
    """A day sheet begins with those of today; a list by attention is read to its end."""
    starts.practising(hand)
    sheet = hand.page.locator(".sheet-part")
    hand.see(sheet.first if sheet.count() else hand.page.locator("table.patients tbody tr").last)


STEPS: Steps = {
    **steps_0d8eaed.STEPS,
    "first_score": first_score,
    "day": partial(steps_0d8eaed.day, past=PAST_CODES),
    "detailed_day": partial(steps_0d8eaed.detailed_day, past=PAST_CODES, saved=JUST_SAVED),
    "first_acupuncture": first_acupuncture,
    "acupuncture_again": acupuncture_again,
    "last_points": last_points,
    "who_comes": who_comes,
}
