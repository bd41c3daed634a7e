"""The forms of accounts. They only parse; whether a name is free or a password right is not theirs to say."""

import json
import uuid
from collections.abc import Iterable
from typing import Any
from urllib.parse import quote_plus

from wtforms import ValidationError

from tracker.domain.accounts import names, zones
from tracker.domain.errors import Invalid
from tracker.passwords import hashing
from tracker.web import sizes
from tracker.web.app_settings import settings
from tracker.web.forms import BaseForm, ChoiceField, CreatingForm, LineField, ParsedField, TickField
from tracker.web.navigation import PATH_MOST, safe_next
from tracker.wording import errors
from tracker.wording.language import N_, Words, _

TYPED_MOST = 56 * 1024  # bytes as they are sent: what strangers may send, less what else a sign-in form holds
PATIENT, PRACTITIONER = "patient", "practitioner"
ROLES = Words({PATIENT: N_("I have sciatica"), PRACTITIONER: N_("I am a practitioner")})
IN_A_WEEK, AT_ONCE = "week", "now"
ERASE_WHEN = Words({IN_A_WEEK: N_("In 7 days, so that I can change my mind"), AT_ONCE: N_("Now, at once and for good")})
PASSWORD_NEEDED = N_("Please give your password.")
NAME_NEEDED = N_("Please give your user name.")


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


class PasswordField(ParsedField):
    """A password as typed, never shown again."""

    def inputs_most(self) -> Iterable[int]:
        return (sizes.of_text(hashing.MOST),)

    def parse(self, raw: str) -> str | None:
        return raw or None

    @property
    def text(self) -> str:
        return ""


class CodeField(LineField):
    """A code that is new every half minute, never shown again."""

    @property
    def text(self) -> str:
        return ""


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
    """Checks the new password beside the name it may not be made of."""

    def owner_name(self) -> str:
        raise NotImplementedError

    def validate_new_password(self, field: PasswordField) -> None:
        if field.data is None:
            return
        try:
            hashing.new_password(
                field.data,
                user_name=self.owner_name(),
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

    def owner_name(self) -> str:
        return self.user_name.data or ""

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

    def owner_name(self) -> str:
        return self.user_name.data or ""


class ProfileForm(BaseForm):
    email = EmailField(N_("E-mail (you can leave this empty)"))
    time_zone = ChoiceField(
        N_("Time zone"),
        zones.zone_words(),
        required=N_("Please choose your time zone."),
        hint=N_("Your days begin and end at midnight there, wherever you are and on whichever device."),
    )


class PasswordForm(_WithNewPassword):
    """Changing the password; `user_name` is set by the view, from who is signed in."""

    own_name = ""
    password = PasswordField(N_("Password until now"), required=PASSWORD_NEEDED)
    new_password = PasswordField(
        N_("New password"), hint=new_password_hint, required=N_("Please choose a new password.")
    )

    def owner_name(self) -> str:
        return self.own_name


class ConfirmForm(BaseForm):
    password = PasswordField(N_("Your password"), required=PASSWORD_NEEDED)


class EraseForm(ConfirmForm):
    """Deleting the account; whoever does not say when has the time to take it back."""

    when = ChoiceField(N_("When"), ERASE_WHEN, default=IN_A_WEEK)
