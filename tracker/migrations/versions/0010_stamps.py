"""What was judged is judged again where it is used, and tries that are under way are counted apart."""

import sqlalchemy as sa
from alembic import op


revision = '0010'
down_revision = '0009'


def upgrade() -> None:
    op.add_column('account', sa.Column('security_stamp', sa.Integer(), server_default='0', nullable=False))
    op.create_index('ix_account_security_stamp', 'account', ['security_stamp'], unique=False)
    op.add_column('step', sa.Column('stamp', sa.Integer(), server_default='0', nullable=False))
    op.add_column('attempt', sa.Column('under_way', sa.Boolean(), server_default=sa.false(), nullable=False))


def downgrade() -> None:
    op.drop_column('attempt', 'under_way')
    op.drop_column('step', 'stamp')
    op.drop_index('ix_account_security_stamp', table_name='account')
    op.drop_column('account', 'security_stamp')
