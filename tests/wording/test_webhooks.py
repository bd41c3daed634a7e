"""What is said of a message on its way."""

import pytest

from tracker.domain.outbound.answers import Outcome
from tracker.domain.webhooks.event_types import EventType
from tracker.domain.webhooks.outcomes import State, Stopped
from tracker.wording.webhooks import CHOICES, EVENT_TYPES, OUTCOMES, STOPPED, message_words


@pytest.mark.parametrize(
    ("state", "outcome", "status", "words"),
    [
        (State.WAITING, None, None, "on its way"),
        (State.WAITING, Outcome.TOO_SLOW, None, "no answer in time, tried again later"),
        (State.WAITING, Outcome.REFUSED, 500, "answered with 500, tried again later"),
        (State.TAKEN, Outcome.TAKEN, 204, "taken"),
        (State.GIVEN_UP, None, None, "not sent"),
        (State.GIVEN_UP, Outcome.UNREACHABLE, None, "no connection, given up"),
    ],
)
def test_where_a_message_stands(state: State, outcome: Outcome | None, status: int | None, words: str) -> None:
    assert message_words(state.value, None if outcome is None else outcome.value, status) == words


def test_every_code_has_words() -> None:
    assert set(EVENT_TYPES) == {one.value for one in EventType}
    assert set(CHOICES) == set(EVENT_TYPES) - {EventType.TEST_SENT.value}
    assert set(OUTCOMES) == {one.value for one in Outcome}
    assert set(STOPPED) == {one.value for one in Stopped}
