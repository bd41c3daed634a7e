"""The forms of accounts and of second factors. They only parse; what is free or right is not theirs to say."""

import json
import uuid
from collections.abc import Iterable
from typing import Any, Final, TypeVar
from urllib.parse import quote_plus

from wtforms import ValidationError

from tracker.accounts.services import zones
from tracker.domain.accounts import names
from tracker.domain.accounts.look import Look
from tracker.domain.errors import Invalid
from tracker.passwords import hashing
from tracker.web import sizes
from tracker.web.app_settings import settings
from tracker.web.forms import BaseForm, ChoiceField, CreatingForm, LineField, ParsedField, TickField
from tracker.web.navigation import PATH_MOST, safe_next
from tracker.wording import accounts as words
from tracker.wording import errors
from tracker.wording.language import N_, Words, _

TYPED_MOST = 56 * 1024  # bytes as they are sent: what strangers may send, less what else a sign-in form holds
PATIENT, PRACTITIONER = "patient", "practitioner"
ROLES = Words({PATIENT: N_("I have sciatica"), PRACTITIONER: N_("I am a practitioner")})
IN_A_WEEK, AT_ONCE = "week", "now"
ERASE_WHEN = Words({IN_A_WEEK: N_("In 7 days, so that I can change my mind"), AT_ONCE: N_("Now, at once and for good")})
PASSWORD_NEEDED = N_("Please give your password.")
NAME_NEEDED = N_("Please give your user name.")
CODE_LENGTH: Final = 60
APP_CODE_NEEDED = N_("Please give the six digits that your authenticator app shows now.")
RECOVERY_CODE_NEEDED = N_("Please give one of your recovery codes.")
ANSWER_MOST: Final = 16_000
LABEL_MOST: Final = 60
Form = TypeVar("Form", bound=BaseForm)


def new_password_hint() -> str:
    return _(
        "At least %(least)s characters, any you like. Four or five unrelated words are strong and easy to type.",
        least=hashing.LEAST,
    )


class UserNameField(ParsedField):
    def parse(self, raw: str) -> str | None:
        return names.user_name(raw)


class EmailField(ParsedField):
    def inputs_most(self) -> Iterable[int]:
        return (sizes.of_text(names.EMAIL_MOST),)

    def parse(self, raw: str) -> str | None:
        return names.email(raw)


class NeverShown:
    """A field whose value no page shows again."""

    @property
    def text(self) -> str:
        return ""


class PasswordField(NeverShown, ParsedField):
    """A password as typed."""

    def inputs_most(self) -> Iterable[int]:
        return (sizes.of_text(hashing.MOST),)

    def parse(self, raw: str) -> str | None:
        return raw or None


class CodeField(NeverShown, LineField):
    """A code that is new every half minute."""


class AnswerField(ParsedField):
    """What the browser's script puts together from the device's answer: JSON, read by the service."""

    def inputs_most(self) -> Iterable[int]:
        return (sizes.of_plain(ANSWER_MOST),)

    def parse(self, raw: str) -> str:
        return raw if len(raw) <= ANSWER_MOST else ""


class PathField(ParsedField):
    """Where to go on to: a path on this site, or nothing."""

    def inputs_most(self) -> Iterable[int]:
        return (sizes.of_plain(PATH_MOST),)

    def parse(self, raw: str) -> str | None:
        return safe_next(raw)

    @property
    def text(self) -> str:
        return self.data or ""


class TypedField(ParsedField):
    """What somebody had typed when their sign-in had ended, carried along as JSON until it can be sent."""

    def inputs_most(self) -> Iterable[int]:
        return (TYPED_MOST,)

    def parse(self, raw: str) -> tuple[tuple[str, str], ...]:
        return read_typed(raw)

    def process_data(self, value: Any) -> None:
        self.data = value or ()

    @property
    def text(self) -> str:
        return write_typed(self.data or ())


def write_typed(pairs: tuple[tuple[str, str], ...]) -> str:
    return json.dumps(pairs, ensure_ascii=False, separators=(",", ":")) if pairs else ""


def can_be_carried(pairs: tuple[tuple[str, str], ...]) -> bool:
    """Whether the pairs fit into the form of somebody who has yet to sign in."""
    return len(quote_plus(write_typed(pairs), safe="*-._")) <= TYPED_MOST


def read_typed(raw: str) -> tuple[tuple[str, str], ...]:
    """The pairs of names and values; nothing where the text is not such a list or is too long."""
    if not raw or len(raw) > TYPED_MOST:
        return ()
    try:
        pairs = json.loads(raw)
    except (ValueError, RecursionError):
        return ()
    if not isinstance(pairs, list) or not all(map(_is_pair, pairs)):
        return ()
    return tuple((name, value) for name, value in pairs)


def _is_pair(value: object) -> bool:
    return isinstance(value, list) and len(value) == 2 and all(isinstance(part, str) for part in value)  # noqa: PLR2004


