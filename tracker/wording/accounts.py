"""What is said of signing in, passwords, second factors, accounts and their security log."""

from collections.abc import Mapping
from typing import Final

from tracker.domain.accounts import look
from tracker.domain.accounts.devices import ON, UNKNOWN_BROWSER, UNKNOWN_NETWORK, UNKNOWN_SYSTEM
from tracker.domain.accounts.security_log import SecurityAct
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
        "look": N_("Saved. Pages look like this now, wherever you sign in."),
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
THEMES: Final = Words({look.SYSTEM: N_("As the system"), look.LIGHT: N_("Light"), look.DARK: N_("Dark")})
TEXT_SIZES: Final = Words({"100": N_("Usual"), "115": N_("Large"), "130": N_("Very large")})
DATE_FORMATS: Final = Words(
    {
        look.DAY_FIRST: N_("Tue 3 Mar 2026"),
        look.MONTH_FIRST: N_("Tue, Mar 3, 2026"),
        look.ISO: N_("Tue 2026-03-03"),
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
# What was not right, or is missing.
WRONG: Final = Words(
    {
        "password": N_("This is not your password."),
        "pair": N_("User name and password do not belong together. Please check both."),
        "recovery": N_(
            "These do not belong together, or a code is used up or too old. If you sign in here with a code of an app, "
            "it is required too. If you have lost your second factor as well as your password, only the person who "
            "runs this server can help."
        ),
        "app_code": N_(
            "This code is not right, or it was used before. Please wait for the next. Is your phone’s clock right?"
        ),
        "new_app_code": N_(
            "This is not the code of this app just now. Please wait for the next one, and check your phone’s clock."
        ),
        "recovery_code": N_("This recovery code is not right, or it is used up."),
        "name": N_("Please give a user name."),
        "zone": N_("Please give a time zone such as Europe/Berlin."),
        "guessable": N_("This password is easy to guess. Please choose another, such as four words of your own."),
        "stolen": N_(
            "This password is in a list of stolen ones. Please choose another, such as four words of your own."
        ),
    }
)
# Why a passkey could not be added or used.
PASSKEY_WRONG: Final = Words(
    {
        "late": N_("This took too long, or it was sent before. Please try again."),
        "unknown": N_("This passkey is not known here. Perhaps it was removed. Please use another way."),
        "not_right": N_("This passkey could not be checked. Please try again, or use another way."),
        "added_before": N_("This passkey was added before."),
        "no_site": N_("Passkeys need HTTPS or the name localhost. They cannot work at this address."),
    }
)
# The heading and the button of a page that sends again what was typed: after a sign-in, and after a password once more.
SIGNED_IN: Final = (N_("You are signed in"), N_("Save it now"))
CONFIRMED: Final = (N_("Thank you"), N_("Go on"))
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
# What the owner of an account reads of its security log.
ACTS: Final[Mapping[SecurityAct, str]] = {
    SecurityAct.ACCOUNT_MADE: N_("The account was made"),
    SecurityAct.SIGNED_IN: N_("Signed in"),
    SecurityAct.SIGNED_IN_NEW_DEVICE: N_("Signed in from a new device or network"),
    SecurityAct.SIGN_IN_REFUSED: N_("A wrong password was given at sign-in"),
    SecurityAct.SIGN_IN_THROTTLED: N_("Too many wrong tries, so no more were taken for a while"),
    SecurityAct.FACTOR_REFUSED: N_("The password was right, but the second factor was not"),
    SecurityAct.PASSKEY_REFUSED: N_("A passkey was given that is not as it should be"),
    SecurityAct.CONFIRM_REFUSED: N_("A wrong password was given by somebody who was signed in"),
    SecurityAct.SIGNED_OUT: N_("Signed out"),
    SecurityAct.SIGN_IN_ENDED: N_("Another sign-in was ended"),
    SecurityAct.SIGN_INS_ENDED: N_("All other sign-ins were ended"),
    SecurityAct.PASSWORD_CHANGED: N_("The password was changed"),
    SecurityAct.PASSWORD_RECOVERED: N_("A new password was set with a recovery code"),
    SecurityAct.RECOVERY_REFUSED: N_("Somebody tried to set a new password with a wrong code"),
    SecurityAct.RECOVERY_CODES_MADE: N_("Eight new recovery codes were made"),
    SecurityAct.RECOVERY_CODE_USED: N_("A recovery code was used in place of the second factor"),
    SecurityAct.AUTHENTICATOR_ADDED: N_("An authenticator app was added"),
    SecurityAct.AUTHENTICATOR_REMOVED: N_("The authenticator app was removed"),
    SecurityAct.PASSKEY_ADDED: N_("A passkey was added"),
    SecurityAct.PASSKEY_REMOVED: N_("A passkey was removed"),
    SecurityAct.EMAIL_CHANGED: N_("The e-mail address was changed"),
    SecurityAct.MAIL_ENDED: N_("Mail to the e-mail address was switched off"),
    SecurityAct.TOKEN_MADE: N_("A token for a program was made"),
    SecurityAct.TOKEN_ENDED: N_("A token for a program was ended"),
    SecurityAct.EXPORTED_ALL: N_("A copy of everything was downloaded"),
    SecurityAct.IMPORTED: N_("The host read files into the diary"),
    SecurityAct.WEBHOOK_ADDED: N_("A webhook was added"),
    SecurityAct.WEBHOOK_PAUSED: N_("A webhook was paused"),
    SecurityAct.WEBHOOK_RESUMED: N_("A webhook was let go on"),
    SecurityAct.WEBHOOK_STOPPED: N_("A webhook stopped, as its receiver takes nothing"),
    SecurityAct.WEBHOOK_ENDED: N_("A webhook was ended"),
    SecurityAct.ERASURE_ASKED: N_("Deleting the account was asked for"),
    SecurityAct.ERASURE_CANCELLED: N_("Deleting the account was called off"),
    SecurityAct.HOST_RESET: N_("The host gave a way to a new password"),
    SecurityAct.HOST_REMOVED_FACTORS: N_("The host removed every second factor"),
    SecurityAct.HOST_ENDED_SIGN_INS: N_("The host ended every sign-in"),
    SecurityAct.HOST_DISABLED: N_("The host closed the account"),
    SecurityAct.HOST_ENABLED: N_("The host opened the account again"),
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


def again_words(words: tuple[str, str]) -> dict[str, str]:
    """SIGNED_IN or CONFIRMED, as the page that sends again takes them."""
    heading, label = words
    return {"heading": _(heading), "label": _(label)}


def wait_words(seconds: int) -> str:
    """How long to wait: a minute; 5 minutes; 2 hours."""
    if seconds <= MINUTE:
        return _("a minute")
    if seconds <= HOUR:
        return counting("%(n)s minute", "%(n)s minutes", -(-seconds // MINUTE))
    return counting("%(n)s hour", "%(n)s hours", -(-seconds // HOUR))


def too_many_tries(seconds: int) -> str:
    return _("There were too many tries. Please wait %(wait)s, then try again.", wait=wait_words(seconds))


def too_many_passkeys(most: int) -> str:
    return _("You have %(most)s passkeys, and there can be no more. Please remove one first.", most=most)


def password_too_short(least: int) -> str:
    return counting(
        "Please give at least %(n)s character. A few unrelated words are easy to remember.",
        "Please give at least %(n)s characters. A few unrelated words are easy to remember.",
        least,
    )


def password_too_long(most: int, given: int) -> str:
    return _("Please keep this to %(most)s characters; it has %(given)s.", most=most, given=given)


def act_words(act: SecurityAct, times: int) -> str:
    """What happened, and how many times on end. Raises `KeyError` for acts of the server, which no account is told."""
    said = _(ACTS[act])
    return said if times == 1 else _("%(what)s, %(times)s times", what=said, times=times)


def device_words(kept: str) -> str:
    """What a device is called, from what is kept of it: Firefox on Android."""
    browser, on, system = kept.partition(ON)
    if not on:
        return kept
    if browser == UNKNOWN_BROWSER:
        if system == UNKNOWN_SYSTEM:
            return _("A browser on an unknown device")
        return _("A browser on %(system)s", system=system)
    if system == UNKNOWN_SYSTEM:
        return _("%(browser)s on an unknown device", browser=browser)
    return _("%(browser)s on %(system)s", browser=browser, system=system)


def network_words(kept: str) -> str:
    """The network an address is in, as it is kept; or that it is not known."""
    return _("unknown") if kept == UNKNOWN_NETWORK else kept
