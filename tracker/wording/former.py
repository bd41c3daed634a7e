"""How a share came to its end, in words for the practitioner it was with."""

from tracker.domain.sharing.access_log import Actor
from tracker.domain.sharing.former import ERASED, NARROWED, PAUSED, RESTORED
from tracker.wording.language import N_, _

# Who ended it; the codes are those of who acts in the log of looks, two of an account that is gone or off, one where
# only that it had ended is known, and one of a share that goes on with fewer days.
HOW_ENDED = {
    Actor.PATIENT.value: N_("%(name)s ended the share"),
    Actor.PRACTITIONER.value: N_("You ended the share"),
    Actor.NOBODY.value: N_("The share ended by itself, after the last day that %(name)s had set"),
    ERASED: N_("%(name)s deleted their account"),
    RESTORED: N_("The share ended, and a backup that was brought back since does not say who ended it"),
    NARROWED: N_("%(name)s shows you fewer days than before"),
    PAUSED: N_("The account of %(name)s is switched off for now. Nothing of the record is shown to anybody"),
}


def how_ended(code: str | None, name: str) -> str:
    """Who ended a share with the patient `name`, as a sentence without its full stop.

    `code` is one of `HOW_ENDED`; whatever else, an older record among them, is said to have ended by itself. Raises
    nothing. Source: the app's own rule that both sides of a share can read who ended it.
    """
    return _(HOW_ENDED.get(code or "", HOW_ENDED[Actor.NOBODY.value]), name=name)
