"""Exports a record as files and reads such files back."""

from tracker.reports.services.exporting import export_to_folder, file_bytes
from tracker.reports.services.files import Source
from tracker.reports.services.importing import ImportFault, ImportResult, import_folder
from tracker.reports.services.reading import EngineReader, SessionReader

__all__ = [
    "EngineReader",
    "ImportFault",
    "ImportResult",
    "SessionReader",
    "Source",
    "export_to_folder",
    "file_bytes",
    "import_folder",
]
