"""No two changes of a row have one number; where two had, they are numbered in the order they were made."""

import sqlalchemy as sa
from alembic import op

from tracker.migrations.making import CODE, MOMENT, UUID, WHOLE, known


revision = '0012'
down_revision = '0011'

ROW = ('patient_id', 'table_name', 'row_id', 'number')
changes = known('revision', patient_id=UUID, id=UUID, table_name=CODE, row_id=UUID, number=WHOLE, at=MOMENT)


def upgrade() -> None:
    _number_anew(op.get_bind())
    op.drop_index('ix_revision_row', table_name='revision')
    op.create_index('uq_revision_row', 'revision', ROW, unique=True)


def downgrade() -> None:
    op.drop_index('uq_revision_row', table_name='revision')
    op.create_index('ix_revision_row', 'revision', ROW, unique=False)


def _number_anew(connection: sa.Connection) -> None:
    """Of every row with a number that was given twice."""
    row = (changes.c.patient_id, changes.c.table_name, changes.c.row_id)
    doubled = sa.select(*row).group_by(*row).having(sa.func.count() > sa.func.count(changes.c.number.distinct()))
    for patient_id, table_name, row_id in connection.execute(doubled).all():
        of_row = (
            changes.c.patient_id == patient_id, changes.c.table_name == table_name, changes.c.row_id == row_id
        )
        in_order = sa.select(changes.c.id).where(*of_row).order_by(changes.c.number, changes.c.at, changes.c.id)
        for number, one in enumerate(connection.execute(in_order).scalars().all(), start=1):
            renumbered = sa.update(changes).where(changes.c.patient_id == patient_id, changes.c.id == one)
            connection.execute(renumbered.values(number=number))
