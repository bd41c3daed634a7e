"""Answers to warning signs, and reviews that practitioners suggest.

Revision ID: 0008
Revises: 0007
"""

import sqlalchemy as sa
from alembic import op


revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('flag_answer',
    sa.Column('patient_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('last_on', sa.Date(), nullable=False),
    sa.Column('flags', sa.JSON(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('by_account_id', sa.Uuid(), nullable=False),
    sa.Column('by_name', sa.String(length=200), nullable=False),
    sa.Column('answered_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('deleted_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['patient_id'], ['patient.id'], name=op.f('fk_flag_answer_patient_id_patient'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('patient_id', 'id', name=op.f('pk_flag_answer'))
    )
    op.create_index('ix_flag_answer_day', 'flag_answer', ['patient_id', 'last_on'], unique=False)
    op.create_table('review_request',
    sa.Column('patient_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('course_id', sa.Uuid(), nullable=False),
    sa.Column('by_account_id', sa.Uuid(), nullable=False),
    sa.Column('by_name', sa.String(length=200), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('state', sa.String(length=40), nullable=False),
    sa.Column('decided_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('deleted_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['patient_id', 'course_id'], ['course.patient_id', 'course.id'], name=op.f('fk_review_request_patient_id_course'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['patient_id'], ['patient.id'], name=op.f('fk_review_request_patient_id_patient'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('patient_id', 'id', name=op.f('pk_review_request'))
    )
    op.create_index('ix_review_request_course', 'review_request', ['patient_id', 'course_id', 'made_at'], unique=False)
    with op.batch_alter_table('standing', schema=None) as batch_op:
        batch_op.add_column(sa.Column('flag_answered_on', sa.Date(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('standing', schema=None) as batch_op:
        batch_op.drop_column('flag_answered_on')
    op.drop_index('ix_review_request_course', table_name='review_request')
    op.drop_table('review_request')
    op.drop_index('ix_flag_answer_day', table_name='flag_answer')
    op.drop_table('flag_answer')
