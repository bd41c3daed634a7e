"""What the tables of the versions are made of, said shortly: the kinds of columns, keys, limits, and rows of a record.

Versions are history: what is made here stays as it is, whatever the app says today, and what is new gets a new name.
"""

from typing import Any, Final, NamedTuple

import sqlalchemy as sa
from alembic import op
from sqlalchemy.types import TypeEngine

UUID: Final = sa.Uuid()
MOMENT: Final = sa.DateTime(timezone=True)
DAY: Final = sa.Date()
TIME: Final = sa.Time()
WHOLE: Final = sa.Integer()
BIG: Final = sa.BigInteger()
SCORE: Final = sa.SmallInteger()
MEAN: Final[sa.Double[float]] = sa.Double()
MONEY: Final = sa.Numeric(precision=10, scale=2)
AMOUNT: Final = sa.Numeric(precision=10, scale=3)
FLAG: Final = sa.Boolean()
CODE: Final = sa.String(length=40)
LINE: Final = sa.String(length=200)
WORDS: Final = sa.Text()
FACTS: Final = sa.JSON()
DIGEST: Final = sa.LargeBinary(length=32)


class Maybe(NamedTuple):
    """A column that may hold nothing."""

    kind: TypeEngine[Any]


def column(name: str, kind: TypeEngine[Any] | Maybe) -> sa.Column[Any]:
    """One column; it must hold something, unless it is `Maybe`."""
    if isinstance(kind, Maybe):
        return sa.Column(name, kind.kind, nullable=True)
    return sa.Column(name, kind, nullable=False)


def table(name: str, /, *limits: sa.Constraint, **columns: TypeEngine[Any] | Maybe) -> None:
    """Make a table of these columns, with its key and its other limits."""
    op.create_table(name, *(column(*one) for one in columns.items()), *limits)


def table_of_record(name: str, /, *limits: sa.Constraint, **columns: TypeEngine[Any] | Maybe) -> None:
    """Make a table of rows that belong to a patient's record, and go with it."""
    whose = belongs(name, "patient_id", "patient"), key(name, "patient_id", "id")
    table(name, *limits, *whose, patient_id=UUID, id=UUID, **columns)


def known(name: str, /, **columns: TypeEngine[Any]) -> sa.TableClause:
    """A table as it stands at a version, of which these columns are read or written."""
    return sa.table(name, *(sa.column(*one) for one in columns.items()))


def key(name: str, *columns: str) -> sa.PrimaryKeyConstraint:
    """What tells the rows apart."""
    return sa.PrimaryKeyConstraint(*columns, name=op.f(f"pk_{name}"))


def belongs(name: str, by: str, parent: str) -> sa.ForeignKeyConstraint:
    """A row goes with the row of `parent` that its column names."""
    named = op.f(f"fk_{name}_{by}_{parent}")
    return sa.ForeignKeyConstraint([by], [f"{parent}.id"], name=named, ondelete="CASCADE")


def belongs_within(name: str, by: str, parent: str, ondelete: str | None = "CASCADE") -> sa.ForeignKeyConstraint:
    """The same within one record."""
    named = op.f(f"fk_{name}_patient_id_{by}_{parent}")
    there = [f"{parent}.patient_id", f"{parent}.id"]
    return sa.ForeignKeyConstraint(["patient_id", by], there, name=named, ondelete=ondelete)


def once(name: str, *columns: str) -> sa.UniqueConstraint:
    """No two rows hold the same in these columns."""
    return sa.UniqueConstraint(*columns, name=op.f(f"uq_{name}_{'_'.join(columns)}"))


def between(name: str, low: int, high: int, *columns: str) -> list[sa.CheckConstraint]:
    """Each of these columns holds a whole number within these limits."""
    return [
        sa.CheckConstraint(f"{one} BETWEEN {low} AND {high}", name=op.f(f"ck_{name}_{one}_range")) for one in columns
    ]


def where(condition: str) -> dict[str, sa.TextClause]:
    """For an index over those rows alone, on either engine."""
    return {"sqlite_where": sa.text(condition), "postgresql_where": sa.text(condition)}


def drop(name: str, *indexes: str) -> None:
    """Take these indexes of a table away, and then the table."""
    for index in indexes:
        op.drop_index(index, table_name=name)
    op.drop_table(name)


def keep_events(log: str, *, kept: str, goes: str) -> None:
    """Have a log's events stay as they were written.

    `kept` is when one must not be taken away, as SQLite asks; `goes` when it may, as PostgreSQL asks.
    """
    name, changed, taken = f"{log}_event", f"'{log} events are never changed'", f"'{log} events are never taken away'"
    if op.get_bind().dialect.name == "sqlite":
        op.execute(f"CREATE TRIGGER {name}_kept BEFORE UPDATE ON {name} BEGIN SELECT RAISE(ABORT, {changed}); END")
        op.execute(
            f"CREATE TRIGGER {name}_stays BEFORE DELETE ON {name} WHEN {kept} BEGIN SELECT RAISE(ABORT, {taken}); END"
        )
        return
    op.execute(
        f"CREATE FUNCTION {name}_kept() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        f" IF TG_OP = 'DELETE' AND {goes} THEN RETURN OLD; END IF; RAISE EXCEPTION {changed}; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {name}_kept BEFORE UPDATE OR DELETE ON {name} FOR EACH ROW EXECUTE FUNCTION {name}_kept()"
    )


def drop_events(log: str, *indexes: str) -> None:
    """Take such a log away."""
    drop(f"{log}_event", *indexes)
    if op.get_bind().dialect.name != "sqlite":
        op.execute(f"DROP FUNCTION {log}_event_kept()")
