"""What is said of what waits on a device, and of what is kept there to be read."""

from datetime import datetime

from tracker.wording import formats
from tracker.wording.language import _


def next_visit(kind: str, at: datetime) -> str:
    """The next appointment, in a line."""
    return _("%(kind)s: %(day)s, %(time)s", kind=kind, day=formats.day(at.date()), time=formats.clock(at))
