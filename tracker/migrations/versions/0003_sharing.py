"""Sharing: practitioners, grants, share links, the log of every look, and what is written back."""

import sqlalchemy as sa
from alembic import op

from tracker.migrations.making import (
    AMOUNT, CODE, DAY, DIGEST, FACTS, FLAG, LINE, MEAN, MOMENT, Maybe, UUID, WHOLE, WORDS, belongs, belongs_within,
    between, drop, drop_events, keep_events, key, once, table, table_of_record, where,
)


revision = '0003'
down_revision = '0002'


def upgrade() -> None:
    table('practitioner_profile',
        *between('practitioner_profile', 0, 70, 'years'), belongs('practitioner_profile', 'account_id', 'account'),
        key('practitioner_profile', 'account_id'), once('practitioner_profile', 'code'),
        account_id=UUID, name=LINE, kind=CODE, licence_body=Maybe(LINE), licence_number=Maybe(LINE),
        certification=Maybe(LINE), years=Maybe(WHOLE), clinic=Maybe(LINE), working_hours=Maybe(WORDS),
        code=Maybe(sa.String(length=20)), changed_at=MOMENT,
    )
    table_of_record('access_event',
        number=WHOLE, at=MOMENT, actor=CODE, account_id=Maybe(UUID), name=LINE, share_id=Maybe(UUID), act=CODE,
        page=Maybe(LINE), detail=Maybe(LINE), digest=DIGEST,
    )
    op.create_index('ix_access_event_page', 'access_event', ['patient_id', 'account_id', 'page', 'at'])
    op.create_index('uq_access_event_number', 'access_event', ['patient_id', 'number'], unique=True)

    table('invite',
        belongs('invite', 'patient_id', 'patient'), key('invite', 'patient_id', 'id'), once('invite', 'code_hash'),
        patient_id=UUID, id=UUID, code_hash=DIGEST, notes=FLAG, may_record=FLAG, first_day=Maybe(DAY),
        last_day=Maybe(DAY), made_at=MOMENT, expires_at=MOMENT, taken_at=Maybe(MOMENT), grant_id=Maybe(UUID),
        ended_at=Maybe(MOMENT),
    )
    table_of_record('question',
        text=WORDS, written_at=MOMENT, done_at=Maybe(MOMENT), deleted_at=Maybe(MOMENT),
    )
    op.create_index('ix_question_written', 'question', ['patient_id', 'written_at'])

    table_of_record('review_note',
        by_account_id=UUID, by_name=LINE, text=WORDS, written_at=MOMENT, corrected_at=Maybe(MOMENT),
        read_at=Maybe(MOMENT), answer=Maybe(WORDS), answered_at=Maybe(MOMENT), deleted_at=Maybe(MOMENT),
    )
    op.create_index('ix_review_note_written', 'review_note', ['patient_id', 'written_at'])

    table('share_grant',
        belongs('share_grant', 'patient_id', 'patient'), belongs('share_grant', 'practitioner_account_id', 'account'),
        key('share_grant', 'patient_id', 'id'),
        patient_id=UUID, id=UUID, practitioner_account_id=UUID, notes=FLAG, may_record=FLAG, first_day=Maybe(DAY),
        last_day=Maybe(DAY), made_at=MOMENT, changed_at=Maybe(MOMENT), ended_at=Maybe(MOMENT), ended_by=Maybe(CODE),
    )
    op.create_index('ix_share_grant_practitioner', 'share_grant', ['practitioner_account_id', 'patient_id'])
    op.create_index('uq_share_grant_live', 'share_grant', ['patient_id', 'practitioner_account_id'], unique=True, **where('ended_at IS NULL'))

    table('share_link',
        belongs('share_link', 'patient_id', 'patient'), key('share_link', 'patient_id', 'id'),
        once('share_link', 'secret_hash'),
        patient_id=UUID, id=UUID, secret_hash=DIGEST, label=LINE, passphrase_hash=Maybe(LINE), notes=FLAG,
        first_day=Maybe(DAY), made_at=MOMENT, ends_at=MOMENT, ended_at=Maybe(MOMENT), ended_by=Maybe(CODE),
    )
    table('standing',
        belongs('standing', 'patient_id', 'patient'), key('standing', 'patient_id'),
        patient_id=UUID, rules=WHOLE, made_at=MOMENT, last_entry_on=Maybe(DAY), last_leg=Maybe(MEAN),
        flare_on=Maybe(DAY), warned_on=Maybe(DAY), warning_signs=Maybe(WORDS), cautions=Maybe(WORDS),
        course_id=Maybe(UUID), course_kind=Maybe(CODE), course_started_on=Maybe(DAY), course_first_day=Maybe(DAY),
        phase=Maybe(CODE), done=Maybe(WHOLE), planned=Maybe(WHOLE), review_due=Maybe(CODE), baseline_leg=Maybe(MEAN),
        latest_leg=Maybe(MEAN), latest_low=Maybe(MEAN), latest_high=Maybe(MEAN), latest_days=Maybe(WHOLE),
        label=Maybe(CODE), confirmed=Maybe(FLAG), weeks=Maybe(FACTS),
    )
    table('link_visit',
        belongs_within('link_visit', 'link_id', 'share_link'), key('link_visit', 'id_hash'),
        id_hash=DIGEST, patient_id=UUID, link_id=UUID, opened_at=MOMENT, let_in_at=Maybe(MOMENT),
    )
    op.create_index('ix_link_visit_link', 'link_visit', ['patient_id', 'link_id'])

    table_of_record('plan_proposal',
        *between('plan_proposal', 1, 14, 'per_week'), *between('plan_proposal', 1, 60, 'planned_sessions'),
        belongs_within('plan_proposal', 'course_id', 'course'),
        course_id=UUID, by_account_id=UUID, by_name=LINE, made_at=MOMENT, planned_sessions=Maybe(WHOLE),
        per_week=Maybe(WHOLE), phase=Maybe(CODE), reason=Maybe(WORDS), state=CODE, decided_at=Maybe(MOMENT),
        answer=Maybe(WORDS), deleted_at=Maybe(MOMENT),
    )
    op.create_index('ix_plan_proposal_course', 'plan_proposal', ['patient_id', 'course_id', 'made_at'])

    table_of_record('session_record',
        *between('session_record', 0, 60, 'needle_count'), *between('session_record', 1, 120, 'needle_minutes'),
        belongs_within('session_record', 'session_id', 'treatment_session'),
        session_id=UUID, by_account_id=UUID, by_name=LINE, entered_at=MOMENT, style=Maybe(CODE),
        style_other=Maybe(LINE), rationale=Maybe(WORDS), varied=Maybe(FLAG), varied_note=Maybe(WORDS),
        needle_count=Maybe(WHOLE), points=Maybe(WORDS), depth=Maybe(LINE), response=Maybe(CODE), twitch=Maybe(FLAG),
        stimulation=Maybe(CODE), stimulation_hz=Maybe(AMOUNT), needle_minutes=Maybe(WHOLE),
        needle_gauge_mm=Maybe(AMOUNT), needle_length_mm=Maybe(AMOUNT), needle_brand=Maybe(LINE), single_use=Maybe(FLAG),
        adjuncts=Maybe(WORDS), setting=Maybe(WORDS), advice_given=Maybe(WORDS), position=Maybe(CODE),
        adverse_events=Maybe(FACTS), note=Maybe(WORDS), deleted_at=Maybe(MOMENT),
    )
    op.create_index('uq_session_record_live', 'session_record', ['patient_id', 'session_id', 'by_account_id'], unique=True, **where('deleted_at IS NULL'))
    # What is written in the log of looks stays as it was; it goes only with the record it is about.
    of_record = 'EXISTS (SELECT 1 FROM patient WHERE id = OLD.patient_id)'
    keep_events('access', kept=of_record, goes=f'NOT {of_record}')


def downgrade() -> None:
    drop('session_record', 'uq_session_record_live')
    drop('plan_proposal', 'ix_plan_proposal_course')
    drop('link_visit', 'ix_link_visit_link')
    drop('standing')
    drop('share_link')
    drop('share_grant', 'uq_share_grant_live', 'ix_share_grant_practitioner')
    drop('review_note', 'ix_review_note_written')
    drop('question', 'ix_question_written')
    drop('invite')
    drop_events('access', 'uq_access_event_number', 'ix_access_event_page')
    drop('practitioner_profile')
