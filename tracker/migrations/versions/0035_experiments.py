"""Experiments on oneself: the plan, the coins that were tossed for it, and the day on which it was stopped."""

import sqlalchemy as sa
from alembic import op

from tracker.migrations.making import CODE, DAY, MOMENT, WHOLE, WORDS, Maybe, between, drop, table_of_record


revision = '0035'
down_revision = '0034'


def upgrade() -> None:
    table_of_record('experiment',
        *between('experiment', 1, 720, 'arm_a_minutes', 'arm_b_minutes'),
        *between('experiment', 2, 7, 'block_days'),
        *between('experiment', 3, 8, 'pairs_planned'),
        sa.CheckConstraint('length(coins) = pairs_planned', name=op.f('ck_experiment_tossed')),
        arm_a_kind=CODE, arm_a_minutes=Maybe(WHOLE), arm_a_words=Maybe(WORDS),
        arm_b_kind=CODE, arm_b_minutes=Maybe(WHOLE), arm_b_words=Maybe(WORDS),
        outcome=CODE, block_days=WHOLE, pairs_planned=WHOLE, coins=CODE,
        started_on=DAY, stopped_on=Maybe(DAY), entered_at=MOMENT, deleted_at=Maybe(MOMENT),
    )
    op.create_index('ix_experiment_day', 'experiment', ['patient_id', 'started_on'])


def downgrade() -> None:
    drop('experiment', 'ix_experiment_day')
