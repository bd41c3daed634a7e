"""The faults, a file for each family; `ALL` holds them by name in the order in which they are done."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from scripts.torture.faults import disk, kill, lock, many, twice
from scripts.torture.lines import Line
from scripts.torture.run import Run

Fault = Callable[[Run, Line], None]

ALL: Mapping[str, Fault] = MappingProxyType(
    {
        "kill-sqlite": kill.sqlite,
        "kill-control": kill.control,
        "kill-postgres-app": kill.postgres_app,
        "kill-postgres-server": kill.postgres_server,
        "many-sqlite": many.sqlite,
        "many-postgres": many.postgres,
        "lock": lock.run_all,
        "disk-full": disk.full,
        "disk-full-kill": disk.killed,
        "twice-sqlite": twice.sqlite,
        "twice-postgres": twice.postgres,
    }
)
