"""Trust: second factors, the security log, what was withdrawn, jobs by the clock.

Revision ID: 0004
Revises: 0003
"""

import sqlalchemy as sa
from alembic import op


revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None
ACCOUNT_MOMENTS = ('second_factor_since', 'notice_since', 'erase_at')

# What is written in the security log stays as it was; the events of an account go only when the account is gone.
SERVER = "00000000000000000000000000000000"
SQLITE_TRIGGERS = (
    "CREATE TRIGGER security_event_kept BEFORE UPDATE ON security_event"
    " BEGIN SELECT RAISE(ABORT, 'security events are never changed'); END",
    "CREATE TRIGGER security_event_stays BEFORE DELETE ON security_event"
    f" WHEN OLD.subject_id = '{SERVER}' OR EXISTS (SELECT 1 FROM account WHERE id = OLD.subject_id)"
    " BEGIN SELECT RAISE(ABORT, 'security events are never taken away'); END",
)
POSTGRES_TRIGGERS = (
    "CREATE FUNCTION security_event_kept() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
    f" IF TG_OP = 'DELETE' AND OLD.subject_id <> '{SERVER}'"
    " AND NOT EXISTS (SELECT 1 FROM account WHERE id = OLD.subject_id) THEN RETURN OLD; END IF;"
    " RAISE EXCEPTION 'security events are never changed'; END $$",
    "CREATE TRIGGER security_event_kept BEFORE UPDATE OR DELETE ON security_event"
    " FOR EACH ROW EXECUTE FUNCTION security_event_kept()",
)


def _keep_security_events() -> None:
    sqlite = op.get_bind().dialect.name == "sqlite"
    for statement in SQLITE_TRIGGERS if sqlite else POSTGRES_TRIGGERS:
        op.execute(statement)


def upgrade() -> None:
    op.create_table('job_run',
    sa.Column('job', sa.String(length=40), nullable=False),
    sa.Column('slot', sa.String(length=40), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('job', 'slot', name=op.f('pk_job_run'))
    )
    op.create_table('security_event',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('subject_id', sa.Uuid(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('act', sa.String(length=40), nullable=False),
    sa.Column('session_id', sa.Uuid(), nullable=True),
    sa.Column('address', sa.String(length=200), nullable=True),
    sa.Column('device', sa.String(length=200), nullable=True),
    sa.Column('object_id', sa.Uuid(), nullable=True),
    sa.Column('digest', sa.LargeBinary(length=32), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_security_event')),
    sa.UniqueConstraint('subject_id', 'number', name=op.f('uq_security_event_subject_id_number'))
    )
    op.create_table('withdrawal',
    sa.Column('kind', sa.String(length=40), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('kind', 'id', name=op.f('pk_withdrawal'))
    )
    op.create_table('authenticator',
    sa.Column('account_id', sa.Uuid(), nullable=False),
    sa.Column('sealed_secret', sa.LargeBinary(length=200), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('confirmed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('last_step', sa.BigInteger(), nullable=True),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_authenticator_account_id_account'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('account_id', name=op.f('pk_authenticator'))
    )
    op.create_table('passkey',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('account_id', sa.Uuid(), nullable=False),
    sa.Column('credential_id', sa.LargeBinary(length=1023), nullable=False),
    sa.Column('public_key', sa.LargeBinary(length=2048), nullable=False),
    sa.Column('sign_count', sa.BigInteger(), nullable=False),
    sa.Column('label', sa.String(length=200), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('used_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_passkey_account_id_account'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_passkey')),
    sa.UniqueConstraint('credential_id', name=op.f('uq_passkey_credential_id'))
    )
    op.create_index(op.f('ix_passkey_account_id'), 'passkey', ['account_id'], unique=False)
    op.create_table('step',
    sa.Column('id_hash', sa.LargeBinary(length=32), nullable=False),
    sa.Column('purpose', sa.String(length=40), nullable=False),
    sa.Column('account_id', sa.Uuid(), nullable=True),
    sa.Column('challenge', sa.LargeBinary(length=64), nullable=True),
    sa.Column('kept', sa.Boolean(), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_step_account_id_account'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id_hash', name=op.f('pk_step'))
    )
    for name in ACCOUNT_MOMENTS:
        op.add_column('account', sa.Column(name, sa.DateTime(timezone=True), nullable=True))
    op.add_column('recovery_code', sa.Column('expires_at', sa.DateTime(timezone=True), nullable=True))
    _keep_security_events()


def downgrade() -> None:
    op.drop_column('recovery_code', 'expires_at')
    for name in reversed(ACCOUNT_MOMENTS):
        op.drop_column('account', name)
    op.drop_table('step')
    op.drop_index(op.f('ix_passkey_account_id'), table_name='passkey')
    op.drop_table('passkey')
    op.drop_table('authenticator')
    op.drop_table('withdrawal')
    op.drop_table('security_event')
    if op.get_bind().dialect.name != "sqlite":
        op.execute("DROP FUNCTION security_event_kept()")
    op.drop_table('job_run')
