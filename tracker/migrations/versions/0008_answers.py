"""Answers to warning signs, and reviews that practitioners suggest."""

import sqlalchemy as sa
from alembic import op

from tracker.migrations.making import CODE, DAY, FACTS, LINE, MOMENT, Maybe, UUID, WORDS, drop, table_of_record


revision = '0008'
down_revision = '0007'


def upgrade() -> None:
    table_of_record('flag_answer',
        last_on=DAY, flags=FACTS, text=WORDS, by_account_id=UUID, by_name=LINE, answered_at=MOMENT,
        deleted_at=Maybe(MOMENT),
    )
    op.create_index('ix_flag_answer_day', 'flag_answer', ['patient_id', 'last_on'], unique=False)
    table_of_record('review_request',
        sa.ForeignKeyConstraint(['patient_id', 'course_id'], ['course.patient_id', 'course.id'], name=op.f('fk_review_request_patient_id_course'), ondelete='CASCADE'),
        course_id=UUID, by_account_id=UUID, by_name=LINE, made_at=MOMENT, state=CODE, decided_at=Maybe(MOMENT),
        deleted_at=Maybe(MOMENT),
    )
    op.create_index('ix_review_request_course', 'review_request', ['patient_id', 'course_id', 'made_at'], unique=False)
    with op.batch_alter_table('standing', schema=None) as batch_op:
        batch_op.add_column(sa.Column('flag_answered_on', sa.Date(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('standing', schema=None) as batch_op:
        batch_op.drop_column('flag_answered_on')
    drop('review_request', 'ix_review_request_course')
    drop('flag_answer', 'ix_flag_answer_day')
