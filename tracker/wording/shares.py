"""What the pages of sharing answer: to a code, to a form that came late, to what was done."""

from typing import Final

from tracker.wording.language import N_, Words, _

NOT_OPEN: Final = N_("No open invitation has this code. Please check it, or ask your patient for a new one.")
OWN_INVITE: Final = N_("This is your own invitation. Give the code to your practitioner.")
UNKNOWN: Final = N_("No practitioner has this code. Please check it, or ask them for it again.")
OWN_CODE: Final = N_("This is your own code. Please type that of somebody else.")
ENDED_SINCE: Final = N_(
    "You shared by this form before, and that has ended since. Nothing is shared now. Say yes to share again."
)
CHANGED_MEANWHILE: Final = N_(
    "What they see was changed meanwhile. This is what they would see now. Please say yes again."
)
ENDED_MEANWHILE: Final = N_(
    "You stopped sharing with %(name)s meanwhile. If you say yes now, you share with them again."
)
DONE: Final = Words(
    {
        "stopped": N_("You have stopped sharing. They see nothing of your record from now on."),
        "link_ended": N_("That link has ended. It shows nothing any more, also where it was opened before."),
        "withdrawn": N_("The invitation is withdrawn. Nobody can take it any more."),
    }
)
DAY_TO_COME: Final = N_("Please give a day that has come, or leave this empty to share all of it.")
WRONG_PASSPHRASE: Final = N_("This is not the passphrase of this link. Please check how it is written.")


def passphrase_too_short(least: int) -> str:
    return _("Please give at least %(least)s characters, or leave this empty.", least=least)
