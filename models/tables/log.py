"""The log and its reviews, both append-only; the alerts they cause; the passes made."""

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Index, Integer, String, Table

from models.columns import Id, Json, Key, Utc, Words, lease
from models.tables.base import metadata

_KIND = ("level", "verdict", "fact", "language", "camp")

findings = Table(
    "findings",
    metadata,
    Column("seq", BigInteger, primary_key=True, autoincrement=False),  # numbered under the write lock, without gaps
    # ours: the row as it is hashed
    Column("payload", Words, nullable=False),
    Column("previous_hash", String(64), nullable=False),
    Column("hash", String(64), nullable=False, unique=True),
    # derived from the payload, to filter by; null where the payload has null
    Column("recorded_at", Utc, nullable=False, index=True),
    Column("level", String(8), nullable=False),
    Column("verdict", String(24), nullable=False),
    Column("fact", String(12), nullable=False),
    Column("metric", Key),
    Column("speaker", Key),
    Column("language", Key, nullable=False),
    Column("camp", Key, nullable=False),
    Column("source", Key, nullable=False),
    Column("version_id", Id),
    Column("figure_id", Id),  # the sighting it speaks of; null where it speaks of a statement or of something absent
    Column("statement_id", Id),
    Index("ix_findings_version", "version_id"),
    Index("ix_findings_figure", "figure_id"),
    Index("ix_findings_statement", "statement_id"),
    Index("ix_findings_metric", "metric", "seq", *_KIND),
    Index("ix_findings_speaker", "speaker", "seq", *_KIND),
    Index("ix_findings_level", "level", "seq"),
    Index("ix_findings_verdict", "verdict", "seq"),
    Index("ix_findings_language", "language", "seq"),
    Index("ix_findings_camp", "camp", "seq"),
    Index("ix_findings_fact", "fact", "seq"),
    Index("ix_findings_source", "source", "seq", *_KIND),
    Index("ix_findings_kind", *_KIND, "seq"),
    Index("ix_findings_counted", "level", "recorded_at", "verdict"),
)

reviews = Table(
    "reviews",
    metadata,
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("finding", BigInteger, ForeignKey("findings.seq"), nullable=False),
    # ours
    Column("payload", Words, nullable=False),
    Column("previous_hash", String(64), nullable=False),
    Column("hash", String(64), nullable=False, unique=True),
    Column("state", String(12), nullable=False),  # accepted, rejected, watching, new (reopened)
    Column("at", Utc, nullable=False),
    Index("ix_reviews_finding", "finding", "seq"),
)

standings = Table(
    "standings",
    metadata,
    # derived from the reviews: the state of every finding that asks for action or was ever reviewed
    Column("finding", BigInteger, ForeignKey("findings.seq"), primary_key=True, autoincrement=False),
    Column("state", String(12), nullable=False),
    Index("ix_standings_state", "state", "finding"),
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", Id, primary_key=True),
    # ours
    Column("key", Key, nullable=False, unique=True),  # the idempotency key: the same on every repeat
    Column("kind", String(12), nullable=False),  # finding, reminder, source, parked …
    Column("topic", Key, nullable=False),  # findings of one topic share a message
    Column("content", Json, nullable=False),  # what the message is about where it is about no finding
    Column("created_at", Utc, nullable=False),
    Column("due_at", Utc, nullable=False),
    Column("state", String(12), nullable=False),  # waiting, sent, dead, dropped
    Column("attempts", Integer, nullable=False),
    Column("why", Words, nullable=False),
    Column("sent_at", Utc),  # null until it was sent
    Column("receipt", Words, nullable=False),
    Column("reminds", Id),  # the alert a reminder repeats; null otherwise
    *lease("outbox"),
    Index("ix_outbox_due", "state", "due_at"),
    Index("ix_outbox_topic", "topic", "state"),
)

alert_findings = Table(
    "alert_findings",
    metadata,
    Column("alert_id", Id, ForeignKey("outbox.id"), primary_key=True),
    Column("finding", BigInteger, ForeignKey("findings.seq"), primary_key=True),
    Index("ix_alert_findings_finding", "finding"),
)

deliveries = Table(
    "deliveries",
    metadata,
    Column("id", Id, primary_key=True),
    Column("alert_id", Id, ForeignKey("outbox.id"), nullable=False, index=True),
    Column("channel", Words, nullable=False),  # as it may be shown: never an address with its secret
    Column("at", Utc, nullable=False),
    Column("done", Boolean, nullable=False),
    Column("receipt", Words, nullable=False),  # what the channel answered, or why it refused
)

passes = Table(
    "passes",
    metadata,
    Column("id", Id, primary_key=True),
    Column("started_at", Utc, nullable=False),
    Column("ended_at", Utc),  # null while it runs, and for ever where it was killed
    Column("sample", Boolean, nullable=False),
    Column("report", Json),  # null until it ended
)

settings = Table(
    "settings",
    metadata,
    Column("name", String(80), primary_key=True),  # "findings" and "reviews": the head of each chain
    Column("value", Json, nullable=False),
)
