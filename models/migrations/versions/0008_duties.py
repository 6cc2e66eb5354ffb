"""Who keeps the passes running, and when the daily duties were last done."""

import sqlalchemy as sa
from alembic import op

from models.columns import Key, Utc

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.create_table(
        "duties",
        sa.Column("name", Key, primary_key=True),
        sa.Column("done_at", Utc),
        sa.Column("owner", sa.String(80)),
        sa.Column("since", Utc),
        sa.Column("until", Utc),
    )
