"""The FHIR bundle of one record, whole or in parts, of the same rows that the files are written of."""

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from tracker.files.fhir.bundle import Whose, bundle_bytes
from tracker.files.fhir.parts import Said, parts
from tracker.reports.queries import files as queries
from tracker.reports.services.files import MAKERS, Source
from tracker.wording import fhir as words


def fhir_bytes(source: Source) -> Iterator[bytes]:
    """The bundle in chunks. Nothing is read before the first is asked for."""
    yield from bundle_bytes(whose_record(source), lambda name: MAKERS[name](source))


def fhir_parts(source: Source, said: Said) -> Iterator[bytes]:
    """The same as bundles of a limited size, each complete in itself; `said` says which of how many one is."""
    yield from parts(whose_record(source), lambda name: MAKERS[name](source), said)


def whose_record(source: Source) -> Whose:
    """Whose record it is, and what a bundle says of itself."""
    patient_id = source.wanted.patient_id
    [account] = source.reader.rows(*queries.account(patient_id))
    return Whose(
        patient_id=str(patient_id),
        name=account.user_name,
        zone=ZoneInfo(account.time_zone),
        said=words.opening(source.shared, licensed=source.snomed_licensed),
        made=source.now,
        snomed_licensed=source.snomed_licensed,
    )
