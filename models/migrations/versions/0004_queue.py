"""Indexes by which the queues find what is held, and what spent its attempts, however much waits."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_HELD = sa.text("lease_owner IS NOT NULL")


def upgrade() -> None:
    for table in ("sources", "entries", "articles", "versions", "outbox"):
        op.create_index(f"ix_{table}_lease", table, ["lease_owner"], sqlite_where=_HELD, postgresql_where=_HELD)
    op.create_index("ix_versions_attempts", "versions", ["state", "attempts"])
