"""What the pages ask for at a million findings: every filter has its index, and whatever asks for action has a standing from the start."""

from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    for column in ("language", "camp", "fact", "source"):
        op.create_index(f"ix_findings_{column}", "findings", [column, "seq"])
    op.create_index("ix_findings_counted", "findings", ["level", "recorded_at", "verdict"])
    op.create_index("ix_versions_relevant", "versions", ["relevant", "article_id", "number"])
    op.execute(
        "INSERT INTO standings (finding, state) SELECT seq, 'new' FROM findings WHERE level = 'act' "
        "AND seq NOT IN (SELECT finding FROM standings)"
    )
