"""Where each job begins: the same person and the same page in every build."""

from collections.abc import Sequence

from scripts.taps.hand import Hand
from scripts.taps.served import sign_in, sign_up

PATIENT, PRACTITIONER = "rosa", "Li Wen"


def just_made(hand: Hand, name: str) -> None:
    """An account of this minute, its recovery codes on the screen."""
    sign_up(hand.page, hand.home, name)
    hand.begin()


def new_on_today(hand: Hand, name: str, ways: Sequence[str]) -> None:
    """An account without a day in it, on Today; `ways` are the names of what leads past its set-up."""
    sign_up(hand.page, hand.home, name)
    for way in ways:
        page = hand.page
        page.get_by_role("link", name=way, exact=True).or_(page.get_by_role("button", name=way, exact=True)).click()
    hand.page.locator("#leg-scale").wait_for()
    hand.begin()


def on_today(hand: Hand) -> None:
    """Somebody with months of days, on Today."""
    sign_in(hand.page, hand.home, PATIENT)
    hand.page.locator("#leg-scale").wait_for()
    hand.begin()


def practising(hand: Hand) -> None:
    """An acupuncturist, on whatever opens after signing in."""
    sign_in(hand.page, hand.home, PRACTITIONER)
    hand.begin()
