"""A file of another kind, such as a PDF, as a FHIR bundle that holds it: for those who take FHIR alone.

Source: FHIR R4 (4.0.1), documentreference.html; attachments are held in base64 (RFC 4648, section 4).
"""

from base64 import b64encode
from dataclasses import dataclass

from tracker.files.cells import utc_moment
from tracker.files.fhir.bundle import TAIL, Whose, head, opening
from tracker.files.fhir.codes import concept
from tracker.files.fhir.ids import derived, reference
from tracker.files.fhir.json_parts import fixed, many, obj, text
from tracker.files.fhir.resources import known_as, resource
from tracker.wording import fhir as words


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A file: its name among those of the record, its title, its kind as MIME has it, its language, and its bytes."""

    name: str
    title: str
    content_type: str
    language: str
    data: bytes


def document_bytes(whose: Whose, document: Document) -> bytes:
    """The bundle with the person and a `DocumentReference` that has the file within it."""
    document_id = derived(whose.patient_id, f"document {document.name}")
    made = fixed(utc_moment(whose.made))
    attached = obj(
        contentType=fixed(document.content_type),
        language=fixed(document.language),
        data=fixed(b64encode(document.data).decode()),
        title=text(document.title),
        creation=made,
    )
    held = resource(
        "DocumentReference",
        document_id,
        identifier=known_as(document_id),
        status=fixed("current"),
        docStatus=fixed("final"),
        type=concept("document", document.name, words.DOCUMENTS[document.name]),
        subject=reference(whose.patient_id),
        date=made,
        description=text(document.title),
        content=many([obj(attachment=attached)]),
    )
    entries = ",\n".join((*opening(whose), held))
    return b"".join((head(whose, f"bundle of {document.name}").encode(), entries.encode(), TAIL))
