"""What is said of where an account is reached."""

from typing import Final

from tracker.domain.outbound.answers import Outcome
from tracker.wording.language import N_, Words

DONE: Final = Words(
    {
        "on": N_("Messages reach this browser from now on."),
        "ended": N_("Nothing is sent to that browser any more."),
        "tested": N_("A test is on its way. It comes within a minute, while this browser has a network."),
        "asked": N_("A link is on its way to your address. It can be used once, within a day."),
        "known": N_("This address is confirmed already."),
        "forgotten": N_("Nothing is mailed any more."),
        "resumed": N_("Reminders are mailed again."),
    }
)
NOT_KEPT: Final = N_("Your sign-in here is not kept, so nothing can be sent to this browser.")
NO_ADDRESS: Final = N_("Mail cannot be sent to this address. Please change it first.")
# How the last try went, where it did not go well.
NOT_TAKEN: Final = Words(
    {
        one.value: words
        for one, words in {
            Outcome.REFUSED: N_("its service refused the last message"),
            Outcome.NO_NAME: N_("its service was not found the last time"),
            Outcome.NOT_ALLOWED: N_("this server may not call its service"),
            Outcome.UNREACHABLE: N_("its service could not be reached the last time"),
            Outcome.UNTRUSTED: N_("the certificate of its service could not be trusted"),
            Outcome.TOO_SLOW: N_("its service did not answer in time"),
            Outcome.NO_ANSWER: N_("its service gave no answer that could be read"),
        }.items()
    }
)
