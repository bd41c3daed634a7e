"""Programs come with tokens of their own, and what one of them changed says so."""

import sqlalchemy as sa
from alembic import op

from tracker.migrations.making import CODE, DAY, DIGEST, LINE, MOMENT, UUID, WHOLE, Maybe, belongs, drop, key, once, table


revision = '0026'
down_revision = '0025'


def upgrade() -> None:
    table('program_token', belongs('program_token', 'account_id', 'account'), key('program_token', 'id'),
        once('program_token', 'secret_hash'),
        id=UUID, account_id=UUID, secret_hash=DIGEST, name=LINE, scope=CODE, stamp=WHOLE, made_at=MOMENT,
        last_day=DAY, used_at=Maybe(MOMENT), used_by=Maybe(LINE), ended_at=Maybe(MOMENT),
    )
    op.create_index('ix_program_token_account', 'program_token', ['account_id'])
    op.add_column('revision', sa.Column('through', LINE, nullable=True))
    op.add_column('patient', sa.Column('brought_at', MOMENT, nullable=True))


def downgrade() -> None:
    op.drop_column('patient', 'brought_at')
    op.drop_column('revision', 'through')
    drop('program_token', 'ix_program_token_account')
