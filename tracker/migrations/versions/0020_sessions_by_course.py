"""Sessions of courses are found by course, all others by time: each in an index over them alone."""

from alembic import op

from tracker.migrations.making import where


revision = '0020'
down_revision = '0019'
TABLE = 'treatment_session'
BOTH, COURSES, OTHERS = (f'ix_treatment_session_{name}' for name in ('course', 'of_course', 'of_none'))


def upgrade() -> None:
    op.drop_index(BOTH, table_name=TABLE)
    op.create_index(COURSES, TABLE, ['patient_id', 'course_id', 'started_at'], **where('course_id IS NOT NULL'))
    op.create_index(OTHERS, TABLE, ['patient_id', 'started_at'], **where('course_id IS NULL'))


def downgrade() -> None:
    op.drop_index(OTHERS, table_name=TABLE)
    op.drop_index(COURSES, table_name=TABLE)
    op.create_index(BOTH, TABLE, ['patient_id', 'course_id', 'started_at'])
