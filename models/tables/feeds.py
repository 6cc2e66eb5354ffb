"""Sources and the entries they gave."""

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Index, Integer, String, Table, UniqueConstraint

from models.columns import Id, Key, Utc, Words, lease
from models.tables.base import metadata

sources = Table(
    "sources",
    metadata,
    Column("id", Id, primary_key=True),
    # ours: as the watchlist declares it, refreshed at every start
    Column("name", Key, nullable=False, unique=True),
    Column("url", Words, nullable=False),
    Column("outlet", Words, nullable=False),
    Column("language", Key, nullable=False),
    Column("camp", Key, nullable=False),
    Column("every", BigInteger, nullable=False),  # seconds
    Column("home", String(8)),  # null: an outlet of neither side
    Column("kind", String(20), nullable=False),
    Column("links", Words),  # null: every link counts
    Column("verified", Boolean, nullable=False),
    Column("dead", Words),  # why it is not polled; null: it is
    Column("listed", Boolean, nullable=False),  # false once it left the watchlist: its history stays
    # theirs: the last answer that was good; null until there was one or where the server sends none
    Column("etag", Words),
    Column("modified", Words),
    Column("body_hash", String(64)),
    # theirs: where redirects for good lead; null where there are none
    Column("moved_to", Words),  # asked instead of url, which stays as the watchlist has it
    Column("moving_to", Words),  # becomes moved_to once enough good polls in a row were sent there
    Column("moving_polls", Integer, nullable=False, server_default="0"),
    # derived from its polls; since, next_try_at and the last_… are null before the first
    Column("host_key", BigInteger, nullable=False),  # shards are told apart by it
    Column("state", String(20), nullable=False),  # "" until it was polled
    Column("reason", Words, nullable=False),
    Column("since", Utc),
    Column("next_try_at", Utc),
    Column("last_good_at", Utc),
    Column("last_new_at", Utc),
    Column("failing_since", Utc),  # null while it can be read
    Column("told_failing", Utc),  # when the operator was told; null: not told
    Column("polled_at", Utc),  # null before the first poll
    Column("failures", Integer, nullable=False),
    Column("first_pass_done", Boolean, nullable=False),
    *lease("sources"),
    Index("ix_sources_due", "listed", "next_try_at"),
)

entries = Table(
    "entries",
    metadata,
    Column("id", Id, primary_key=True),
    Column("source_id", Id, ForeignKey("sources.id"), nullable=False),
    Column("identity", Key, nullable=False),  # by hash where it was longer
    # theirs: null where the feed gave none
    Column("guid", Words),
    Column("link", Words),
    Column("title", Words, nullable=False),
    Column("summary", Words, nullable=False),
    Column("published", Utc),
    Column("published_raw", Words, nullable=False),
    Column("outlet", Words, nullable=False, server_default=""),  # whose it is, where a search found it
    # ours
    Column("first_seen", Utc, nullable=False),
    Column("quiet", Boolean, nullable=False),  # came with the first pass over its source: no alert
    Column("state", String(12), nullable=False),  # waiting, read, set_aside, failed
    Column("why", Words, nullable=False),
    Column("changed_at", Utc),  # when it came into this state; null while it waits for the first time
    Column("attempts", Integer, nullable=False),
    Column("next_try_at", Utc),  # null: at once
    Column("article_id", Id),  # null until it was read
    *lease("entries"),
    UniqueConstraint("source_id", "identity"),
    Index("ix_entries_state", "state", "id"),
)
