"""Reminders: what an account wants to be called about, and each call, which is its own claim and log."""

import sqlalchemy as sa
from alembic import op

from tracker.migrations.making import CODE, DAY, FLAG, MOMENT, TIME, UUID, WHOLE, WORDS, Maybe, belongs, drop, key, table


revision = '0033'
down_revision = '0032'


def upgrade() -> None:
    table('reminder_settings', belongs('reminder_settings', 'account_id', 'account'),
        key('reminder_settings', 'account_id'),
        sa.CheckConstraint('after_hours BETWEEN 1 AND 24', name=op.f('ck_reminder_settings_after_hours_range')),
        account_id=UUID, kinds=Maybe(WORDS), channels=Maybe(WORDS), log_at=Maybe(TIME), weekdays=Maybe(WORDS),
        before=CODE, after_hours=WHOLE, next_day_at=Maybe(TIME), medicine_at=Maybe(TIME), medicine_days=Maybe(WORDS),
        later_at=Maybe(TIME), quiet_from=Maybe(TIME), quiet_until=Maybe(TIME), language=CODE, since=MOMENT,
        silenced_on=Maybe(DAY), silenced_at=Maybe(MOMENT),
    )
    op.create_table('reminder_call',
        sa.Column('account_id', UUID, nullable=False), sa.Column('kind', CODE, nullable=False),
        sa.Column('day', DAY, nullable=False), sa.Column('due_at', MOMENT, nullable=False),
        sa.Column('at', MOMENT, nullable=False), sa.Column('tries', WHOLE, nullable=False),
        sa.Column('state', CODE, nullable=False), sa.Column('push', CODE, nullable=True),
        sa.Column('email', CODE, nullable=True),
        sa.Column('rarer', FLAG, server_default=sa.false(), nullable=False),
        belongs('reminder_call', 'account_id', 'account'), key('reminder_call', 'account_id', 'kind', 'day'),
    )
    op.create_index('ix_reminder_call_at', 'reminder_call', ['at'])


def downgrade() -> None:
    drop('reminder_call', 'ix_reminder_call_at')
    drop('reminder_settings')
