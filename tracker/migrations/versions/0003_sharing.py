"""Sharing: practitioners, grants, share links, the log of every look, and what is written back.

Revision ID: 0003
Revises: 0002
"""

import sqlalchemy as sa
from alembic import op


revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None


# What is written in the log of looks stays as it was; it goes only with the record it is about.
SQLITE_TRIGGERS = (
    "CREATE TRIGGER access_event_kept BEFORE UPDATE ON access_event"
    " BEGIN SELECT RAISE(ABORT, 'access events are never changed'); END",
    "CREATE TRIGGER access_event_stays BEFORE DELETE ON access_event"
    " WHEN EXISTS (SELECT 1 FROM patient WHERE id = OLD.patient_id)"
    " BEGIN SELECT RAISE(ABORT, 'access events are never taken away'); END",
)
POSTGRES_TRIGGERS = (
    "CREATE FUNCTION access_event_kept() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
    " IF TG_OP = 'DELETE' AND NOT EXISTS (SELECT 1 FROM patient WHERE id = OLD.patient_id) THEN RETURN OLD; END IF;"
    " RAISE EXCEPTION 'access events are never changed'; END $$",
    "CREATE TRIGGER access_event_kept BEFORE UPDATE OR DELETE ON access_event"
    " FOR EACH ROW EXECUTE FUNCTION access_event_kept()",
)


def _keep_access_events() -> None:
    sqlite = op.get_bind().dialect.name == "sqlite"
    for statement in SQLITE_TRIGGERS if sqlite else POSTGRES_TRIGGERS:
        op.execute(statement)


