"""Archives: what a practitioner wrote stays theirs when a share ends."""

import sqlalchemy as sa
from alembic import op

from tracker.migrations.making import CODE, FACTS, LINE, MOMENT, Maybe, UUID, belongs, drop, key, table


revision = '0006'
down_revision = '0005'


def upgrade() -> None:
    table('archive',
        belongs('archive', 'practitioner_account_id', 'account'), key('archive', 'practitioner_account_id', 'id'),
        practitioner_account_id=UUID, id=UUID, patient_id=UUID, patient_name=LINE, began_at=MOMENT,
        ended_at=Maybe(MOMENT), ended_by=Maybe(CODE),
    )
    op.create_index('uq_archive_of', 'archive', ['practitioner_account_id', 'patient_id'], unique=True)
    table('archived_writing',
        sa.ForeignKeyConstraint(['practitioner_account_id', 'archive_id'], ['archive.practitioner_account_id', 'archive.id'], name=op.f('fk_archived_writing_practitioner_account_id_archive'), ondelete='CASCADE'),
        key('archived_writing', 'practitioner_account_id', 'archive_id', 'table_name', 'row_id'),
        practitioner_account_id=UUID, archive_id=UUID, table_name=CODE, row_id=UUID, written_at=MOMENT, content=FACTS,
    )


def downgrade() -> None:
    drop('archived_writing')
    drop('archive', 'uq_archive_of')
