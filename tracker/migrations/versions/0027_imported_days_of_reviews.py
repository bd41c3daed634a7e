"""Reviews keep how many of the days behind their two means were imported."""

import sqlalchemy as sa
from alembic import op


revision = '0027'
down_revision = '0026'


def upgrade() -> None:
    op.add_column('course_review', sa.Column('baseline_imported_days', sa.Integer(), nullable=True))
    op.add_column('course_review', sa.Column('latest_imported_days', sa.Integer(), nullable=True))


def downgrade() -> None:
    op.drop_column('course_review', 'latest_imported_days')
    op.drop_column('course_review', 'baseline_imported_days')
