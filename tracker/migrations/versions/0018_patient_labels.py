"""A practitioner's own label for a patient, under their grant."""

from sqlalchemy import String

from tracker.migrations.making import UUID, belongs_within, drop, key, table


revision = '0018'
down_revision = '0017'


def upgrade() -> None:
    table('patient_label',
        belongs_within('patient_label', 'grant_id', 'share_grant'), key('patient_label', 'patient_id', 'grant_id'),
        patient_id=UUID, grant_id=UUID, text=String(length=40),
    )


def downgrade() -> None:
    drop('patient_label')
