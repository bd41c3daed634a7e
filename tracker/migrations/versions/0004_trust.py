"""Trust: second factors, the security log, what was withdrawn, jobs by the clock."""

import sqlalchemy as sa
from alembic import op

from tracker.migrations.making import (
    BIG, CODE, DIGEST, FLAG, LINE, MOMENT, Maybe, UUID, WHOLE, belongs, drop, drop_events, keep_events, key, once, table,
)


revision = '0004'
down_revision = '0003'
ACCOUNT_MOMENTS = ('second_factor_since', 'notice_since', 'erase_at')
SERVER = '00000000000000000000000000000000'


def upgrade() -> None:
    table('job_run',
        key('job_run', 'job', 'slot'),
        job=CODE, slot=CODE, at=MOMENT,
    )
    table('security_event',
        key('security_event', 'id'), once('security_event', 'subject_id', 'number'),
        id=UUID, subject_id=UUID, number=WHOLE, at=MOMENT, act=CODE, session_id=Maybe(UUID), address=Maybe(LINE),
        device=Maybe(LINE), object_id=Maybe(UUID), digest=DIGEST,
    )
    table('withdrawal',
        key('withdrawal', 'kind', 'id'),
        kind=CODE, id=UUID, at=MOMENT,
    )
    table('authenticator',
        belongs('authenticator', 'account_id', 'account'), key('authenticator', 'account_id'),
        account_id=UUID, sealed_secret=sa.LargeBinary(length=200), made_at=MOMENT, confirmed_at=Maybe(MOMENT),
        last_step=Maybe(BIG),
    )
    table('passkey',
        belongs('passkey', 'account_id', 'account'), key('passkey', 'id'), once('passkey', 'credential_id'),
        id=UUID, account_id=UUID, credential_id=sa.LargeBinary(length=1023), public_key=sa.LargeBinary(length=2048),
        sign_count=BIG, label=LINE, made_at=MOMENT, used_at=Maybe(MOMENT),
    )
    op.create_index(op.f('ix_passkey_account_id'), 'passkey', ['account_id'], unique=False)
    table('step',
        belongs('step', 'account_id', 'account'), key('step', 'id_hash'),
        id_hash=DIGEST, purpose=CODE, account_id=Maybe(UUID), challenge=Maybe(sa.LargeBinary(length=64)), kept=FLAG,
        made_at=MOMENT,
    )
    for name in ACCOUNT_MOMENTS:
        op.add_column('account', sa.Column(name, sa.DateTime(timezone=True), nullable=True))
    op.add_column('recovery_code', sa.Column('expires_at', sa.DateTime(timezone=True), nullable=True))
    # What is written in the security log stays as it was; the events of an account go only when the account is gone.
    of_account = 'EXISTS (SELECT 1 FROM account WHERE id = OLD.subject_id)'
    keep_events(
        'security',
        kept=f"OLD.subject_id = '{SERVER}' OR {of_account}",
        goes=f"OLD.subject_id <> '{SERVER}' AND NOT {of_account}",
    )


def downgrade() -> None:
    op.drop_column('recovery_code', 'expires_at')
    for name in reversed(ACCOUNT_MOMENTS):
        op.drop_column('account', name)
    drop('step')
    drop('passkey', 'ix_passkey_account_id')
    drop('authenticator')
    drop('withdrawal')
    drop_events('security')
    drop('job_run')
