"""${message}."""

import sqlalchemy as sa

from alembic import op
from models.columns import Exact, Id, Json, Key, Utc, Words

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}


def upgrade() -> None:
    ${upgrades if upgrades else "pass"}
