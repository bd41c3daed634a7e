"""What letters of points mean to whom, and a name for other treatments.

Revision ID: 0007
Revises: 0006
"""

import sqlalchemy as sa
from alembic import op


revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None
NAMED = "other_name IS NULL OR kind = 'other'"


def upgrade() -> None:
    op.create_table('point_letters',
    sa.Column('account_id', sa.Uuid(), nullable=False),
    sa.Column('practitioner', sa.String(length=200), nullable=False),
    sa.Column('letters', sa.String(length=40), nullable=False),
    sa.Column('line', sa.String(length=40), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_point_letters_account_id_account'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('account_id', 'practitioner', 'letters', name=op.f('pk_point_letters'))
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
    op.drop_table('point_letters')
