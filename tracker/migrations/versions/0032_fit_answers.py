"""What whoever considers acupuncture answered, by day."""

import sqlalchemy as sa
from alembic import op

from tracker.migrations.making import CODE, DAY, MOMENT, MONEY, WORDS, Maybe, drop, table_of_record


revision = '0032'
down_revision = '0027'
LIVE = sa.text('deleted_at IS NULL')


def upgrade() -> None:
    table_of_record(
        'fit_answers',
        for_date=DAY,
        duration=Maybe(CODE),
        side=Maybe(CODE),
        cause_told=Maybe(CODE),
        tried=Maybe(WORDS),
        cautions=Maybe(WORDS),
        medicine=Maybe(WORDS),
        matters_most=Maybe(CODE),
        session_cost=Maybe(MONEY),
        entered_at=MOMENT,
        deleted_at=Maybe(MOMENT),
    )
    op.add_column('fit_answers', sa.Column('in_brief', sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_index(
        'uq_fit_answers_day',
        'fit_answers',
        ['patient_id', 'for_date'],
        unique=True,
        sqlite_where=LIVE,
        postgresql_where=LIVE,
    )


def downgrade() -> None:
    op.drop_index('uq_fit_answers_day', table_name='fit_answers')
    drop('fit_answers')
