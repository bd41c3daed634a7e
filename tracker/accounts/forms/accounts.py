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

TYPED_MOST = 56 * 1024  # bytes as they are sent: what strangers may send, less what else a sign-in form holds
PATIENT, PRACTITIONER = "patient", "practitioner"
ROLES = {PATIENT: "I have sciatica", PRACTITIONER: "I am a practitioner"}
IN_A_WEEK, AT_ONCE = "week", "now"
ERASE_WHEN = {IN_A_WEEK: "In 7 days, so that I can change my mind", AT_ONCE: "Now, at once and for good"}
PASSWORD_NEEDED = "Please give your password."  # noqa: S105
NAME_NEEDED = "Please give your user name."
NEW_PASSWORD_HINT = (
    f"At least {hashing.LEAST} characters, any you like. Four or five unrelated words are strong and easy to type."
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
            raise ValidationError(str(error)) from error


class SignUpForm(_WithNewPassword, CreatingForm):
    role = ChoiceField(
        "What brings you here?",
        ROLES,
        hint="You can be both. Add the other one later, in the settings.",
        required="Please say what brings you here.",
        default=PATIENT,
    )
    user_name = UserNameField(
        "User name",
        hint="2 to 40 letters or digits. You need not use your real name.",
        required="Please choose a user name.",
    )
    new_password = PasswordField("Password", hint=NEW_PASSWORD_HINT, required="Please choose a password.")
    email = EmailField("E-mail (you can leave this empty)", hint="Nobody but you and this server sees it.")
    time_zone = ChoiceField(
        "Time zone",
        zones.zone_words(),
        hint="So that each day begins at your midnight.",
        required="Please choose your time zone.",
    )
    next = PathField("Next page")

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

    next = PathField("Next page")
    target = PathField("Where the typed text goes")
    typed = TypedField("Typed text")


class SignInForm(CarryingForm):
    user_name = LineField("User name", required=NAME_NEEDED)
    password = PasswordField("Password", required=PASSWORD_NEEDED)
    kept = TickField("Keep me signed in on this phone or computer", hint="Only tick this if nobody else uses it.")


class AgainForm(CarryingForm):
    """The password once more, before something that lets others see."""

    password = PasswordField("Your password", required=PASSWORD_NEEDED)


class RecoverForm(_WithNewPassword):
    user_name = LineField("User name", required=NAME_NEEDED)
    code = LineField(
        "One of your recovery codes",
        hint="You were shown eight when you signed up. Each works once.",
        required="Please give one of your recovery codes.",
    )
    app_code = CodeField(
        "Code from your authenticator app",
        hint="Only if you use such an app to sign in here. If not, leave it empty.",
    )
    new_password = PasswordField("New password", hint=NEW_PASSWORD_HINT, required="Please choose a new password.")

    def owner_name(self) -> str:
        return self.user_name.data or ""


class ProfileForm(BaseForm):
    email = EmailField("E-mail (you can leave this empty)")
    time_zone = ChoiceField(
        "Time zone",
        zones.zone_words(),
        required="Please choose your time zone.",
        hint="Your days begin and end at midnight there, wherever you are and on whichever device.",
    )


class PasswordForm(_WithNewPassword):
    """Changing the password; `user_name` is set by the view, from who is signed in."""

    own_name = ""
    password = PasswordField("Password until now", required=PASSWORD_NEEDED)
    new_password = PasswordField("New password", hint=NEW_PASSWORD_HINT, required="Please choose a new password.")

    def owner_name(self) -> str:
        return self.own_name


class ConfirmForm(BaseForm):
    password = PasswordField("Your password", required=PASSWORD_NEEDED)


class EraseForm(ConfirmForm):
    """Deleting the account; whoever does not say when has the time to take it back."""

    when = ChoiceField("When", ERASE_WHEN, default=IN_A_WEEK)
