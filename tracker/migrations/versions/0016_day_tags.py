"""A patient's own short words on a day."""

import sqlalchemy as sa
from alembic import op

from tracker.migrations.making import DAY, MOMENT, WORDS, Maybe, drop, table_of_record


revision = '0016'
down_revision = '0015'
LIVE = sa.text('deleted_at IS NULL')


def upgrade() -> None:
    table_of_record('day_tags', for_date=DAY, tags=Maybe(WORDS), entered_at=MOMENT, deleted_at=Maybe(MOMENT))
    op.create_index(
        'uq_day_tags_day', 'day_tags', ['patient_id', 'for_date'], unique=True, sqlite_where=LIVE, postgresql_where=LIVE
    )


def downgrade() -> None:
    op.drop_index('uq_day_tags_day', table_name='day_tags')
    drop('day_tags')
