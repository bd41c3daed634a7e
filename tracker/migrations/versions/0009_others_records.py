"""Whether somebody sees what other practitioners recorded of sessions; empty where nobody was asked, which is no."""

import sqlalchemy as sa
from alembic import op


revision = '0009'
down_revision = '0008'

TABLES = ('share_grant', 'invite', 'share_link')


def upgrade() -> None:
    for table in TABLES:
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.add_column(sa.Column('others_records', sa.Boolean(), nullable=True))


def downgrade() -> None:
    for table in TABLES:
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.drop_column('others_records')
