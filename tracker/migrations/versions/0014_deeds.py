"""A change keeps a code and facts in place of words, and which change leads the act it belongs to.

Summaries that are understood become what they say; the others stay as they are, under a code of their own. Taken down
again, every change is summed up in words; what a later act brought along is then undone one by one.
"""

import uuid
from datetime import UTC
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from alembic import op

from tracker.domain.values.deeds import Deed
from tracker.migrations import summaries
from tracker.migrations.making import CODE, FACTS, LINE, MOMENT, UUID, known
from tracker.wording.changes import change_words


revision = '0014'
down_revision = '0013'

accounts = known('account', id=UUID, time_zone=LINE)
patients = known('patient', id=UUID, account_id=UUID)
changes = known(
    'revision', patient_id=UUID, id=UUID, table_name=CODE, at=MOMENT, before=FACTS, summary=LINE, code=CODE,
    facts=FACTS, brought_by=UUID,
)


def upgrade() -> None:
    op.add_column('revision', sa.Column('code', sa.String(length=40), nullable=True))
    op.add_column('revision', sa.Column('facts', sa.JSON(), nullable=True))
    op.add_column('revision', sa.Column('brought_by', sa.Uuid(), nullable=True))
    connection = op.get_bind()
    for patient_id, zone in _patients(connection):
        rows = connection.execute(sa.select(changes).where(changes.c.patient_id == patient_id)).all()
        leads = _leads({row.id for row in rows})
        for row in rows:
            code, facts = summaries.read(row.summary, row.table_name, _local_day(row.at, zone), row.before)
            one = changes.update().where(changes.c.patient_id == patient_id, changes.c.id == row.id)
            connection.execute(one.values(code=code, facts=facts, brought_by=leads.get(row.id)))
    with op.batch_alter_table('revision') as batch_op:
        batch_op.alter_column('code', existing_type=sa.String(length=40), nullable=False)
        batch_op.alter_column('facts', existing_type=sa.JSON(), nullable=False)
        batch_op.drop_column('summary')
    op.create_index('ix_revision_brought_by', 'revision', ['patient_id', 'brought_by'], unique=False)


def downgrade() -> None:
    op.drop_index('ix_revision_brought_by', table_name='revision')
    op.add_column('revision', sa.Column('summary', sa.String(length=200), nullable=True))
    connection = op.get_bind()
    for patient_id, zone in _patients(connection):
        for row in connection.execute(sa.select(changes).where(changes.c.patient_id == patient_id)).all():
            words = change_words(Deed(row.code, row.facts), _local_day(row.at, zone))
            one = changes.update().where(changes.c.patient_id == patient_id, changes.c.id == row.id)
            connection.execute(one.values(summary=words))
    with op.batch_alter_table('revision') as batch_op:
        batch_op.alter_column('summary', existing_type=sa.String(length=200), nullable=False)
        batch_op.drop_column('brought_by')
        batch_op.drop_column('facts')
        batch_op.drop_column('code')


def _patients(connection: sa.Connection) -> list[tuple[uuid.UUID, ZoneInfo]]:
    joined = sa.select(patients.c.id, accounts.c.time_zone).join(accounts, accounts.c.id == patients.c.account_id)
    return [(row.id, _zone(row.time_zone)) for row in connection.execute(joined).all()]


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ValueError, OSError, KeyError):
        return ZoneInfo('UTC')


def _local_day(at, zone):
    return (at.replace(tzinfo=UTC) if at.tzinfo is None else at).astimezone(zone).date()


def _leads(ids: set[uuid.UUID]) -> dict[uuid.UUID, uuid.UUID]:
    """What each change was brought by: until now, one brought the next, whose id said so."""
    brought = {uuid.uuid5(one, 'brought along'): one for one in ids}
    by = {one: brought[one] for one in ids if one in brought}
    for one in by:
        while by[one] in by:
            by[one] = by[by[one]]
    return by
