"""What became of each alert on each channel, how the channels do, and which days have their digest."""

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table

from models.columns import Id, Key, Utc, Words
from models.tables.base import metadata

tries = Table(
    "tries",
    metadata,
    Column("alert_id", Id, ForeignKey("outbox.id"), primary_key=True),
    Column("channel", Key, primary_key=True),  # by the name it may be shown by
    # ours
    Column("state", String(8), nullable=False),  # open, sent, dead; folded: told in a message of many
    Column("attempts", Integer, nullable=False),  # counted before the sending: whoever is killed in between leaves a repeat
    Column("at", Utc, nullable=False),
    Column("why", Words, nullable=False),
    Index("ix_tries_channel", "channel", "state", "at"),
)

channels = Table(
    "channels",
    metadata,
    Column("name", Key, primary_key=True),
    # ours: null and 0 while it takes what it is sent
    Column("failures", Integer, nullable=False),
    Column("paused_until", Utc),
    Column("down_since", Utc),
    Column("why", Words, nullable=False),
    Column("last_good", Utc),  # null before the first delivery
)

digests = Table(
    "digests",
    metadata,
    Column("day", String(10), primary_key=True),  # the reader's local day, "2026-01-27": each has one digest
    Column("since", Utc, nullable=False),
    Column("until", Utc, nullable=False),
    Column("alert_id", Id, ForeignKey("outbox.id"), nullable=False),
)
