"""Where a source's address moved for good, and whose an entry is that a search found."""

import sqlalchemy as sa
from alembic import op

from models.columns import Words

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.add_column("sources", sa.Column("moved_to", Words))
    op.add_column("sources", sa.Column("moving_to", Words))
    op.add_column("sources", sa.Column("moving_polls", sa.Integer, nullable=False, server_default="0"))
    op.add_column("entries", sa.Column("outlet", Words, nullable=False, server_default=""))
