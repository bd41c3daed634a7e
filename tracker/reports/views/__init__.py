"""Pages of reports: what can be exported, and the files themselves."""

from tracker.reports.views.files import DOWNLOADS, WHOLE, blueprint

__all__ = ["DOWNLOADS", "WHOLE", "blueprint"]
