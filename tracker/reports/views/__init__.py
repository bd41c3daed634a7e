"""Pages of reports: what can be exported, the files themselves, and a letter to print."""

from tracker.reports.views.files import DOWNLOADS, WHOLE, blueprint

__all__ = ["DOWNLOADS", "WHOLE", "blueprint"]