class _WithNewPassword(BaseForm):
    """Checks the new password beside the name it may not be made of: the one that is typed, if none is known."""

    own_name: str | None = None

    def validate_new_password(self, field: PasswordField) -> None:
        if field.data is None:
            return
        name: str = (self.user_name.data or "") if self.own_name is None else self.own_name
        try:
            hashing.new_password(
                field.data,
                user_name=name,
                breached=settings().breached_passwords,
                hosts=settings().trusted_hosts,
            )
        except Invalid as error:
            raise ValidationError(errors.said(error)) from error


class SignUpForm(_WithNewPassword, CreatingForm):
    role = ChoiceField(
        N_("What brings you here?"),
        ROLES,
        hint=N_("You can be both. Add the other one later, in the settings."),
        required=N_("Please say what brings you here."),
        default=PATIENT,
    )
    user_name = UserNameField(
        N_("User name"),
        hint=N_("2 to 40 letters or digits. You need not use your real name."),
        required=N_("Please choose a user name."),
    )
    new_password = PasswordField(N_("Password"), hint=new_password_hint, required=N_("Please choose a password."))
    email = EmailField(N_("E-mail (you can leave this empty)"), hint=N_("Nobody but you and this server sees it."))
    time_zone = ChoiceField(
        N_("Time zone"),
        zones.zone_words(),
        hint=N_("So that each day begins at your midnight."),
        required=N_("Please choose your time zone."),
    )
    next = PathField(N_("Next page"))

    @property
    def account_id(self) -> uuid.UUID:
        account_id: uuid.UUID = self.id.data
        return account_id

    @property
    def practises(self) -> bool:
        return bool(self.role.data == PRACTITIONER)


class CarryingForm(BaseForm):
    """What has to wait for a password: the page to go on to, or what was typed and where it goes."""

    next = PathField(N_("Next page"))
    target = PathField(N_("Where the typed text goes"))
    typed = TypedField(N_("Typed text"))

    def carried_by(self, form: type[Form]) -> Form:
        """Another form that carries the same."""
        return form(formdata=None, data={"next": self.next.data, "target": self.target.data, "typed": self.typed.data})


class SignInForm(CarryingForm):
    user_name = LineField(N_("User name"), required=NAME_NEEDED)
    password = PasswordField(N_("Password"), required=PASSWORD_NEEDED)
    kept = TickField(
        N_("Keep me signed in on this phone or computer"), hint=N_("Only tick this if nobody else uses it.")
    )


class AgainForm(CarryingForm):
    """The password once more, before something that lets others see."""

    password = PasswordField(N_("Your password"), required=PASSWORD_NEEDED)


class RecoverForm(_WithNewPassword):
    user_name = LineField(N_("User name"), required=NAME_NEEDED)
    code = LineField(
        N_("One of your recovery codes"),
        hint=N_("You were shown eight when you signed up. Each works once."),
        required=N_("Please give one of your recovery codes."),
    )
    app_code = CodeField(
        N_("Code from your authenticator app"),
        hint=N_("Only if you use such an app to sign in here. If not, leave it empty."),
    )
    new_password = PasswordField(
        N_("New password"), hint=new_password_hint, required=N_("Please choose a new password.")
    )


class ProfileForm(BaseForm):
    email = EmailField(N_("E-mail (you can leave this empty)"))
    time_zone = ChoiceField(
        N_("Time zone"),
        zones.zone_words(),
        required=N_("Please choose your time zone."),
        hint=N_("Your days begin and end at midnight there, wherever you are and on whichever device."),
    )


class LookForm(BaseForm):
    """How the pages look; a field that is not sent stays as it is."""

    theme = ChoiceField(N_("Colours"), words.THEMES, required=N_("Please choose the colours."))
    text_size = ChoiceField(N_("Size of the text"), words.TEXT_SIZES, required=N_("Please choose a size."))
    date_format = ChoiceField(
        N_("How dates are written"),
        words.DATE_FORMATS,
        required=N_("Please choose how dates are written."),
        hint=N_("On the pages. Downloaded files always hold dates like 2026-03-03."),
    )

    @property
    def look(self) -> Look:
        return Look(theme=self.theme.data, text_size=self.text_size.data, date_format=self.date_format.data)


class PasswordForm(_WithNewPassword):
    """Changing the password; `own_name` is set by the view, from who is signed in."""

    password = PasswordField(N_("Password until now"), required=PASSWORD_NEEDED)
    new_password = PasswordField(
        N_("New password"), hint=new_password_hint, required=N_("Please choose a new password.")
    )


class ConfirmForm(BaseForm):
    password = PasswordField(N_("Your password"), required=PASSWORD_NEEDED)


class EraseForm(ConfirmForm):
    """Deleting the account; whoever does not say when has the time to take it back."""

    when = ChoiceField(N_("When"), ERASE_WHEN, default=IN_A_WEEK)


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
