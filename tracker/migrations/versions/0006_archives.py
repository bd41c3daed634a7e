"""Archives: what a practitioner wrote stays theirs when a share ends.

Revision ID: 0006
Revises: 0005
"""

import sqlalchemy as sa
from alembic import op


revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('archive',
    sa.Column('practitioner_account_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('patient_id', sa.Uuid(), nullable=False),
    sa.Column('patient_name', sa.String(length=200), nullable=False),
    sa.Column('began_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('ended_by', sa.String(length=40), nullable=True),
    sa.ForeignKeyConstraint(['practitioner_account_id'], ['account.id'], name=op.f('fk_archive_practitioner_account_id_account'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('practitioner_account_id', 'id', name=op.f('pk_archive'))
    )
    op.create_index('uq_archive_of', 'archive', ['practitioner_account_id', 'patient_id'], unique=True)
    op.create_table('archived_writing',
    sa.Column('practitioner_account_id', sa.Uuid(), nullable=False),
    sa.Column('archive_id', sa.Uuid(), nullable=False),
    sa.Column('table_name', sa.String(length=40), nullable=False),
    sa.Column('row_id', sa.Uuid(), nullable=False),
    sa.Column('written_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('content', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['practitioner_account_id', 'archive_id'], ['archive.practitioner_account_id', 'archive.id'], name=op.f('fk_archived_writing_practitioner_account_id_archive'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('practitioner_account_id', 'archive_id', 'table_name', 'row_id', name=op.f('pk_archived_writing'))
    )


def downgrade() -> None:
    op.drop_table('archived_writing')
    op.drop_index('uq_archive_of', table_name='archive')
    op.drop_table('archive')
