"""The files that a SMART Health Link holds, made of the record as it stands, within what the link shows."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from tracker.dashboard.services.ranges import own_span
from tracker.files.fhir.document import Document, document_bytes
from tracker.manifests.services.encrypting import encrypted
from tracker.papers.services.blocks import Paper
from tracker.papers.services.report import Asked, report_of
from tracker.papers.services.typeset import Size, pdf_bytes
from tracker.patients.services.scope import Scope, look_through
from tracker.reports.queries import kept as queries
from tracker.reports.services.fhir_bundle import fhir_parts, whose_record
from tracker.reports.services.files import Source
from tracker.reports.services.reading import EngineReader
from tracker.review.services.choosing import choose_course
from tracker.sharing.services.health_links import Opened
from tracker.storage import sqlite
from tracker.storage.base import notes_hidden
from tracker.wording import health_links as words
from tracker.wording.language import to_others

DATA: Final = frozenset({"both", "fhir"})
REPORT: Final = frozenset({"both", "pdf"})
PDF: Final = "application/pdf"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """How files are made: as of when, on which paper, in which language, with which codes."""

    now: datetime
    size: Size
    language: str
    snomed_licensed: bool = False


def files_of(engine: Engine, opened: Opened, wanted: Wanted) -> Iterator[str]:
    """The files of a link, encrypted, one at a time. `papers.services.typeset.NotSet` where there is no report."""
    making = _Making(engine, opened, wanted)
    with to_others():
        if opened.holds in REPORT:  # first: where it cannot be made, nothing else need be
            yield encrypted(making.report(), opened.key, compressed=False)
        if opened.holds in DATA:
            for part in fhir_parts(making.source, words.part_words):
                yield encrypted(part, opened.key, compressed=True)


class _Making:
    """One link, and what is shown through it just now."""

    def __init__(self, engine: Engine, opened: Opened, wanted: Wanted) -> None:
        self._engine, self._opened, self._wanted = engine, opened, wanted
        self._name, self._patient_id, self._terms = opened.owner.user_name, opened.link.patient_id, opened.link.terms
        zone = ZoneInfo(opened.owner.time_zone)
        self._here = wanted.now.astimezone(zone)
        self._scope = Scope(self._patient_id, self._terms, zone)
        self._shared = words.shared_words(self._name, self._terms, opened.last_day, self._here.date())

    @property
    def source(self) -> Source:
        days = queries.Wanted(self._patient_id, self._terms.first_day, self._opened.last_day)
        reader, licensed = EngineReader(self._engine, self._scope), self._wanted.snomed_licensed
        return Source(reader, days, self._wanted.now, self._shared, licensed)

    def report(self) -> bytes:
        """The PDF, as a bundle that holds it."""
        held = Document(
            name="report",
            title=words.label_words(self._name),
            content_type=PDF,
            language=self._wanted.language,
            data=pdf_bytes(self._paper(), self._wanted.size, self._wanted.language, self._wanted.now),
        )
        return document_bytes(whose_record(self.source), held)

    def _paper(self) -> Paper:
        first, today = self._terms.first_day, self._here.date()
        asked = Asked(
            patient_id=self._patient_id,
            name=self._name,
            today=today,
            zone=self._scope.zone,
            span=own_span(None if first is None else min(first, today), self._opened.last_day, today),
            shared_from=first,
            shared=self._shared,
            foot=words.foot_words(self._name, self._here),
        )
        with sqlite.only_reading(), notes_hidden(on=not self._terms.notes), Session(self._engine) as db_session:
            look_through(db_session, self._scope)
            return report_of(db_session, asked, choose_course(db_session, self._patient_id, None, today, None))
