"""What is said of signing in, passwords, second factors and accounts."""

from collections.abc import Mapping
from typing import Final

from tracker.wording.formats import counting
from tracker.wording.language import N_, Words, _

MINUTE: Final = 60
HOUR: Final = 3600

# What has just happened, as the address of a page names it.
DONE: Final = Words(
    {
        "out": N_("You are signed out."),
        "deleted": N_("Your account and everything in it is deleted."),
        "kept": N_("Your account stays. Nothing of it is deleted."),
        "seen": N_("Noted. Pages speak of it no more."),
        "made": N_("This account is made already. Please sign in with the password you chose."),
        "profile": N_("Your settings are saved."),
        "password": N_("Your password is changed. You are signed out everywhere else."),
        "ended": N_("That sign-in has ended."),
        "others": N_("You are signed out everywhere else."),
        "recovered": N_(
            "Your password is changed, and that recovery code is used up. You are signed out everywhere else."
        ),
        "step": N_("That took more than five minutes, or was begun again. Please sign in once more."),
        "app_added": N_("Your authenticator app is added. You are signed out everywhere else."),
        "passkey_added": N_("Your passkey is added. You are signed out everywhere else."),
        "passkey_removed": N_("Your passkey is removed. You are signed out everywhere else."),
        "app_removed": N_("Your authenticator app is removed. You are signed out everywhere else."),
        "codes": N_(
            "Your account is made. Its recovery codes were shown once. If you did not keep them, make new ones here."
        ),
    }
)
PROFILE_DONE: Final = Words({"saved": N_("Your profile is saved.")})
CODE_DONE: Final = Words(
    {
        "code": N_("This is your new code. An earlier one finds nobody any more."),
        "no-code": N_("Your code is switched off. It finds nobody any more."),
        "first": N_("Please save your profile first. Then you can make a code."),
    }
)
NAME_TAKEN: Final = N_("This user name is taken. Please choose another.")
TWO_CODES: Final = N_("Nor do two codes of your app, one after the other, such as 123456 654321.")
# What needs no waiting after too many tries, by the page they were made on.
HELPS: Final[Mapping[str, tuple[str, ...]]] = {
    "sign_up": (
        N_("Others may have signed up from the same network. Whoever runs this server can make accounts too."),
    ),
    "sign_in": (N_("A passkey needs no waiting, nor does a recovery code under “I forgot my password”."),),
    "recover": (N_("A recovery code that is right needs no waiting."), TWO_CODES),
}


def help_words(page: str) -> str:
    """What needs no waiting after too many tries on this page; empty where nothing."""
    return " ".join(_(sentence) for sentence in HELPS.get(page, ()))


def passkey_help() -> str:
    return _("A passkey needs no waiting.")


def second_step_help(*, has_passkeys: bool, has_app: bool) -> str:
    """What needs no waiting on the second step, of what this account has."""
    said = [
        _("A passkey needs no waiting, nor does a recovery code that is right.")
        if has_passkeys
        else _("A recovery code that is right needs no waiting.")
    ]
    if has_app:
        said.append(_(TWO_CODES))
    return " ".join(said)


def wait_words(seconds: int) -> str:
    """How long to wait: a minute; 5 minutes; 2 hours."""
    if seconds <= MINUTE:
        return _("a minute")
    if seconds <= HOUR:
        return counting("%(n)s minute", "%(n)s minutes", -(-seconds // MINUTE))
    return counting("%(n)s hour", "%(n)s hours", -(-seconds // HOUR))


def too_many_tries(seconds: int) -> str:
    return _("There were too many tries. Please wait %(wait)s, then try again.", wait=wait_words(seconds))


def signed_in() -> dict[str, str]:
    """The heading of a page that sends again what was typed before somebody signed in, and its button."""
    return {"heading": _("You are signed in"), "label": _("Save it now")}


def confirmed() -> dict[str, str]:
    """The same once a password was given again."""
    return {"heading": _("Thank you"), "label": _("Go on")}


def wrong_password() -> str:
    return _("This is not your password.")


def wrong_pair() -> str:
    return _("User name and password do not belong together. Please check both.")


def wrong_recovery() -> str:
    return _(
        "These do not belong together, or a code is used up or too old. If you sign in here with a code of an app, it "
        "is needed too. If you have lost your second factor as well as your password, only the person who runs this "
        "server can help."
    )


def wrong_app_code() -> str:
    return _("This code is not right, or it was used before. Please wait for the next. Is your phone’s clock right?")


def wrong_new_app_code() -> str:
    return _("This is not the code of this app just now. Please wait for the next one, and check your phone’s clock.")


def wrong_recovery_code() -> str:
    return _("This recovery code is not right, or it is used up.")


def name_needed() -> str:
    return _("Please give a user name.")


def zone_needed() -> str:
    return _("Please give a time zone such as Europe/Berlin.")
