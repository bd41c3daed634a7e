"""The faults, a file for each family; `ALL` holds them by name in the order in which they are done."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from scripts.torture.faults import (
    backups,
    clocks,
    compound,
    cut,
    damage,
    database_away,
    disk,
    kill,
    lock,
    long_text,
    many,
    migration,
    pairs,
    slow,
    syncs,
    twice,
    zones,
)
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
        "postgres-restart": database_away.restart,
        "postgres-stopped": database_away.stopped,
        "postgres-network": database_away.network,
        "twice-sqlite": twice.sqlite,
        "twice-postgres": twice.postgres,
        "pairs-sqlite": pairs.sqlite,
        "pairs-postgres": pairs.postgres,
        "pairs-control": pairs.control,
        "cut-sqlite": cut.sqlite,
        "cut-postgres": cut.postgres,
        "slow-bare": slow.bare,
        "slow-nginx": slow.behind_nginx,
        "slow-caddy": slow.behind_caddy,
        "one-account": slow.one_account,
        "long-text": long_text.run_all,
        "migration-sqlite": migration.sqlite,
        "migration-postgres": migration.postgres,
        "clock": clocks.jumps,
        "zones": zones.run_all,
        "read-only": damage.read_only,
        "damaged-pages": damage.pages,
        "damaged-header": damage.header,
        "backup-sqlite": backups.sqlite,
        "backup-postgres": backups.postgres,
        "import-killed": compound.import_killed,
        "import-postgres-restart": compound.import_restart,
        "backup-and-upgrade": compound.backup_and_upgrade,
        "syncs": syncs.run_all,
    }
)
