"""The files of what a practitioner wrote about a former patient: one row for each thing said."""

import json
from collections.abc import Iterator, Sequence
from typing import Final

from tracker.domain.sharing.former import Kept
from tracker.fields import letters
from tracker.files.cells import utc_moment
from tracker.files.columns import File
from tracker.files.rows import Row

WRITTEN: Final = File("what-you-wrote.csv", letters.WRITTEN)


def archived_rows(name: str, kept: Sequence[Kept]) -> Iterator[Row]:
    """The rows in the order given; each names the patient, for a file lies beside those about others."""
    for one in kept:
        for label, text in one.lines:
            yield name, one.at, one.corrected_at, one.title, one.day, one.kind, label, text


def archived_json(name: str, kept: Sequence[Kept]) -> str:
    """The same for programs, under the name of the patient."""
    told = [
        {
            "written_at": utc_moment(one.at),
            "corrected_at": utc_moment(one.corrected_at) or None,
            "what": one.title,
            "session_day": None if one.day is None else one.day.isoformat(),
            "session_kind": one.kind,
            "said": [{"item": label, "text": text} for label, text in one.lines],
        }
        for one in kept
    ]
    return json.dumps({"patient": name, "what_you_wrote": told}, ensure_ascii=False, indent=2) + "\n"
