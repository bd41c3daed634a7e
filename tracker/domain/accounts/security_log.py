"""What the security log tells: acts as fixed codes, never what was seen, written or typed."""

from enum import StrEnum
from typing import Final
from uuid import UUID

SERVER: Final = UUID(int=0)


class SecurityAct(StrEnum):
    """What was done with an account, or (under the subject `SERVER`) by the server.

    Source: OWASP ASVS 5.0.0, V16.3.1 to V16.3.4, and HIPAA 45 CFR 164.312(b): sign-ins good and bad, changes of what
    lets somebody in, ends of sign-ins, and what a host does.
    """

    ACCOUNT_MADE = "account_made"
    SIGNED_IN = "signed_in"
    SIGNED_IN_NEW_DEVICE = "signed_in_new_device"
    SIGN_IN_REFUSED = "sign_in_refused"
    SIGN_IN_THROTTLED = "sign_in_throttled"
    FACTOR_REFUSED = "factor_refused"
    PASSKEY_REFUSED = "passkey_refused"
    CONFIRM_REFUSED = "confirm_refused"
    SIGNED_OUT = "signed_out"
    SIGN_IN_ENDED = "sign_in_ended"
    SIGN_INS_ENDED = "sign_ins_ended"
    PASSWORD_CHANGED = "password_changed"  # noqa: S105
    PASSWORD_RECOVERED = "password_recovered"  # noqa: S105
    RECOVERY_REFUSED = "recovery_refused"
    RECOVERY_CODES_MADE = "recovery_codes_made"
    RECOVERY_CODE_USED = "recovery_code_used"
    AUTHENTICATOR_ADDED = "authenticator_added"
    AUTHENTICATOR_REMOVED = "authenticator_removed"
    PASSKEY_ADDED = "passkey_added"
    PASSKEY_REMOVED = "passkey_removed"
    EMAIL_CHANGED = "email_changed"
    MAIL_ENDED = "mail_ended"
    TOKEN_MADE = "token_made"  # noqa: S105 - a name, not a secret
    TOKEN_ENDED = "token_ended"  # noqa: S105
    EXPORTED_ALL = "exported_all"
    IMPORTED = "imported"
    WEBHOOK_ADDED = "webhook_added"
    WEBHOOK_PAUSED = "webhook_paused"
    WEBHOOK_RESUMED = "webhook_resumed"
    WEBHOOK_STOPPED = "webhook_stopped"
    WEBHOOK_ENDED = "webhook_ended"
    ERASURE_ASKED = "erasure_asked"
    ERASURE_CANCELLED = "erasure_cancelled"
    ACCOUNT_ERASED = "account_erased"
    HOST_RESET = "host_reset"
    HOST_REMOVED_FACTORS = "host_removed_factors"
    HOST_ENDED_SIGN_INS = "host_ended_sign_ins"
    HOST_DISABLED = "host_disabled"
    HOST_ENABLED = "host_enabled"
    STARTED = "started"
    STOPPED = "stopped"
    MIGRATED = "migrated"
    BACKUP_MADE = "backup_made"
    BACKUP_FAILED = "backup_failed"
    RESTORED = "restored"
