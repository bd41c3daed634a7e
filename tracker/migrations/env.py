"""Hands Alembic the open, locked and guarded connection of `operations.schema`; there is no other way to migrate."""

from typing import Any, Literal

from alembic import context
from sqlalchemy.types import TypeDecorator

from tracker.operations.models import metadata


def _render(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """Write our own column types as what they are in the database, so that old migrations outlive them."""
    return f"sa.{item.impl_instance!r}" if kind == "type" and isinstance(item, TypeDecorator) else False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    render_item=_render,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
