"""What letters of points a person meant before, and in which order their readings are offered next time."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.domain.points.codes import Hints
from tracker.domain.points.prefixes import languages_of
from tracker.patients.models import Patient
from tracker.treatment.models import PointLetters

LANGUAGE_LENGTH: Final = 2
OF_THE_APP: Final = "en"


def key_of(practitioner: str | None) -> str:
    """By what a practitioner's name is remembered; blank for one who writes the record themselves."""
    return " ".join((practitioner or "").split()).casefold()[:120]


def hints_for(
    db_session: Session,
    account_id: UUID,
    practitioner: str | None,
    country: str | None,
    browser: Sequence[str],
) -> Hints:
    """What decides the order: earlier answers, the writer's own country, the record's `country`, the browser.

    Two queries.
    """
    query = select(PointLetters.letters, PointLetters.line).where(
        PointLetters.account_id == account_id, PointLetters.practitioner == key_of(practitioner)
    )
    chosen: dict[str, str] = {row.letters: row.line for row in db_session.execute(query)}
    own = db_session.execute(select(Patient.country).where(Patient.account_id == account_id)).scalar()
    spoken = [language[:LANGUAGE_LENGTH].casefold() for language in browser]
    languages = dict.fromkeys([*languages_of(own), *languages_of(country), *spoken, OF_THE_APP])
    return Hints(tuple(languages), chosen)


def remember(
    db_session: Session, account_id: UUID, practitioner: str | None, lines: Mapping[str, str], now: datetime
) -> None:
    """Keep the answers; the newest for the same letters counts."""
    for letters, line in lines.items():
        db_session.merge(
            PointLetters(
                account_id=account_id, practitioner=key_of(practitioner), letters=letters[:40], line=line, at=now
            )
        )
