"""How a user name looks, so that no other is taken that looks the same in letters of another script."""

import sqlalchemy as sa
from alembic import op

from tracker.domain.accounts.look_alikes import look_key
from tracker.migrations.making import LINE, UUID, known


revision = '0013'
down_revision = '0012'

accounts = known('account', id=UUID, user_name=LINE, look_key=LINE)


def upgrade() -> None:
    op.add_column('account', sa.Column('look_key', sa.String(length=200), nullable=True))
    op.create_index('ix_account_look_key', 'account', ['look_key'], unique=False)
    connection = op.get_bind()
    for row in connection.execute(sa.select(accounts.c.id, accounts.c.user_name)).all():
        connection.execute(accounts.update().where(accounts.c.id == row.id).values(look_key=look_key(row.user_name)))


def downgrade() -> None:
    op.drop_index('ix_account_look_key', table_name='account')
    op.drop_column('account', 'look_key')
