"""Articles by their day, to find the editions of a story in other languages; of statements only the baselines' own by their label."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
_THERE = sa.text("label IS NOT NULL")


def upgrade() -> None:
    op.create_index("ix_versions_published", "versions", ["published", "id"])
    op.drop_index("ix_statements_label", "statements")
    op.create_index("ix_statements_labelled", "statements", ["label"], sqlite_where=_THERE, postgresql_where=_THERE)
