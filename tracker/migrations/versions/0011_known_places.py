"""An index by which it is found whether an account was signed in from a network before."""

from alembic import op


revision = '0011'
down_revision = '0010'


def upgrade() -> None:
    op.create_index('ix_security_event_place', 'security_event', ['subject_id', 'act', 'address'], unique=False)


def downgrade() -> None:
    op.drop_index('ix_security_event_place', table_name='security_event')
