"""Webhooks tell programs of a record's owner that something was saved; each message is a row until it was taken."""

import sqlalchemy as sa
from alembic import op

from tracker.migrations.making import CODE, LINE, MOMENT, UUID, WHOLE, WORDS, Maybe, belongs, drop, key, table


revision = '0025'
down_revision = '0024'


def upgrade() -> None:
    table('webhook', belongs('webhook', 'patient_id', 'patient'), key('webhook', 'id'),
        id=UUID, patient_id=UUID, label=LINE, origin=LINE, sealed=sa.LargeBinary(), event_types=WORDS, made_at=MOMENT,
        busy_until=Maybe(MOMENT), not_before=Maybe(MOMENT), failures=WHOLE, failing_since=Maybe(MOMENT),
        stopped_at=Maybe(MOMENT), stopped_by=Maybe(CODE),
    )
    op.create_index('ix_webhook_patient', 'webhook', ['patient_id'])
    table('webhook_delivery', belongs('webhook_delivery', 'webhook_id', 'webhook'), key('webhook_delivery', 'id'),
        id=UUID, webhook_id=UUID, event_type=CODE, row_id=Maybe(UUID), at=MOMENT, state=CODE, tries=WHOLE,
        tried_at=Maybe(MOMENT), outcome=Maybe(CODE), status=Maybe(WHOLE),
    )
    op.create_index('ix_webhook_delivery_state', 'webhook_delivery', ['webhook_id', 'state', 'at'])


def downgrade() -> None:
    drop('webhook_delivery', 'ix_webhook_delivery_state')
    drop('webhook', 'ix_webhook_patient')
