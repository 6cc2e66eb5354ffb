"""What became of each alert on each channel, how the channels do, and the days that have their digest."""

import sqlalchemy as sa
from alembic import op

from models.columns import Id, Key, Utc, Words

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.create_table(
        "tries",
        sa.Column("alert_id", Id, sa.ForeignKey("outbox.id", name="fk_tries_alert_id"), primary_key=True),
        sa.Column("channel", Key, primary_key=True),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("at", Utc, nullable=False),
        sa.Column("why", Words, nullable=False),
    )
    op.create_index("ix_tries_channel", "tries", ["channel", "state", "at"])
    op.create_table(
        "channels",
        sa.Column("name", Key, primary_key=True),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("paused_until", Utc),
        sa.Column("down_since", Utc),
        sa.Column("why", Words, nullable=False),
        sa.Column("last_good", Utc),
    )
    op.create_table(
        "digests",
        sa.Column("day", sa.String(10), primary_key=True),
        sa.Column("since", Utc, nullable=False),
        sa.Column("until", Utc, nullable=False),
        sa.Column("alert_id", Id, sa.ForeignKey("outbox.id", name="fk_digests_alert_id"), nullable=False),
    )
