"""Indexes that hold all that a look-up asks for: findings by kind, articles by day, statements by speaker."""

from alembic import op

revision = "0012"
down_revision = "0011"
_KIND = ("level", "verdict", "fact", "language", "camp")


def upgrade() -> None:
    op.create_index("ix_findings_kind", "findings", [*_KIND, "seq"])
    for column in ("metric", "speaker", "source"):
        op.drop_index(f"ix_findings_{column}", "findings")
        op.create_index(f"ix_findings_{column}", "findings", [column, "seq", *_KIND])
    op.create_index("ix_versions_editions", "versions", ["state", "published", "relevant", "language", "article_id", "number"])
    op.drop_index("ix_versions_published", "versions")
    op.drop_index("ix_statements_speaker", "statements")
    op.create_index("ix_statements_speaker", "statements", ["speaker", "said_on", "id", "rejected", "document"])
