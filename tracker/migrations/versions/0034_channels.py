"""Where an account is reached: browsers by Web Push, its confirmed e-mail address, and what waits to be sent there."""

import sqlalchemy as sa
from alembic import op

from tracker.migrations.making import CODE, DIGEST, LINE, MOMENT, UUID, WHOLE, Maybe, belongs, drop, key, once, table


revision = '0034'
down_revision = '0033'


def upgrade() -> None:
    of_sign_in = sa.ForeignKeyConstraint(
        ['session_id'], ['account_session.public_id'],
        name=op.f('fk_push_subscription_session_id_account_session'), ondelete='CASCADE',
    )
    table('push_subscription', belongs('push_subscription', 'account_id', 'account'), of_sign_in,
        key('push_subscription', 'id'), once('push_subscription', 'session_id'),
        once('push_subscription', 'endpoint_hash'),
        id=UUID, account_id=UUID, session_id=UUID, endpoint_hash=DIGEST, sealed=sa.LargeBinary(), made_at=MOMENT,
        not_before=Maybe(MOMENT), tried_at=Maybe(MOMENT), outcome=Maybe(CODE),
    )
    op.create_index('ix_push_subscription_account', 'push_subscription', ['account_id'])
    table('mail_address', belongs('mail_address', 'account_id', 'account'), key('mail_address', 'account_id'),
        once('mail_address', 'secret_hash'),
        account_id=UUID, address=LINE, language=CODE, secret_hash=Maybe(DIGEST), asked_at=MOMENT,
        confirmed_at=Maybe(MOMENT), stopped_at=Maybe(MOMENT),
    )
    table('notice', belongs('notice', 'account_id', 'account'),
        belongs('notice', 'subscription_id', 'push_subscription'), key('notice', 'id'),
        id=UUID, account_id=UUID, subscription_id=Maybe(UUID), kind=CODE, address=Maybe(LINE), language=CODE, at=MOMENT,
        state=CODE, tries=WHOLE, not_before=Maybe(MOMENT), outcome=Maybe(CODE),
    )
    op.create_index('ix_notice_state', 'notice', ['state', 'at'])
    op.create_index('ix_notice_account', 'notice', ['account_id'])


def downgrade() -> None:
    drop('notice', 'ix_notice_account', 'ix_notice_state')
    op.drop_table('mail_address')
    drop('push_subscription', 'ix_push_subscription_account')
