"""Articles, their versions as read, and the bytes they were read from."""

from sqlalchemy import Boolean, Column, Date, Float, ForeignKey, Index, Integer, LargeBinary, String, Table, UniqueConstraint

from models.columns import Id, Json, Key, Utc, Words, lease
from models.tables.base import metadata

pages = Table(
    "pages",
    metadata,
    Column("raw_hash", String(64), primary_key=True),
    Column("body", LargeBinary, nullable=False),
    Column("stored_at", Utc, nullable=False, index=True),  # bytes are kept for a short while, texts long, facts for ever
)

articles = Table(
    "articles",
    metadata,
    Column("id", Id, primary_key=True),
    # theirs
    Column("url_key", String(64), nullable=False, unique=True),  # hash of canonical_url: addresses may be longer than an index takes
    Column("canonical_url", Words, nullable=False),
    Column("url", Words, nullable=False),
    # ours: who carried it first
    Column("source", Key, nullable=False),
    Column("outlet", Words, nullable=False),
    Column("camp", Key, nullable=False),
    Column("first_read_at", Utc, nullable=False),
    Column("rereads", Integer, nullable=False),
    Column("reread_at", Utc),  # null once its last re-reading is done
    # derived
    Column("language", Key, nullable=False),
    Column("story_id", Id),  # the article this one is a copy of; its own id where it is no copy, null before that is known
    Column("signature", Json),  # null where the text is too short to be told from others
    Column("latest", Integer, nullable=False),  # number of its latest version
    *lease("articles"),
    Index("ix_articles_reread_at", "reread_at"),
    Index("ix_articles_story_id", "story_id"),
)

versions = Table(
    "versions",
    metadata,
    Column("id", Id, primary_key=True),
    Column("article_id", Id, ForeignKey("articles.id"), nullable=False),
    Column("number", Integer, nullable=False),
    # theirs
    Column("url", Words, nullable=False),
    Column("title", Words, nullable=False),
    Column("text", Words, nullable=False),
    Column("published", Date),  # null where neither page nor feed gives a day that can be
    Column("corrected", Boolean, nullable=False),  # the page says that it was corrected
    # ours
    Column("text_hash", String(64), nullable=False),
    Column("raw_hash", String(64), nullable=False),
    Column("fetched_at", Utc, nullable=False),
    Column("queued_by", Utc, nullable=False),  # publication where known, else fetched_at: oldest is judged first
    Column("quiet", Boolean, nullable=False),
    Column("state", String(12), nullable=False),  # waiting, judged, parked
    Column("attempts", Integer, nullable=False),
    Column("next_try_at", Utc),
    Column("trace", Words, nullable=False),  # what its last failed attempt said
    # derived: null until judged
    Column("language", Key),
    Column("relevant", Boolean),
    Column("score", Float),
    Column("why", Json),
    Column("judged_at", Utc),
    *lease("versions"),
    UniqueConstraint("article_id", "number"),
    Index("ix_versions_queue", "state", "queued_by", "id"),
    Index("ix_versions_attempts", "state", "attempts"),
    Index("ix_versions_relevant", "relevant", "article_id", "number"),
    Index("ix_versions_editions", "state", "published", "relevant", "language", "article_id", "number"),
)

bands = Table(
    "bands",
    metadata,
    Column("band", Key, primary_key=True),
    Column("article_id", Id, ForeignKey("articles.id"), primary_key=True),
)
