"""The steps of each job in the build that ends with 0d8eaed."""

import re
from collections.abc import Sequence

from scripts.taps import starts
from scripts.taps.hand import Hand
from scripts.taps.jobs import Steps

PAST_SET_UP = ("I have them, continue", "Skip", "Skip", "Not now, log my first day")
POINTS = ("BL23", "BL25", "BL40", "BL57", "GB30", "GB34")


def give_score(hand: Hand, site: str, score: int) -> None:
    """One tap on the scale, until it stands there as saved."""
    hand.tap(f"#{site}-scale button[value='{score}']")
    hand.page.locator(f"#{site}-scale button[value='{score}'][aria-pressed='true']").wait_for()


def open_fold(hand: Hand, title: str) -> None:
    """A part of the page that is folded away, by how its title begins."""
    hand.tap(hand.page.locator("summary").filter(has_text=re.compile(rf"^\s*{re.escape(title)}")).first)


def first_score(hand: Hand) -> None:
    starts.just_made(hand, "First")
    hand.link("I have them, continue")
    hand.link("Skip")
    hand.link("Skip")
    hand.button("Not now, log my first day")
    give_score(hand, "leg", 4)


def day(hand: Hand, past: Sequence[str] = PAST_SET_UP) -> None:
    starts.new_on_today(hand, "Day", past)
    give_score(hand, "leg", 4)
    give_score(hand, "back", 2)


def detailed_day(hand: Hand, past: Sequence[str] = PAST_SET_UP, saved: str = ".notice-saved") -> None:
    starts.new_on_today(hand, "Details", past)
    give_score(hand, "leg", 4)
    give_score(hand, "back", 2)
    open_fold(hand, "Anything else?")
    open_fold(hand, "Where it hurt")
    hand.pick("regions", "buttock")
    hand.pick("regions", "calf")
    open_fold(hand, "How it felt")
    hand.pick("worst_leg_pain", 6)
    open_fold(hand, "Sleep, sitting, walking")
    hand.pick("sleep_disturbed", 3)
    open_fold(hand, "What made it worse")
    hand.pick("eased_by", "walking")
    hand.type("[name=note]", "Walked to work.")
    hand.button("Save the details")
    hand.see(saved)


def heat(hand: Hand) -> None:
    starts.on_today(hand)
    hand.tap(hand.page.locator(".self-care button").filter(has_text="Heat"))
    hand.see(".notice-saved")


def first_acupuncture(hand: Hand) -> None:
    starts.new_on_today(hand, "Needles", PAST_SET_UP)
    hand.link("Log a session")
    hand.link("Acupuncture")
    hand.pick("status", "attended")
    hand.pick("leg_before", 5)
    hand.pick("leg_after", 3)
    open_fold(hand, "Back pain too")
    hand.pick("back_before", 3)
    hand.pick("back_after", 2)
    hand.pick("helped", "somewhat")
    open_fold(hand, "Needles and points")
    hand.type("[name=needle_count]", "8")
    hand.type("[name=needle_minutes]", "25")
    for code in POINTS:
        hand.pick("points", code)
        hand.choose(f"[name='points-{code}-side']", "left")
    open_fold(hand, "Side effects")
    hand.pick("side_effects", "tired")
    open_fold(hand, "Practitioner, course, cost")
    hand.type("[name=practitioner]", "Li Wen")
    hand.button("Save")
    hand.see(".notice-saved")


def acupuncture_again(hand: Hand) -> None:
    starts.on_today(hand)
    hand.link("Log a session")
    hand.pick("status", "attended")
    hand.tap("label.tick:has([name=same])")
    hand.pick("leg_before", 3)
    hand.pick("leg_after", 2)
    hand.button("Save")
    hand.see(".notice-saved")


def working(hand: Hand) -> None:
    starts.on_today(hand)
    hand.tap("nav.places a[href*='/progress']")
    hand.see(".verdict")


def last_points(hand: Hand) -> None:
    starts.on_today(hand)
    hand.tap("nav.places a[href$='/more']")
    hand.link("Sessions and appointments")
    hand.tap(hand.page.locator(".session-row.kind-acupuncture .session-name a").first)
    hand.see("label.chip:has([name=points]:checked)")


def share(hand: Hand) -> None:
    starts.on_today(hand)
    hand.tap("nav.places a[href$='/more']")
    hand.tap("main a[href$='/sharing']")
    hand.tap("main a[href$='/sharing/invite']")
    hand.button("Show me what they will see")
    hand.button("Yes, make the invitation")
    hand.see(".share-code")


def export(hand: Hand) -> None:
    starts.on_today(hand)
    hand.tap("nav.places a[href$='/more']")
    hand.link("Download your data")
    hand.download(hand.page.get_by_role("link", name="Download everything"))


def who_comes(hand: Hand) -> None:
    """Nothing says it: the list is by attention, so all of it is read for those whose appointment is today."""
    starts.practising(hand)
    hand.see(hand.page.locator("table.patients tbody tr").last)


STEPS: Steps = {
    "first_score": first_score,
    "day": day,
    "detailed_day": detailed_day,
    "heat": heat,
    "first_acupuncture": first_acupuncture,
    "acupuncture_again": acupuncture_again,
    "working": working,
    "last_points": last_points,
    "share": share,
    "export": export,
    "who_comes": who_comes,
}
