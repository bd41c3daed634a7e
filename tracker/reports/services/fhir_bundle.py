"""The FHIR bundle of one record, of the same rows that the files are written of."""

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from tracker.files.fhir.bundle import Whose, bundle_bytes
from tracker.reports.queries import files as queries
from tracker.reports.services.files import MAKERS, Source
from tracker.wording import fhir as words


def fhir_bytes(source: Source) -> Iterator[bytes]:
    """The bundle in chunks. Nothing is read before the first is asked for."""
    patient_id = source.wanted.patient_id
    [account] = source.reader.rows(queries.account(patient_id))
    whose = Whose(
        patient_id=str(patient_id),
        name=account.user_name,
        zone=ZoneInfo(account.time_zone),
        said=words.opening(source.shared),
        made=source.now,
    )
    yield from bundle_bytes(whose, lambda name: MAKERS[name](source))
