"""An empty record in a database in memory, for papers without the web."""

from tests.reports.conftest import db_session, rosa

__all__ = ["db_session", "rosa"]
