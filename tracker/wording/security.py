"""What the owner of an account reads of its security log."""

from collections.abc import Mapping
from typing import Final

from tracker.domain.accounts.security_log import SecurityAct

WORDS: Final[Mapping[SecurityAct, str]] = {
    SecurityAct.ACCOUNT_MADE: "The account was made",
    SecurityAct.SIGNED_IN: "Signed in",
    SecurityAct.SIGNED_IN_NEW_DEVICE: "Signed in from a new device or network",
    SecurityAct.SIGN_IN_REFUSED: "A wrong password was given at sign-in",
    SecurityAct.SIGN_IN_THROTTLED: "Too many wrong tries, so no more were taken for a while",
    SecurityAct.FACTOR_REFUSED: "The password was right, but the second factor was not",
    SecurityAct.PASSKEY_REFUSED: "A passkey was given that is not as it should be",
    SecurityAct.CONFIRM_REFUSED: "A wrong password was given by somebody who was signed in",
    SecurityAct.SIGNED_OUT: "Signed out",
    SecurityAct.SIGN_IN_ENDED: "Another sign-in was ended",
    SecurityAct.SIGN_INS_ENDED: "All other sign-ins were ended",
    SecurityAct.PASSWORD_CHANGED: "The password was changed",
    SecurityAct.PASSWORD_RECOVERED: "A new password was set with a recovery code",
    SecurityAct.RECOVERY_REFUSED: "Somebody tried to set a new password with a wrong code",
    SecurityAct.RECOVERY_CODES_MADE: "Eight new recovery codes were made",
    SecurityAct.RECOVERY_CODE_USED: "A recovery code was used in place of the second factor",
    SecurityAct.AUTHENTICATOR_ADDED: "An authenticator app was added",
    SecurityAct.AUTHENTICATOR_REMOVED: "The authenticator app was removed",
    SecurityAct.PASSKEY_ADDED: "A passkey was added",
    SecurityAct.PASSKEY_REMOVED: "A passkey was removed",
    SecurityAct.EMAIL_CHANGED: "The e-mail address was changed",
    SecurityAct.EXPORTED_ALL: "A copy of everything was downloaded",
    SecurityAct.IMPORTED: "The host read files into the diary",
    SecurityAct.ERASURE_ASKED: "Deleting the account was asked for",
    SecurityAct.ERASURE_CANCELLED: "Deleting the account was called off",
    SecurityAct.HOST_RESET: "The host gave a way to a new password",
    SecurityAct.HOST_REMOVED_FACTORS: "The host removed every second factor",
    SecurityAct.HOST_ENDED_SIGN_INS: "The host ended every sign-in",
    SecurityAct.HOST_DISABLED: "The host closed the account",
    SecurityAct.HOST_ENABLED: "The host opened the account again",
}


def told(act: SecurityAct, times: int) -> str:
    """What happened, and how many times on end. Raises `KeyError` for acts of the server, which no account is told."""
    return WORDS[act] if times == 1 else f"{WORDS[act]}, {times} times"
