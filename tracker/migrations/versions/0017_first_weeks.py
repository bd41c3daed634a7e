"""Set-up became cards over the first two weeks: which of them are put away, in place of when set-up was done."""

import sqlalchemy as sa
from alembic import op

from tracker.migrations.making import MOMENT


revision = '0017'
down_revision = '0016'


def upgrade() -> None:
    op.add_column('patient', sa.Column('cards_settled', sa.Text(), nullable=True))
    op.drop_column('patient', 'set_up_at')


def downgrade() -> None:
    op.add_column('patient', sa.Column('set_up_at', MOMENT, nullable=True))
    op.drop_column('patient', 'cards_settled')
