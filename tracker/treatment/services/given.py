"""What was given in a session, as far as cautions go: of the patient's side and practitioners' records together."""

from collections.abc import Iterable
from typing import Any

from tracker.domain.points.points import codes_of, parse_points
from tracker.domain.treatment.session_record import SessionRecordFacts
from tracker.wording.cautions_met import Given


def given_in(session: Any, records: Iterable[Any] = ()) -> Given:
    """Of a row with the columns of a session, and of rows with those of its records."""
    every = list(records)
    points = [code for row in (session, *every) for code in codes_of(parse_points(row.points or ""))]
    return Given(
        kind=session.kind,
        points=tuple(dict.fromkeys(points)),
        zones=tuple(session.zones or ()),
        stimulations=tuple(row.stimulation for row in (session, *every) if row.stimulation is not None),
        adjuncts=tuple(dict.fromkeys(code for row in every for code in row.adjuncts or ())),
    )


def given_by(kind: str, facts: SessionRecordFacts) -> Given:
    """Of a record that is being written, in a session of this kind."""
    return Given(
        kind=kind,
        points=codes_of(facts.points),
        stimulations=() if facts.stimulation is None else (facts.stimulation,),
        adjuncts=tuple(facts.adjuncts),
    )
