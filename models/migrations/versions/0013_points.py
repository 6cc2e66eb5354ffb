"""What a point is about and when it was first heard of stand with the point: lists of points are read from one index."""

import sqlalchemy as sa
from alembic import op

from models.columns import Key, Utc

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    op.add_column("points", sa.Column("kind", sa.String(12), nullable=False, server_default="level"))
    op.add_column("points", sa.Column("period", Key))
    op.add_column("points", sa.Column("first_learned", Utc, nullable=False, server_default="2000-01-01T00:00:00.000000Z"))
    op.execute(
        "UPDATE points SET kind = (SELECT kind FROM figures WHERE id = points.figure_id), "
        "period = (SELECT period FROM figures WHERE id = points.figure_id), "
        "first_learned = coalesce((SELECT min(learned) FROM figures "
        "WHERE point_key = points.point_key AND about_relations AND NOT rejected), first_learned)"
    )
    op.drop_index("ix_points_metric", "points")
    op.create_index("ix_points_metric", "points", ["metric", "kind", "period", "first_learned"])
