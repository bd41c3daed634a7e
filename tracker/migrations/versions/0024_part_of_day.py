"""Moments say that only a part of their day is known, as other apps write it, and no hour."""

import sqlalchemy as sa
from alembic import op

from tracker.migrations.making import FLAG


revision = '0024'
down_revision = '0023'


def upgrade() -> None:
    op.add_column('entry', sa.Column('time_unknown', FLAG, server_default=sa.false(), nullable=False))


def downgrade() -> None:
    op.drop_column('entry', 'time_unknown')
