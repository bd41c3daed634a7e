"""The forms of second factors. They only parse; whether a code is right is not theirs to say."""

from typing import Any

from tracker.accounts.forms.accounts import CarryingForm, CodeField, PathField
from tracker.web.forms import BaseForm, LineField
from tracker.wording.language import N_, _

CODE_LENGTH = 60
APP_CODE_NEEDED = N_("Please give the six digits that your authenticator app shows now.")
RECOVERY_CODE_NEEDED = N_("Please give one of your recovery codes.")


class NextForm(BaseForm):
    """One tap, and where it leads on to."""

    next = PathField(N_("Next page"))


class AppCodeForm(NextForm):
    """The first code of an app that is being added."""

    code = CodeField(
        N_("The code that your app shows now"), most=CODE_LENGTH, hint=N_("Six digits."), required=APP_CODE_NEEDED
    )


class SecondStepForm(CarryingForm):
    """After the password: a code of the app or, without the app, a recovery code."""

    asks_app = True
    code = CodeField(
        N_("Code from your authenticator app"),
        most=CODE_LENGTH,
        hint=N_("Six digits. There is a new one every half minute."),
    )
    recovery_code = LineField(N_("One of your recovery codes"), most=CODE_LENGTH, hint=N_("It is used up by this."))

    def validate(self, extra_validators: Any = None) -> bool:
        """One of the two is needed; what is missing is said beside the one that is asked for first."""
        valid: bool = super().validate(extra_validators)
        if valid and self.code.data is None and self.recovery_code.data is None:
            self.blame({"code": _(APP_CODE_NEEDED)} if self.asks_app else {"recovery_code": _(RECOVERY_CODE_NEEDED)})
            return False
        return valid
