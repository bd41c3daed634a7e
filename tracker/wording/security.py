"""What the owner of an account reads of its security log."""

from collections.abc import Mapping
from typing import Final

from tracker.domain.accounts.devices import ON, UNKNOWN_BROWSER, UNKNOWN_NETWORK, UNKNOWN_SYSTEM
from tracker.domain.accounts.security_log import SecurityAct
from tracker.wording.language import N_, _

WORDS: Final[Mapping[SecurityAct, str]] = {
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
    SecurityAct.EXPORTED_ALL: N_("A copy of everything was downloaded"),
    SecurityAct.IMPORTED: N_("The host read files into the diary"),
    SecurityAct.ERASURE_ASKED: N_("Deleting the account was asked for"),
    SecurityAct.ERASURE_CANCELLED: N_("Deleting the account was called off"),
    SecurityAct.HOST_RESET: N_("The host gave a way to a new password"),
    SecurityAct.HOST_REMOVED_FACTORS: N_("The host removed every second factor"),
    SecurityAct.HOST_ENDED_SIGN_INS: N_("The host ended every sign-in"),
    SecurityAct.HOST_DISABLED: N_("The host closed the account"),
    SecurityAct.HOST_ENABLED: N_("The host opened the account again"),
}


def told(act: SecurityAct, times: int) -> str:
    """What happened, and how many times on end. Raises `KeyError` for acts of the server, which no account is told."""
    said = _(WORDS[act])
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
