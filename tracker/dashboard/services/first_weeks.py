"""The card of the first weeks that Today shows."""

from uuid import UUID

from sqlalchemy.orm import Session

from tracker.dashboard.queries import first_weeks as queries
from tracker.domain.accounts.first_weeks import card_of, has_cards
from tracker.storage.rows import one_of


def read_card(db_session: Session, patient_id: UUID, day: int, put_away: tuple[str, ...]) -> str | None:
    """The card of `day`, counted from 0, the day on which the record was made; one query while there are cards."""
    if not has_cards(day):
        return None
    answered = one_of(db_session, *queries.answered(patient_id))
    return card_of(day, {*put_away, *(card for card, known in answered._asdict().items() if known)})
