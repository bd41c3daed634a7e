"""first tables"""

import sqlalchemy as sa
from alembic import op

from tracker.migrations.making import (
    AMOUNT, CODE, DAY, DIGEST, FACTS, FLAG, LINE, MOMENT, MONEY, Maybe, SCORE, TIME, UUID, WHOLE, WORDS, belongs,
    belongs_within, between, drop, key, once, table, table_of_record, where,
)


revision = '0001'
down_revision = None


def upgrade() -> None:
    table('account',
        key('account', 'id'), once('account', 'name_key'),
        id=UUID, user_name=LINE, name_key=LINE, email=Maybe(LINE), password_hash=LINE, time_zone=sa.String(length=64),
        is_practitioner=FLAG, is_demo=FLAG, created_at=MOMENT, password_changed_at=MOMENT, disabled_at=Maybe(MOMENT),
    )
    table('attempt',
        key('attempt', 'id'),
        id=UUID, act=CODE, key=DIGEST, at=MOMENT,
    )
    op.create_index('ix_attempt_act_key_at', 'attempt', ['act', 'key', 'at'])

    table('account_session',
        belongs('account_session', 'account_id', 'account'), key('account_session', 'id_hash'),
        once('account_session', 'public_id'),
        id_hash=DIGEST, public_id=UUID, account_id=UUID, created_at=MOMENT, seen_at=MOMENT, confirmed_at=MOMENT,
        kept=FLAG, device=LINE, address=LINE,
    )
    op.create_index(op.f('ix_account_session_account_id'), 'account_session', ['account_id'])

    table('patient',
        belongs('patient', 'account_id', 'account'), key('patient', 'id'), once('patient', 'account_id'),
        id=UUID, account_id=UUID, country=Maybe(sa.String(length=2)), set_up_at=Maybe(MOMENT), created_at=MOMENT,
    )
    table('recovery_code',
        belongs('recovery_code', 'account_id', 'account'), key('recovery_code', 'account_id', 'code_hash'),
        account_id=UUID, code_hash=DIGEST, created_at=MOMENT, used_at=Maybe(MOMENT),
    )
    table_of_record('caution',
        kind=CODE, noted_on=DAY, confirmed_on=DAY, ended_on=Maybe(DAY), note=Maybe(WORDS), deleted_at=Maybe(MOMENT),
    )
    table_of_record('course',
        *between('course', 1, 14, 'per_week'), *between('course', 1, 60, 'planned_sessions'),
        *between('course', 0, 500, 'visits_allowed'),
        kind=CODE, phase=CODE, started_on=DAY, ended_on=Maybe(DAY), planned_sessions=WHOLE, per_week=Maybe(WHOLE),
        goal=Maybe(WORDS), visits_allowed=Maybe(WHOLE), created_at=MOMENT, deleted_at=Maybe(MOMENT),
    )
    op.create_index('ix_course_started', 'course', ['patient_id', 'started_on'])

    table_of_record('dated_change',
        kind=CODE, for_date=DAY, note=Maybe(WORDS), entered_at=MOMENT, deleted_at=Maybe(MOMENT),
    )
    op.create_index('ix_dated_change_day', 'dated_change', ['patient_id', 'for_date'])

    table_of_record('dose',
        sa.CheckConstraint('(none_taken AND name IS NULL AND taken_at IS NULL) OR (NOT none_taken AND name IS NOT NULL AND taken_at IS NOT NULL)', name=op.f('ck_dose_none_or_named')),
        *between('dose', 1, 2880, 'minutes_to_relief'),
        local_day=DAY, none_taken=FLAG, taken_at=Maybe(MOMENT), taken_offset=Maybe(WHOLE), name=Maybe(LINE),
        amount=Maybe(AMOUNT), unit=Maybe(CODE), helped=Maybe(CODE), minutes_to_relief=Maybe(WHOLE), note=Maybe(WORDS),
        entered_at=MOMENT, deleted_at=Maybe(MOMENT),
    )
    op.create_index('ix_dose_day', 'dose', ['patient_id', 'local_day'])

    table_of_record('entry',
        *between('entry', 0, 10, 'back_pain', 'leg_pain'),
        sa.CheckConstraint('leg_pain IS NOT NULL OR back_pain IS NOT NULL', name=op.f('ck_entry_scored')),
        *between('entry', 0, 10, 'numbness_tingling'), *between('entry', 0, 1440, 'sitting_minutes'),
        *between('entry', 0, 10, 'sleep_disturbed'), *between('entry', 0, 1440, 'walking_minutes'),
        *between('entry', 0, 10, 'weakness', 'worst_leg_pain'),
        kind=CODE, for_date=DAY, for_time=Maybe(TIME), entered_at=MOMENT, entered_offset=WHOLE, late=FLAG,
        leg_pain=Maybe(SCORE), back_pain=Maybe(SCORE), worst_leg_pain=Maybe(SCORE), side=Maybe(CODE),
        regions=Maybe(WORDS), qualities=Maybe(WORDS), numbness_tingling=Maybe(SCORE), weakness=Maybe(SCORE),
        sleep_disturbed=Maybe(SCORE), sitting_minutes=Maybe(WHOLE), walking_minutes=Maybe(WHOLE),
        aggravated_by=Maybe(WORDS), eased_by=Maybe(WORDS), warning_signs=Maybe(WORDS), note=Maybe(WORDS),
        deleted_at=Maybe(MOMENT),
    )
    op.create_index('ix_entry_day', 'entry', ['patient_id', 'for_date'])
    op.create_index('uq_entry_daily', 'entry', ['patient_id', 'for_date'], unique=True, **where("kind = 'daily' AND deleted_at IS NULL"))

    table_of_record('episode',
        side=Maybe(CODE), began_on=Maybe(DAY), duration_at_start=Maybe(CODE), cause_told=Maybe(CODE),
        warning_signs=Maybe(WORDS), ended_on=Maybe(DAY), note=Maybe(WORDS), created_at=MOMENT, deleted_at=Maybe(MOMENT),
    )
    table_of_record('function_activity',
        name=LINE, position=WHOLE, created_at=MOMENT, retired_on=Maybe(DAY), deleted_at=Maybe(MOMENT),
    )
    table_of_record('revision',
        table_name=CODE, row_id=UUID, number=WHOLE, at=MOMENT, by_account_id=Maybe(UUID), before=Maybe(FACTS),
        summary=LINE, deletes=FLAG, undone_at=Maybe(MOMENT),
    )
    op.create_index('ix_revision_row', 'revision', ['patient_id', 'table_name', 'row_id', 'number'])

    table_of_record('function_score',
        *between('function_score', 0, 10, 'score'),
        belongs_within('function_score', 'activity_id', 'function_activity'),
        activity_id=UUID, for_date=DAY, score=WHOLE, entered_at=MOMENT, deleted_at=Maybe(MOMENT),
    )
    op.create_index('uq_function_score_day', 'function_score', ['patient_id', 'activity_id', 'for_date'], unique=True)

    table_of_record('plan_change',
        belongs_within('plan_change', 'course_id', 'course'),
        course_id=UUID, at=MOMENT, by_account_id=Maybe(UUID), by_name=LINE, changed=FACTS, reason=Maybe(WORDS),
        deleted_at=Maybe(MOMENT),
    )
    op.create_index('ix_plan_change_course', 'plan_change', ['patient_id', 'course_id', 'at'])

    table_of_record('treatment_session',
        *between('treatment_session', 0, 10, 'back_after', 'back_before'),
        *between('treatment_session', 1, 200000, 'distance_m'),
        *between('treatment_session', 0, 10, 'leg_after', 'leg_before'),
        *between('treatment_session', 1, 720, 'minutes'), *between('treatment_session', 0, 60, 'needle_count'),
        *between('treatment_session', 1, 120, 'needle_minutes'),
        belongs_within('treatment_session', 'course_id', 'course', ondelete=None),
        kind=CODE, status=CODE, started_at=MOMENT, started_offset=WHOLE, local_day=DAY, minutes=Maybe(WHOLE),
        course_id=Maybe(UUID), practitioner=Maybe(LINE), leg_before=Maybe(SCORE), back_before=Maybe(SCORE),
        leg_after=Maybe(SCORE), back_after=Maybe(SCORE), helped=Maybe(CODE), regions=Maybe(WORDS), zones=Maybe(WORDS),
        points=Maybe(WORDS), needle_count=Maybe(WHOLE), needle_minutes=Maybe(WHOLE), stimulation=Maybe(CODE),
        sensation=Maybe(CODE), exercises=Maybe(WORDS), distance_m=Maybe(WHOLE), side_effects=Maybe(WORDS),
        cost=Maybe(MONEY), insurance_covered=Maybe(FLAG), note=Maybe(WORDS), entered_at=MOMENT,
        deleted_at=Maybe(MOMENT),
    )
    op.create_index('ix_treatment_session_course', 'treatment_session', ['patient_id', 'course_id', 'started_at'])
    op.create_index('ix_treatment_session_day', 'treatment_session', ['patient_id', 'local_day'])
    op.create_index('ix_treatment_session_kind', 'treatment_session', ['patient_id', 'kind', 'started_at'])


def downgrade() -> None:
    drop('treatment_session', 'ix_treatment_session_kind', 'ix_treatment_session_day', 'ix_treatment_session_course')
    drop('plan_change', 'ix_plan_change_course')
    drop('function_score', 'uq_function_score_day')
    drop('revision', 'ix_revision_row')
    drop('function_activity')
    drop('episode')
    drop('entry', 'uq_entry_daily', 'ix_entry_day')
    drop('dose', 'ix_dose_day')
    drop('dated_change', 'ix_dated_change_day')
    drop('course', 'ix_course_started')
    drop('caution')
    drop('recovery_code')
    drop('patient')
    drop('account_session', 'ix_account_session_account_id')
    drop('attempt', 'ix_attempt_act_key_at')
    drop('account')
