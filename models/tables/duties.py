"""What is done by one process at a time or once in a while: who keeps the passes running, when the chain was last walked."""

from sqlalchemy import Column, String, Table

from models.columns import Key, Utc
from models.tables.base import metadata

duties = Table(
    "duties",
    metadata,
    Column("name", Key, primary_key=True),
    Column("done_at", Utc),  # when it was last begun; null where it is somebody's seat, not a task
    Column("owner", String(80)),  # who sits there; null: nobody
    Column("since", Utc),
    Column("until", Utc),  # when the seat is free again unless its owner says otherwise
)
