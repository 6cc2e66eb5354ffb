"""The points as they stood after each stretch of sightings, from which the ledger of a day long ago is told."""

import sqlalchemy as sa
from alembic import op

from models.columns import Id, Json, Key, Utc

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.create_table(
        "stretches",
        sa.Column("upto", Id, primary_key=True, autoincrement=False),
        sa.Column("since", Id, nullable=False),
        sa.Column("earliest", Utc, nullable=False),
        sa.Column("latest", Utc, nullable=False),
    )
    op.create_index("ix_stretches_latest", "stretches", ["latest"])
    op.create_table(
        "snapshots",
        sa.Column("point_key", Key, primary_key=True),
        sa.Column("upto", Id, primary_key=True, autoincrement=False),
        sa.Column("figure_id", Id),
        sa.Column("origins", Json, nullable=False),
        sa.Column("camps", Json, nullable=False),
    )
