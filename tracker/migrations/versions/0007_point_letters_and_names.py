"""What letters of points mean to whom, and a name for other treatments."""

import sqlalchemy as sa
from alembic import op

from tracker.migrations.making import CODE, LINE, MOMENT, UUID, belongs, drop, key, table


revision = '0007'
down_revision = '0006'
NAMED = "other_name IS NULL OR kind = 'other'"


def upgrade() -> None:
    table('point_letters',
        belongs('point_letters', 'account_id', 'account'),
        key('point_letters', 'account_id', 'practitioner', 'letters'),
        account_id=UUID, practitioner=LINE, letters=CODE, line=CODE, at=MOMENT,
    )
    if op.get_bind().dialect.name == "sqlite":
        # With its check, which SQLite adds to a table only together with a column; so no table is rebuilt.
        op.execute(
            "ALTER TABLE treatment_session ADD COLUMN other_name VARCHAR(200)"
            f" CONSTRAINT ck_treatment_session_other_named CHECK ({NAMED})"
        )
    else:
        op.add_column('treatment_session', sa.Column('other_name', sa.String(length=200), nullable=True))
        op.create_check_constraint(op.f('ck_treatment_session_other_named'), 'treatment_session', NAMED)


def downgrade() -> None:
    if op.get_bind().dialect.name != "sqlite":
        op.drop_constraint(op.f('ck_treatment_session_other_named'), 'treatment_session', type_='check')
    op.drop_column('treatment_session', 'other_name')
    drop('point_letters')
