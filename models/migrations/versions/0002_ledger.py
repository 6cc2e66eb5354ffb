"""The ledger: figures, statements and the current row of every point."""

import sqlalchemy as sa
from alembic import op

from models.columns import Exact, Id, Json, Key, Utc, Words

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "figures",
        sa.Column("id", Id, primary_key=True),
        sa.Column("label", Key),
        sa.Column("version_id", Id),
        sa.Column("article_id", Id),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("document", Key, nullable=False),
        sa.Column("origin", Key, nullable=False),
        sa.Column("source", Key, nullable=False),
        sa.Column("outlet", Words, nullable=False),
        sa.Column("camp", Key, nullable=False),
        sa.Column("language", Key, nullable=False),
        sa.Column("url", Words, nullable=False),
        sa.Column("published", sa.Date),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("end", sa.Integer, nullable=False),
        sa.Column("text", Words, nullable=False),
        sa.Column("value", Exact),
        sa.Column("low", Exact),
        sa.Column("high", Exact),
        sa.Column("qualifier", sa.String(12), nullable=False),
        sa.Column("unit", Key, nullable=False),
        sa.Column("metric", Key, nullable=False),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("flow", sa.String(12)),
        sa.Column("reporter", sa.String(12)),
        sa.Column("scope", sa.String(24)),
        sa.Column("period", Key),
        sa.Column("attributed_to", Words),
        sa.Column("modality", sa.String(12), nullable=False),
        sa.Column("cumulative", sa.Boolean, nullable=False),
        sa.Column("about_relations", sa.Boolean, nullable=False),
        sa.Column("resolution", Exact, nullable=False),
        sa.Column("reading", Words, nullable=False),
        sa.Column("learned", Utc, nullable=False),
        sa.Column("accepted", Utc),
        sa.Column("rejected", sa.Boolean, nullable=False),
        sa.Column("point_key", Key, nullable=False),
        sa.Column("series_key", Key, nullable=False),
    )
    op.create_index("ix_figures_document", "figures", ["document"])
    op.create_index("ix_figures_learned", "figures", ["learned"])
    op.create_index("ix_figures_metric", "figures", ["metric", "learned"])
    op.create_index("ix_figures_point", "figures", ["point_key", "id"])
    op.create_index("ix_figures_series", "figures", ["series_key", "id"])
    op.create_index("ix_figures_version", "figures", ["version_id"])
    op.create_table(
        "points",
        sa.Column("point_key", Key, primary_key=True),
        sa.Column("series_key", Key, nullable=False),
        sa.Column("metric", Key, nullable=False),
        sa.Column("figure_id", Id, sa.ForeignKey("figures.id", name="fk_points_figure_id"), nullable=False),
        sa.Column("origins", Json, nullable=False),
        sa.Column("camps", Json, nullable=False),
        sa.Column("sightings", sa.Integer, nullable=False),
    )
    op.create_index("ix_points_metric", "points", ["metric"])
    op.create_index("ix_points_series_key", "points", ["series_key"])
    op.create_table(
        "doubts",
        sa.Column("document", Key, primary_key=True),
        sa.Column("unit", Key, primary_key=True),
        sa.Column("why", Words, nullable=False),
        sa.Column("finding", Id, nullable=False),
    )
    op.create_table(
        "statements",
        sa.Column("id", Id, primary_key=True),
        sa.Column("label", Key),
        sa.Column("version_id", Id),
        sa.Column("article_id", Id),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("document", Key, nullable=False),
        sa.Column("origin", Key, nullable=False),
        sa.Column("source", Key, nullable=False),
        sa.Column("outlet", Words, nullable=False),
        sa.Column("camp", Key, nullable=False),
        sa.Column("language", Key, nullable=False),
        sa.Column("url", Words, nullable=False),
        sa.Column("published", sa.Date),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("end", sa.Integer, nullable=False),
        sa.Column("text", Words, nullable=False),
        sa.Column("mode", sa.String(12), nullable=False),
        sa.Column("speaker", Key),
        sa.Column("speaker_role", Words),
        sa.Column("cue", Words, nullable=False),
        sa.Column("topics", Json, nullable=False),
        sa.Column("formulas", Json, nullable=False),
        sa.Column("statement_language", Key, nullable=False),
        sa.Column("learned", Utc, nullable=False),
        sa.Column("rejected", sa.Boolean, nullable=False),
        sa.Column("said_on", sa.Date),
    )
    op.create_index("ix_statements_document", "statements", ["document"])
    op.create_index("ix_statements_label", "statements", ["label"])
    op.create_index("ix_statements_speaker", "statements", ["speaker", "said_on", "id"])
    op.create_index("ix_statements_version", "statements", ["version_id"])
