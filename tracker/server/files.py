"""How many files the process may have open: a connection is one, and its body and its answer may be one each."""

import logging
import resource
from contextlib import suppress
from typing import Final

FILES_OF_A_CONNECTION: Final = 3
OTHER_FILES: Final = 300
FEWEST: Final = 50
log = logging.getLogger("tracker")


def room_for_connections(wanted: int) -> int:
    """Raise the limit to what so many connections need, as far as the machine lets us; gives how many there may be."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    needed = wanted * FILES_OF_A_CONNECTION + OTHER_FILES
    if soft == resource.RLIM_INFINITY or soft >= needed:
        return wanted
    allowed = needed if hard == resource.RLIM_INFINITY else min(hard, needed)
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (allowed, hard))
        soft = allowed
    room = min(wanted, max(FEWEST, (soft - OTHER_FILES) // FILES_OF_A_CONNECTION))
    if room < wanted:
        log.warning("server.few_files allowed=%d needed=%d connections=%d", soft, needed, room)
    return room
