"""The addresses that give a file in place of a page, and what stands in such a file."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from typing import Final

from tests.papers.reading import tags, text_of
from tests.reports.sheets import sheet_texts

# By the names of the files they give.
ONE_FILE: Final[Mapping[str, Sequence[str]]] = {
    "reports.everything": ("all.zip",),
    "reports.workbook": ("all.xlsx",),
    "reports.bundle": ("all.fhir.json",),
    "papers.report": ("report.pdf",),
    "papers.brief": ("brief.pdf",),
    "papers.letter": ("letter.pdf",),
}


def told(kind: str | None, data: bytes) -> str | None:
    """All that a file of this media type tells; None for text and pages."""
    match kind:
        case "application/zip":
            with zipfile.ZipFile(io.BytesIO(data)) as files:
                return "".join(f"\n== {name}\n{files.read(name).decode()}" for name in files.namelist())
        case "application/pdf":
            return text_of(data) + "".join(alternative for _kind, alternative in tags(data))
        case "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet":
            return "".join(f"\n== {name}\n{text}" for name, text in sheet_texts(data).items())
        case _:
            return None
