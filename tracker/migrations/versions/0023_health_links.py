"""SMART Health Links, and the encrypted files of theirs that wait to be fetched."""

from alembic import op

from tracker.migrations.making import (
    CODE,
    DAY,
    DIGEST,
    FLAG,
    LINE,
    MOMENT,
    UUID,
    WHOLE,
    WORDS,
    Maybe,
    belongs_within,
    drop,
    key,
    once,
    table,
    table_of_record,
)


revision = '0023'
down_revision = '0022'
LINK, FILE = 'health_link', 'health_link_file'
BY_LINK, BY_TIME = 'ix_health_link_file_link', 'ix_health_link_file_made_at'


def upgrade() -> None:
    table_of_record(LINK, once(LINK, 'secret_hash'),
        secret_hash=DIGEST, key_salt=DIGEST, passcode_mac=Maybe(DIGEST), tries_left=WHOLE, label=LINE, holds=CODE,
        notes=FLAG, others_records=FLAG, first_day=Maybe(DAY), last_day=Maybe(DAY), made_at=MOMENT, ends_at=MOMENT,
        ended_at=Maybe(MOMENT), ended_by=Maybe(CODE),
    )
    table(FILE, belongs_within(FILE, 'link_id', LINK), key(FILE, 'id_hash'),
        id_hash=DIGEST, patient_id=UUID, link_id=UUID, made_at=MOMENT, encrypted=WORDS,
    )
    op.create_index(BY_LINK, FILE, ['patient_id', 'link_id'])
    op.create_index(BY_TIME, FILE, ['made_at'])


def downgrade() -> None:
    drop(FILE, BY_LINK, BY_TIME)
    drop(LINK)
