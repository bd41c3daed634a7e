"""Why a passkey could not be added or used."""

from typing import Final

from tracker.wording.language import N_, Words, _

WRONG: Final = Words(
    {
        "late": N_("This took too long, or it was sent before. Please try again."),
        "unknown": N_("This passkey is not known here. Perhaps it was removed. Please use another way."),
        "not_right": N_("This passkey could not be checked. Please try again, or use another way."),
        "added_before": N_("This passkey was added before."),
        "no_site": N_("Passkeys need HTTPS or the name localhost. They cannot work at this address."),
    }
)


def too_many_passkeys(most: int) -> str:
    return _("You have %(most)s passkeys, and there can be no more. Please remove one first.", most=most)
