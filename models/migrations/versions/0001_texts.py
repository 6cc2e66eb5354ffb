"""Sources, entries, articles and their versions."""

import sqlalchemy as sa
from alembic import op

from models.columns import Id, Json, Key, Utc, Words

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "sources",
        sa.Column("id", Id, primary_key=True),
        sa.Column("name", Key, nullable=False),
        sa.Column("url", Words, nullable=False),
        sa.Column("outlet", Words, nullable=False),
        sa.Column("language", Key, nullable=False),
        sa.Column("camp", Key, nullable=False),
        sa.Column("every", sa.BigInteger, nullable=False),
        sa.Column("home", sa.String(8)),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("links", Words),
        sa.Column("verified", sa.Boolean, nullable=False),
        sa.Column("dead", Words),
        sa.Column("listed", sa.Boolean, nullable=False),
        sa.Column("etag", Words),
        sa.Column("modified", Words),
        sa.Column("body_hash", sa.String(64)),
        sa.Column("host_key", sa.BigInteger, nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("reason", Words, nullable=False),
        sa.Column("since", Utc),
        sa.Column("next_try_at", Utc),
        sa.Column("last_good_at", Utc),
        sa.Column("last_new_at", Utc),
        sa.Column("failing_since", Utc),
        sa.Column("told_failing", Utc),
        sa.Column("polled_at", Utc),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("first_pass_done", sa.Boolean, nullable=False),
        sa.Column("lease_owner", sa.String(80)),
        sa.Column("lease_until", Utc),
        sa.UniqueConstraint("name", name="uq_sources_name"),
    )
    op.create_index("ix_sources_due", "sources", ["listed", "next_try_at"])
    op.create_table(
        "entries",
        sa.Column("id", Id, primary_key=True),
        sa.Column("source_id", Id, sa.ForeignKey("sources.id", name="fk_entries_source_id"), nullable=False),
        sa.Column("identity", Key, nullable=False),
        sa.Column("guid", Words),
        sa.Column("link", Words),
        sa.Column("title", Words, nullable=False),
        sa.Column("summary", Words, nullable=False),
        sa.Column("published", Utc),
        sa.Column("published_raw", Words, nullable=False),
        sa.Column("first_seen", Utc, nullable=False),
        sa.Column("quiet", sa.Boolean, nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("why", Words, nullable=False),
        sa.Column("changed_at", Utc),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("next_try_at", Utc),
        sa.Column("article_id", Id),
        sa.Column("lease_owner", sa.String(80)),
        sa.Column("lease_until", Utc),
        sa.UniqueConstraint("source_id", "identity", name="uq_entries_source_id_identity"),
    )
    op.create_index("ix_entries_state", "entries", ["state", "id"])
    op.create_table(
        "pages",
        sa.Column("raw_hash", sa.String(64), primary_key=True),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.Column("stored_at", Utc, nullable=False),
    )
    op.create_index("ix_pages_stored_at", "pages", ["stored_at"])
    op.create_table(
        "articles",
        sa.Column("id", Id, primary_key=True),
        sa.Column("url_key", sa.String(64), nullable=False),
        sa.Column("canonical_url", Words, nullable=False),
        sa.Column("url", Words, nullable=False),
        sa.Column("source", Key, nullable=False),
        sa.Column("outlet", Words, nullable=False),
        sa.Column("camp", Key, nullable=False),
        sa.Column("first_read_at", Utc, nullable=False),
        sa.Column("rereads", sa.Integer, nullable=False),
        sa.Column("reread_at", Utc),
        sa.Column("language", Key, nullable=False),
        sa.Column("story_id", Id),
        sa.Column("signature", Json),
        sa.Column("latest", sa.Integer, nullable=False),
        sa.Column("lease_owner", sa.String(80)),
        sa.Column("lease_until", Utc),
        sa.UniqueConstraint("url_key", name="uq_articles_url_key"),
    )
    op.create_index("ix_articles_reread_at", "articles", ["reread_at"])
    op.create_index("ix_articles_story_id", "articles", ["story_id"])
    op.create_table(
        "versions",
        sa.Column("id", Id, primary_key=True),
        sa.Column("article_id", Id, sa.ForeignKey("articles.id", name="fk_versions_article_id"), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("url", Words, nullable=False),
        sa.Column("title", Words, nullable=False),
        sa.Column("text", Words, nullable=False),
        sa.Column("published", sa.Date),
        sa.Column("corrected", sa.Boolean, nullable=False),
        sa.Column("text_hash", sa.String(64), nullable=False),
        sa.Column("raw_hash", sa.String(64), nullable=False),
        sa.Column("fetched_at", Utc, nullable=False),
        sa.Column("queued_by", Utc, nullable=False),
        sa.Column("quiet", sa.Boolean, nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("next_try_at", Utc),
        sa.Column("trace", Words, nullable=False),
        sa.Column("language", Key),
        sa.Column("relevant", sa.Boolean),
        sa.Column("score", sa.Float),
        sa.Column("why", Json),
        sa.Column("judged_at", Utc),
        sa.Column("lease_owner", sa.String(80)),
        sa.Column("lease_until", Utc),
        sa.UniqueConstraint("article_id", "number", name="uq_versions_article_id_number"),
    )
    op.create_index("ix_versions_queue", "versions", ["state", "queued_by", "id"])
    op.create_table(
        "bands",
        sa.Column("band", Key, primary_key=True),
        sa.Column("article_id", Id, sa.ForeignKey("articles.id", name="fk_bands_article_id"), primary_key=True),
    )
