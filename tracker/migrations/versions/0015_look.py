"""How somebody wants the pages to look: theme, size of the text, how dates are written. Until now as the system has it."""

import sqlalchemy as sa
from alembic import op


revision = '0015'
down_revision = '0014'


def upgrade() -> None:
    op.add_column('account', sa.Column('theme', sa.String(length=12), server_default='system', nullable=False))
    op.add_column('account', sa.Column('text_size', sa.String(length=4), server_default='100', nullable=False))
    op.add_column('account', sa.Column('date_format', sa.String(length=12), server_default='day_first', nullable=False))


def downgrade() -> None:
    op.drop_column('account', 'date_format')
    op.drop_column('account', 'text_size')
    op.drop_column('account', 'theme')
