"""In which week a day of a column lies, said in SQL of both engines."""

from typing import Any

from sqlalchemy import Date, Integer, cast, func
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

DAYS_IN_WEEK = 7


class days_after(FunctionElement[int]):  # noqa: N801 - used as SQLAlchemy's own functions are
    """How many days the day of a column, given first, lies after another, which is none that comes later."""

    type = Integer()
    inherit_cache = True


class weeks_after(FunctionElement[int]):  # noqa: N801 - the same
    """How many whole weeks it does."""

    type = Integer()
    inherit_cache = True


def _between(element: FunctionElement[int], compiler: SQLCompiler, **how: Any) -> str:
    day, begin = element.clauses
    if compiler.dialect.name == "sqlite":  # which keeps days as texts
        return compiler.process(cast(func.julianday(day) - func.julianday(begin), Integer), **how)
    return f"({compiler.process(day - cast(begin, Date), **how)})"


@compiles(days_after)
def _days(element: days_after, compiler: SQLCompiler, **how: Any) -> str:
    return _between(element, compiler, **how)


@compiles(weeks_after)
def _weeks(element: weeks_after, compiler: SQLCompiler, **how: Any) -> str:
    return f"{_between(element, compiler, **how)} / {DAYS_IN_WEEK}"
