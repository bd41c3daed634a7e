"""What is said of webhooks: what they tell of, how a try went, and why one has stopped."""

from typing import Final

from tracker.domain.outbound.answers import Outcome
from tracker.domain.webhooks.event_types import TO_CHOOSE, EventType
from tracker.domain.webhooks.outcomes import State, Stopped
from tracker.wording.language import N_, Words, _

EVENT_TYPES: Final = Words(
    {
        EventType.ENTRY_SAVED.value: N_("A day or a moment was saved"),
        EventType.SESSION_ATTENDED.value: N_("A treatment was noted as done"),
        EventType.WARNING_SIGN_NOTED.value: N_("A warning sign was noted"),
        EventType.SHARE_ENDED.value: N_("Sharing or a link ended"),
        EventType.TEST_SENT.value: N_("A test you asked for"),
    }
)
CHOICES: Final = Words({one.value: EVENT_TYPES.marked[one.value] for one in TO_CHOOSE})
OUTCOMES: Final = Words(
    {
        Outcome.TAKEN.value: N_("taken"),
        Outcome.REFUSED.value: N_("answered with %(status)s"),
        Outcome.GONE.value: N_("answered that it is gone (410)"),
        Outcome.NO_NAME.value: N_("its name was not found"),
        Outcome.NOT_ALLOWED.value: N_("this server may not call where its address leads; ask your host"),
        Outcome.UNREACHABLE.value: N_("no connection"),
        Outcome.UNTRUSTED.value: N_("its certificate could not be trusted"),
        Outcome.TOO_SLOW.value: N_("no answer in time"),
        Outcome.NO_ANSWER.value: N_("what came back was no answer"),
        Outcome.UNREADABLE.value: N_("its key can no longer be read"),
        Outcome.LATE.value: N_("too old by the time it could be sent"),
    }
)
STOPPED: Final = Words(
    {
        Stopped.OWNER.value: N_("Paused by you. Nothing is sent, and nothing is kept for later."),
        Stopped.FAILURES.value: N_(
            "Paused, as it took nothing for three days. Nothing is kept for later until you let it go on."
        ),
        Stopped.GONE.value: N_("Ended, as the receiver answered that it is gone (410). Please add a new one."),
        Stopped.UNREADABLE.value: N_(
            "Ended, as this server has another secret now and cannot read its address. Please add a new one."
        ),
    }
)


def message_words(state: str, outcome: str | None, status: int | None) -> str:
    """Where a message stands: how its last try went, and whether it is tried again."""
    how = None if outcome is None else _(OUTCOMES.marked[outcome], status=status)
    if how is None:
        return _("on its way") if state == State.WAITING.value else _("not sent")
    if state == State.WAITING.value:
        return _("%(how)s, tried again later", how=how)
    return _("%(how)s, given up", how=how) if state == State.GIVEN_UP.value else how
