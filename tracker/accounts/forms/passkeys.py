"""The forms that carry what a device answered. They only parse; whether the answer is right is not theirs to say."""

from collections.abc import Iterable
from typing import Final

from tracker.accounts.forms.accounts import CarryingForm
from tracker.accounts.forms.factors import NextForm
from tracker.web import sizes
from tracker.web.forms import BaseForm, LineField, ParsedField, TickField
from tracker.wording.language import N_

ANSWER_MOST: Final = 16_000
LABEL_MOST: Final = 60


class AnswerField(ParsedField):
    """What the browser's script puts together from the device's answer: JSON, read by the service."""

    def inputs_most(self) -> Iterable[int]:
        return (sizes.of_plain(ANSWER_MOST),)

    def parse(self, raw: str) -> str:
        return raw if len(raw) <= ANSWER_MOST else ""


class UsedPasskeyForm(CarryingForm):
    """A challenge that a passkey signed, and what waited for it."""

    answer = AnswerField(N_("Passkey"), default="")


class NewPasskeyForm(NextForm):
    """A passkey that a device made, and what its owner calls it."""

    answer = AnswerField(N_("Passkey"), default="")
    label = LineField(
        N_("Name of this passkey"),
        most=LABEL_MOST,
        hint=N_("So that you know later which phone, computer or key it is on."),
    )


class AskForPasskeyForm(BaseForm):
    """What is settled before the device is asked."""

    kept = TickField(N_("Keep me signed in"))
