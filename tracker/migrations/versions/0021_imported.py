"""Rows say which app they were imported from, and times that no file held are known to be unknown."""

import sqlalchemy as sa
from alembic import op

from tracker.migrations.making import (
    CODE, DAY, FACTS, FLAG, LINE, MOMENT, Maybe, UUID, WHOLE, belongs, belongs_within, between, drop, key, table,
    table_of_record, where,
)


revision = '0021'
down_revision = '0020'
IMPORTED = ('entry', 'treatment_session', 'dose', 'dated_change')
FLAGS = (('entry', 'from_words'), ('treatment_session', 'time_unknown'), ('dose', 'time_unknown'))
WITH_CONTEXT = (*IMPORTED, 'day_context')


def upgrade() -> None:
    for name in IMPORTED:
        op.add_column(name, sa.Column('imported_from', CODE, nullable=True))
        op.add_column(name, sa.Column('import_id', UUID, nullable=True))
    for name, flag in FLAGS:
        op.add_column(name, sa.Column(flag, FLAG, server_default=sa.false(), nullable=False))
    table_of_record('day_context',
        *between('day_context', 0, 200_000, 'steps'), *between('day_context', 0, 1440, 'sleep_minutes'),
        sa.CheckConstraint('steps IS NOT NULL OR sleep_minutes IS NOT NULL', name=op.f('ck_day_context_counted')),
        for_date=DAY, steps=Maybe(WHOLE), sleep_minutes=Maybe(WHOLE), entered_at=MOMENT, imported_from=Maybe(CODE),
        import_id=Maybe(UUID), deleted_at=Maybe(MOMENT),
    )
    op.create_index('uq_day_context_day', 'day_context', ['patient_id', 'for_date'], unique=True, **where('deleted_at IS NULL'))
    for name in WITH_CONTEXT:
        op.create_index(f'ix_{name}_import', name, ['patient_id', 'import_id'], **where('import_id IS NOT NULL'))
    table_of_record('import_run',
        source=CODE, file_name=LINE, at=MOMENT, by_account_id=Maybe(UUID), by_name=LINE, counts=FACTS,
        undone_at=Maybe(MOMENT), deleted_at=Maybe(MOMENT),
    )
    op.create_index('ix_import_run_at', 'import_run', ['patient_id', 'at'])
    table_of_record('import_replaced', belongs_within('import_replaced', 'import_id', 'import_run'),
        import_id=UUID, table_name=CODE, row_id=UUID, before=FACTS, deleted_at=Maybe(MOMENT),
    )
    op.create_index(
        'uq_import_replaced_row', 'import_replaced', ['patient_id', 'import_id', 'table_name', 'row_id'], unique=True
    )
    table('column_mapping', belongs('column_mapping', 'account_id', 'account'), key('column_mapping', 'account_id', 'header'),
        account_id=UUID, header=sa.String(length=64), mapping=FACTS, at=MOMENT,
    )


def downgrade() -> None:
    drop('column_mapping')
    drop('import_replaced', 'uq_import_replaced_row')
    drop('import_run', 'ix_import_run_at')
    for name in WITH_CONTEXT:
        op.drop_index(f'ix_{name}_import', table_name=name)
    drop('day_context', 'uq_day_context_day')
    for name, flag in FLAGS:
        op.drop_column(name, flag)
    for name in IMPORTED:
        op.drop_column(name, 'import_id')
        op.drop_column(name, 'imported_from')
