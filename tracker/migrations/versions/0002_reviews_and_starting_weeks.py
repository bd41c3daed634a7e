"""Reviews of courses, the record of starting weeks, and how an insurer counts visits."""

import sqlalchemy as sa
from alembic import op

from tracker.migrations.making import (
    CODE, DAY, FLAG, LINE, MEAN, MOMENT, Maybe, UUID, WHOLE, WORDS, belongs_within, drop, table_of_record,
)


revision = '0002'
down_revision = '0001'


def upgrade() -> None:
    table_of_record('course_review',
        belongs_within('course_review', 'course_id', 'course'),
        course_id=UUID, held_on=DAY, sessions_done=WHOLE, global_change=Maybe(CODE), decision=CODE, reason=Maybe(WORDS),
        label=CODE, confirmed=FLAG, baseline_leg=Maybe(MEAN), latest_leg=Maybe(MEAN), by_account_id=Maybe(UUID),
        by_name=LINE, entered_at=MOMENT, deleted_at=Maybe(MOMENT),
    )
    op.create_index('ix_course_review_course', 'course_review', ['patient_id', 'course_id', 'held_on'])

    table_of_record('starting_week',
        belongs_within('starting_week', 'course_id', 'course'),
        course_id=UUID, at=MOMENT, by_account_id=Maybe(UUID), first_session_day=DAY, mean=Maybe(MEAN), days=WHOLE,
        first_day=Maybe(DAY), last_day=Maybe(DAY), overlaps=FLAG, deleted_at=Maybe(MOMENT),
    )
    op.create_index('ix_starting_week_course', 'starting_week', ['patient_id', 'course_id', 'at'])

    op.add_column('course', sa.Column('visits_rule', sa.String(length=40), nullable=True))


def downgrade() -> None:
    op.drop_column('course', 'visits_rule')

    drop('starting_week', 'ix_starting_week_course')
    drop('course_review', 'ix_course_review_course')
