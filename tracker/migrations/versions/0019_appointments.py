"""Appointments are found by an index over them alone, however many sessions a record holds."""

from alembic import op

from tracker.migrations.making import where


revision = '0019'
down_revision = '0018'
NAME, TABLE = 'ix_treatment_session_planned', 'treatment_session'


def upgrade() -> None:
    op.create_index(NAME, TABLE, ['patient_id', 'started_at'], **where("status = 'planned' AND deleted_at IS NULL"))


def downgrade() -> None:
    op.drop_index(NAME, table_name=TABLE)
