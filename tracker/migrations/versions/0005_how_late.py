"""How late each score was given: per score in the diary, counted in what rests on it."""

from datetime import UTC, date, datetime, timedelta

import sqlalchemy as sa
from alembic import op

from tracker.migrations.making import DAY, FACTS, FLAG, MOMENT, UUID, WHOLE, WORDS, known


revision = '0005'
down_revision = '0004'
SITES = {'leg_later': 'leg_pain', 'back_later': 'back_pain'}
COUNTS = (
    ('starting_week', 'late_days', sa.Integer()),
    ('course_review', 'doubts', sa.Text()),
    ('course_review', 'baseline_late_days', sa.Integer()),
    ('course_review', 'latest_late_days', sa.Integer()),
    ('standing', 'latest_late_days', sa.Integer()),
    ('standing', 'doubts', sa.Text()),
)


def _fill() -> None:
    """What is marked late was given on the day it was entered, everything else on its own day."""
    scores = dict.fromkeys((*SITES, *SITES.values()), WHOLE)
    entry = known(
        'entry', patient_id=UUID, id=UUID, for_date=DAY, entered_at=MOMENT, entered_offset=WHOLE, late=FLAG, **scores
    )
    bind = op.get_bind()
    for later, score in SITES.items():
        bind.execute(sa.update(entry).where(entry.c[score].is_not(None)).values({later: 0}))
    columns = (entry.c.patient_id, entry.c.id, entry.c.for_date, entry.c.entered_at, entry.c.entered_offset)
    late = bind.execute(sa.select(*columns).where(entry.c.late.is_(True))).all()
    for row in late:
        # An import may have said "late" of what it gave the day's own date as entered: one day at the least.
        days = max(1, (_local_day(row.entered_at, row.entered_offset) - row.for_date).days)
        own = sa.and_(entry.c.patient_id == row.patient_id, entry.c.id == row.id)
        for later, score in SITES.items():
            bind.execute(sa.update(entry).where(own, entry.c[score].is_not(None)).values({later: days}))


def _fill_remembered() -> None:
    """The same for what an Undo of a change from before would put back: only the newest change of a row can be."""
    revision = known(
        'revision', patient_id=UUID, id=UUID, row_id=UUID, table_name=WORDS, number=WHOLE, before=FACTS
    )
    newer = revision.alias()
    same_row = [newer.c[name] == revision.c[name] for name in ('patient_id', 'table_name', 'row_id')]
    newest = ~sa.exists().where(*same_row, newer.c.number > revision.c.number)
    bind = op.get_bind()
    query = sa.select(revision.c.patient_id, revision.c.id, revision.c.before)
    for row in bind.execute(query.where(revision.c.table_name == 'entry', newest)).all():
        if row.before is None:
            continue
        days = _days_later(row.before) if row.before.get('late') else 0
        later = {name: None if row.before.get(score) is None else days for name, score in SITES.items()}
        own = sa.and_(revision.c.patient_id == row.patient_id, revision.c.id == row.id)
        bind.execute(sa.update(revision).where(own).values(before=row.before | later))


def _days_later(entry: dict) -> int:
    given_on = _local_day(datetime.fromisoformat(entry['entered_at']), entry['entered_offset'])
    return max(1, (given_on - date.fromisoformat(entry['for_date'])).days)


def _local_day(moment: datetime, offset: int) -> date:
    """SQLite gives moments in UTC without saying so, PostgreSQL by the clock of its own server."""
    utc = moment if moment.tzinfo is None else moment.astimezone(UTC)
    return (utc + timedelta(minutes=offset)).date()


def upgrade() -> None:
    for name in SITES:
        op.add_column('entry', sa.Column(name, sa.Integer(), nullable=True))
    for table, name, kind in COUNTS:
        op.add_column(table, sa.Column(name, kind, nullable=True))
    _fill()
    _fill_remembered()


def downgrade() -> None:
    for table, name, _kind in COUNTS:
        op.drop_column(table, name)
    for name in SITES:
        op.drop_column('entry', name)
