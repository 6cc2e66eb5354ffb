"""Where PostgreSQL notes each commit, so that one whose answer got lost can be looked up."""

import sqlalchemy as sa
from alembic import op

from models.columns import Utc

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "commits",
        sa.Column("token", sa.String(32), primary_key=True),
        sa.Column("at", Utc, nullable=False, server_default=sa.func.now()),
    )
