"""Reviews of courses, the record of starting weeks, and how an insurer counts visits.

Revision ID: 0002
Revises: 0001
"""

import sqlalchemy as sa
from alembic import op


revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('course_review',
    sa.Column('patient_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('course_id', sa.Uuid(), nullable=False),
    sa.Column('held_on', sa.Date(), nullable=False),
    sa.Column('sessions_done', sa.Integer(), nullable=False),
    sa.Column('global_change', sa.String(length=40), nullable=True),
    sa.Column('decision', sa.String(length=40), nullable=False),
    sa.Column('reason', sa.Text(), nullable=True),
    sa.Column('label', sa.String(length=40), nullable=False),
    sa.Column('confirmed', sa.Boolean(), nullable=False),
    sa.Column('baseline_leg', sa.Double(), nullable=True),
    sa.Column('latest_leg', sa.Double(), nullable=True),
    sa.Column('by_account_id', sa.Uuid(), nullable=True),
    sa.Column('by_name', sa.String(length=200), nullable=False),
    sa.Column('entered_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('deleted_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['patient_id', 'course_id'], ['course.patient_id', 'course.id'], name=op.f('fk_course_review_patient_id_course_id_course'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['patient_id'], ['patient.id'], name=op.f('fk_course_review_patient_id_patient'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('patient_id', 'id', name=op.f('pk_course_review'))
    )
    op.create_index('ix_course_review_course', 'course_review', ['patient_id', 'course_id', 'held_on'])

    op.create_table('starting_week',
    sa.Column('patient_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('course_id', sa.Uuid(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('by_account_id', sa.Uuid(), nullable=True),
    sa.Column('first_session_day', sa.Date(), nullable=False),
    sa.Column('mean', sa.Double(), nullable=True),
    sa.Column('days', sa.Integer(), nullable=False),
    sa.Column('first_day', sa.Date(), nullable=True),
    sa.Column('last_day', sa.Date(), nullable=True),
    sa.Column('overlaps', sa.Boolean(), nullable=False),
    sa.Column('deleted_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['patient_id', 'course_id'], ['course.patient_id', 'course.id'], name=op.f('fk_starting_week_patient_id_course_id_course'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['patient_id'], ['patient.id'], name=op.f('fk_starting_week_patient_id_patient'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('patient_id', 'id', name=op.f('pk_starting_week'))
    )
    op.create_index('ix_starting_week_course', 'starting_week', ['patient_id', 'course_id', 'at'])

    op.add_column('course', sa.Column('visits_rule', sa.String(length=40), nullable=True))


def downgrade() -> None:
    op.drop_column('course', 'visits_rule')

    op.drop_index('ix_starting_week_course', table_name='starting_week')

    op.drop_table('starting_week')
    op.drop_index('ix_course_review_course', table_name='course_review')

    op.drop_table('course_review')