def upgrade() -> None:
    op.create_table('practitioner_profile',
    sa.Column('account_id', sa.Uuid(), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('kind', sa.String(length=40), nullable=False),
    sa.Column('licence_body', sa.String(length=200), nullable=True),
    sa.Column('licence_number', sa.String(length=200), nullable=True),
    sa.Column('certification', sa.String(length=200), nullable=True),
    sa.Column('years', sa.Integer(), nullable=True),
    sa.Column('clinic', sa.String(length=200), nullable=True),
    sa.Column('working_hours', sa.Text(), nullable=True),
    sa.Column('code', sa.String(length=20), nullable=True),
    sa.Column('changed_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('years BETWEEN 0 AND 70', name=op.f('ck_practitioner_profile_years_range')),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_practitioner_profile_account_id_account'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('account_id', name=op.f('pk_practitioner_profile')),
    sa.UniqueConstraint('code', name=op.f('uq_practitioner_profile_code'))
    )
    op.create_table('access_event',
    sa.Column('patient_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('actor', sa.String(length=40), nullable=False),
    sa.Column('account_id', sa.Uuid(), nullable=True),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('share_id', sa.Uuid(), nullable=True),
    sa.Column('act', sa.String(length=40), nullable=False),
    sa.Column('page', sa.String(length=200), nullable=True),
    sa.Column('detail', sa.String(length=200), nullable=True),
    sa.Column('digest', sa.LargeBinary(length=32), nullable=False),
    sa.ForeignKeyConstraint(['patient_id'], ['patient.id'], name=op.f('fk_access_event_patient_id_patient'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('patient_id', 'id', name=op.f('pk_access_event'))
    )
    op.create_index('ix_access_event_page', 'access_event', ['patient_id', 'account_id', 'page', 'at'])
    op.create_index('uq_access_event_number', 'access_event', ['patient_id', 'number'], unique=True)

    op.create_table('invite',
    sa.Column('patient_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('code_hash', sa.LargeBinary(length=32), nullable=False),
    sa.Column('notes', sa.Boolean(), nullable=False),
    sa.Column('may_record', sa.Boolean(), nullable=False),
    sa.Column('first_day', sa.Date(), nullable=True),
    sa.Column('last_day', sa.Date(), nullable=True),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('taken_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('grant_id', sa.Uuid(), nullable=True),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['patient_id'], ['patient.id'], name=op.f('fk_invite_patient_id_patient'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('patient_id', 'id', name=op.f('pk_invite')),
    sa.UniqueConstraint('code_hash', name=op.f('uq_invite_code_hash'))
    )
    op.create_table('question',
    sa.Column('patient_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('written_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('done_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('deleted_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['patient_id'], ['patient.id'], name=op.f('fk_question_patient_id_patient'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('patient_id', 'id', name=op.f('pk_question'))
    )
    op.create_index('ix_question_written', 'question', ['patient_id', 'written_at'])

    op.create_table('review_note',
    sa.Column('patient_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('by_account_id', sa.Uuid(), nullable=False),
    sa.Column('by_name', sa.String(length=200), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('written_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('corrected_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('read_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('answer', sa.Text(), nullable=True),
    sa.Column('answered_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('deleted_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['patient_id'], ['patient.id'], name=op.f('fk_review_note_patient_id_patient'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('patient_id', 'id', name=op.f('pk_review_note'))
    )
    op.create_index('ix_review_note_written', 'review_note', ['patient_id', 'written_at'])

    op.create_table('share_grant',
    sa.Column('patient_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('practitioner_account_id', sa.Uuid(), nullable=False),
    sa.Column('notes', sa.Boolean(), nullable=False),
    sa.Column('may_record', sa.Boolean(), nullable=False),
    sa.Column('first_day', sa.Date(), nullable=True),
    sa.Column('last_day', sa.Date(), nullable=True),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('changed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('ended_by', sa.String(length=40), nullable=True),
    sa.ForeignKeyConstraint(['patient_id'], ['patient.id'], name=op.f('fk_share_grant_patient_id_patient'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['practitioner_account_id'], ['account.id'], name=op.f('fk_share_grant_practitioner_account_id_account'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('patient_id', 'id', name=op.f('pk_share_grant'))
    )
    op.create_index('ix_share_grant_practitioner', 'share_grant', ['practitioner_account_id', 'patient_id'])
    op.create_index('uq_share_grant_live', 'share_grant', ['patient_id', 'practitioner_account_id'], unique=True, sqlite_where=sa.text('ended_at IS NULL'), postgresql_where=sa.text('ended_at IS NULL'))

    op.create_table('share_link',
    sa.Column('patient_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('secret_hash', sa.LargeBinary(length=32), nullable=False),
    sa.Column('label', sa.String(length=200), nullable=False),
    sa.Column('passphrase_hash', sa.String(length=200), nullable=True),
    sa.Column('notes', sa.Boolean(), nullable=False),
    sa.Column('first_day', sa.Date(), nullable=True),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ends_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('ended_by', sa.String(length=40), nullable=True),
    sa.ForeignKeyConstraint(['patient_id'], ['patient.id'], name=op.f('fk_share_link_patient_id_patient'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('patient_id', 'id', name=op.f('pk_share_link')),
    sa.UniqueConstraint('secret_hash', name=op.f('uq_share_link_secret_hash'))
    )
    op.create_table('standing',
    sa.Column('patient_id', sa.Uuid(), nullable=False),
    sa.Column('rules', sa.Integer(), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('last_entry_on', sa.Date(), nullable=True),
    sa.Column('last_leg', sa.Double(), nullable=True),
    sa.Column('flare_on', sa.Date(), nullable=True),
    sa.Column('warned_on', sa.Date(), nullable=True),
    sa.Column('warning_signs', sa.Text(), nullable=True),
    sa.Column('cautions', sa.Text(), nullable=True),
    sa.Column('course_id', sa.Uuid(), nullable=True),
    sa.Column('course_kind', sa.String(length=40), nullable=True),
    sa.Column('course_started_on', sa.Date(), nullable=True),
    sa.Column('course_first_day', sa.Date(), nullable=True),
    sa.Column('phase', sa.String(length=40), nullable=True),
    sa.Column('done', sa.Integer(), nullable=True),
    sa.Column('planned', sa.Integer(), nullable=True),
    sa.Column('review_due', sa.String(length=40), nullable=True),
    sa.Column('baseline_leg', sa.Double(), nullable=True),
    sa.Column('latest_leg', sa.Double(), nullable=True),
    sa.Column('latest_low', sa.Double(), nullable=True),
    sa.Column('latest_high', sa.Double(), nullable=True),
    sa.Column('latest_days', sa.Integer(), nullable=True),
    sa.Column('label', sa.String(length=40), nullable=True),
    sa.Column('confirmed', sa.Boolean(), nullable=True),
    sa.Column('weeks', sa.JSON(), nullable=True),
    sa.ForeignKeyConstraint(['patient_id'], ['patient.id'], name=op.f('fk_standing_patient_id_patient'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('patient_id', name=op.f('pk_standing'))
    )
    op.create_table('link_visit',
    sa.Column('id_hash', sa.LargeBinary(length=32), nullable=False),
    sa.Column('patient_id', sa.Uuid(), nullable=False),
    sa.Column('link_id', sa.Uuid(), nullable=False),
    sa.Column('opened_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('let_in_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['patient_id', 'link_id'], ['share_link.patient_id', 'share_link.id'], name=op.f('fk_link_visit_patient_id_link_id_share_link'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id_hash', name=op.f('pk_link_visit'))
    )
    op.create_index('ix_link_visit_link', 'link_visit', ['patient_id', 'link_id'])

    op.create_table('plan_proposal',
    sa.Column('patient_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('course_id', sa.Uuid(), nullable=False),
    sa.Column('by_account_id', sa.Uuid(), nullable=False),
    sa.Column('by_name', sa.String(length=200), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('planned_sessions', sa.Integer(), nullable=True),
    sa.Column('per_week', sa.Integer(), nullable=True),
    sa.Column('phase', sa.String(length=40), nullable=True),
    sa.Column('reason', sa.Text(), nullable=True),
    sa.Column('state', sa.String(length=40), nullable=False),
    sa.Column('decided_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('answer', sa.Text(), nullable=True),
    sa.Column('deleted_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint('per_week BETWEEN 1 AND 14', name=op.f('ck_plan_proposal_per_week_range')),
    sa.CheckConstraint('planned_sessions BETWEEN 1 AND 60', name=op.f('ck_plan_proposal_planned_sessions_range')),
    sa.ForeignKeyConstraint(['patient_id', 'course_id'], ['course.patient_id', 'course.id'], name=op.f('fk_plan_proposal_patient_id_course_id_course'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['patient_id'], ['patient.id'], name=op.f('fk_plan_proposal_patient_id_patient'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('patient_id', 'id', name=op.f('pk_plan_proposal'))
    )
    op.create_index('ix_plan_proposal_course', 'plan_proposal', ['patient_id', 'course_id', 'made_at'])

    op.create_table('session_record',
    sa.Column('patient_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('session_id', sa.Uuid(), nullable=False),
    sa.Column('by_account_id', sa.Uuid(), nullable=False),
    sa.Column('by_name', sa.String(length=200), nullable=False),
    sa.Column('entered_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('style', sa.String(length=40), nullable=True),
    sa.Column('style_other', sa.String(length=200), nullable=True),
    sa.Column('rationale', sa.Text(), nullable=True),
    sa.Column('varied', sa.Boolean(), nullable=True),
    sa.Column('varied_note', sa.Text(), nullable=True),
    sa.Column('needle_count', sa.Integer(), nullable=True),
    sa.Column('points', sa.Text(), nullable=True),
    sa.Column('depth', sa.String(length=200), nullable=True),
    sa.Column('response', sa.String(length=40), nullable=True),
    sa.Column('twitch', sa.Boolean(), nullable=True),
    sa.Column('stimulation', sa.String(length=40), nullable=True),
    sa.Column('stimulation_hz', sa.Numeric(precision=10, scale=3), nullable=True),
    sa.Column('needle_minutes', sa.Integer(), nullable=True),
    sa.Column('needle_gauge_mm', sa.Numeric(precision=10, scale=3), nullable=True),
    sa.Column('needle_length_mm', sa.Numeric(precision=10, scale=3), nullable=True),
    sa.Column('needle_brand', sa.String(length=200), nullable=True),
    sa.Column('single_use', sa.Boolean(), nullable=True),
    sa.Column('adjuncts', sa.Text(), nullable=True),
    sa.Column('setting', sa.Text(), nullable=True),
    sa.Column('advice_given', sa.Text(), nullable=True),
    sa.Column('position', sa.String(length=40), nullable=True),
    sa.Column('adverse_events', sa.JSON(), nullable=True),
    sa.Column('note', sa.Text(), nullable=True),
    sa.Column('deleted_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint('needle_count BETWEEN 0 AND 60', name=op.f('ck_session_record_needle_count_range')),
    sa.CheckConstraint('needle_minutes BETWEEN 1 AND 120', name=op.f('ck_session_record_needle_minutes_range')),
    sa.ForeignKeyConstraint(['patient_id', 'session_id'], ['treatment_session.patient_id', 'treatment_session.id'], name=op.f('fk_session_record_patient_id_session_id_treatment_session'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['patient_id'], ['patient.id'], name=op.f('fk_session_record_patient_id_patient'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('patient_id', 'id', name=op.f('pk_session_record'))
    )
    op.create_index('uq_session_record_live', 'session_record', ['patient_id', 'session_id', 'by_account_id'], unique=True, sqlite_where=sa.text('deleted_at IS NULL'), postgresql_where=sa.text('deleted_at IS NULL'))
    _keep_access_events()


def downgrade() -> None:
    op.drop_index('uq_session_record_live', table_name='session_record')

    op.drop_table('session_record')
    op.drop_index('ix_plan_proposal_course', table_name='plan_proposal')

    op.drop_table('plan_proposal')
    op.drop_index('ix_link_visit_link', table_name='link_visit')

    op.drop_table('link_visit')
    op.drop_table('standing')
    op.drop_table('share_link')
    op.drop_index('uq_share_grant_live', table_name='share_grant', sqlite_where=sa.text('ended_at IS NULL'), postgresql_where=sa.text('ended_at IS NULL'))
    op.drop_index('ix_share_grant_practitioner', table_name='share_grant')

    op.drop_table('share_grant')
    op.drop_index('ix_review_note_written', table_name='review_note')

    op.drop_table('review_note')
    op.drop_index('ix_question_written', table_name='question')

    op.drop_table('question')
    op.drop_table('invite')
    op.drop_index('uq_access_event_number', table_name='access_event')
    op.drop_index('ix_access_event_page', table_name='access_event')

    op.drop_table('access_event')
    if op.get_bind().dialect.name != "sqlite":
        op.execute("DROP FUNCTION access_event_kept()")
    op.drop_table('practitioner_profile')
