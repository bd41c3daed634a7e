"""Calendars fetch an account's appointments from addresses of their own."""

from alembic import op

from tracker.migrations.making import (
    CODE, DIGEST, FLAG, LINE, MOMENT, TIME, UUID, WHOLE, Maybe, belongs, drop, key, once, table,
)


revision = '0022'
down_revision = '0021'


def upgrade() -> None:
    table('calendar_feed', belongs('calendar_feed', 'account_id', 'account'), key('calendar_feed', 'id'),
        once('calendar_feed', 'secret_hash'),
        id=UUID, account_id=UUID, secret_hash=DIGEST, label=LINE, of_patients=FLAG, words=FLAG, reviews=FLAG,
        log_at=Maybe(TIME), alarm=CODE, made_at=MOMENT, read_at=Maybe(MOMENT), read_by=Maybe(LINE), reads=WHOLE,
        ended_at=Maybe(MOMENT),
    )
    op.create_index('ix_calendar_feed_account', 'calendar_feed', ['account_id'])


def downgrade() -> None:
    drop('calendar_feed', 'ix_calendar_feed_account')
