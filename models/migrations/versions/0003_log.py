"""The log, its reviews, the alerts and the passes."""

import sqlalchemy as sa
from alembic import op

from models.columns import Id, Json, Key, Utc, Words

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "findings",
        sa.Column("seq", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("payload", Words, nullable=False),
        sa.Column("previous_hash", sa.String(64), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("recorded_at", Utc, nullable=False),
        sa.Column("level", sa.String(8), nullable=False),
        sa.Column("verdict", sa.String(24), nullable=False),
        sa.Column("fact", sa.String(12), nullable=False),
        sa.Column("metric", Key),
        sa.Column("speaker", Key),
        sa.Column("language", Key, nullable=False),
        sa.Column("camp", Key, nullable=False),
        sa.Column("source", Key, nullable=False),
        sa.Column("version_id", Id),
        sa.Column("figure_id", Id),
        sa.Column("statement_id", Id),
        sa.UniqueConstraint("hash", name="uq_findings_hash"),
    )
    op.create_index("ix_findings_figure", "findings", ["figure_id"])
    op.create_index("ix_findings_level", "findings", ["level", "seq"])
    op.create_index("ix_findings_metric", "findings", ["metric", "seq"])
    op.create_index("ix_findings_recorded_at", "findings", ["recorded_at"])
    op.create_index("ix_findings_speaker", "findings", ["speaker", "seq"])
    op.create_index("ix_findings_statement", "findings", ["statement_id"])
    op.create_index("ix_findings_verdict", "findings", ["verdict", "seq"])
    op.create_index("ix_findings_version", "findings", ["version_id"])
    op.create_table(
        "reviews",
        sa.Column("seq", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("finding", sa.BigInteger, sa.ForeignKey("findings.seq", name="fk_reviews_finding"), nullable=False),
        sa.Column("payload", Words, nullable=False),
        sa.Column("previous_hash", sa.String(64), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("at", Utc, nullable=False),
        sa.UniqueConstraint("hash", name="uq_reviews_hash"),
    )
    op.create_index("ix_reviews_finding", "reviews", ["finding", "seq"])
    op.create_table(
        "standings",
        sa.Column(
            "finding", sa.BigInteger, sa.ForeignKey("findings.seq", name="fk_standings_finding"), primary_key=True, autoincrement=False
        ),
        sa.Column("state", sa.String(12), nullable=False),
    )
    op.create_index("ix_standings_state", "standings", ["state", "finding"])
    op.create_table(
        "outbox",
        sa.Column("id", Id, primary_key=True),
        sa.Column("key", Key, nullable=False),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("topic", Key, nullable=False),
        sa.Column("content", Json, nullable=False),
        sa.Column("created_at", Utc, nullable=False),
        sa.Column("due_at", Utc, nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("why", Words, nullable=False),
        sa.Column("sent_at", Utc),
        sa.Column("receipt", Words, nullable=False),
        sa.Column("reminds", Id),
        sa.Column("lease_owner", sa.String(80)),
        sa.Column("lease_until", Utc),
        sa.UniqueConstraint("key", name="uq_outbox_key"),
    )
    op.create_index("ix_outbox_due", "outbox", ["state", "due_at"])
    op.create_index("ix_outbox_topic", "outbox", ["topic", "state"])
    op.create_table(
        "alert_findings",
        sa.Column("alert_id", Id, sa.ForeignKey("outbox.id", name="fk_alert_findings_alert_id"), primary_key=True),
        sa.Column("finding", sa.BigInteger, sa.ForeignKey("findings.seq", name="fk_alert_findings_finding"), primary_key=True),
    )
    op.create_index("ix_alert_findings_finding", "alert_findings", ["finding"])
    op.create_table(
        "deliveries",
        sa.Column("id", Id, primary_key=True),
        sa.Column("alert_id", Id, sa.ForeignKey("outbox.id", name="fk_deliveries_alert_id"), nullable=False),
        sa.Column("channel", Words, nullable=False),
        sa.Column("at", Utc, nullable=False),
        sa.Column("done", sa.Boolean, nullable=False),
        sa.Column("receipt", Words, nullable=False),
    )
    op.create_index("ix_deliveries_alert_id", "deliveries", ["alert_id"])
    op.create_table(
        "passes",
        sa.Column("id", Id, primary_key=True),
        sa.Column("started_at", Utc, nullable=False),
        sa.Column("ended_at", Utc),
        sa.Column("sample", sa.Boolean, nullable=False),
        sa.Column("report", Json),
    )
    op.create_table(
        "settings",
        sa.Column("name", sa.String(80), primary_key=True),
        sa.Column("value", Json, nullable=False),
    )
    for table in ("findings", "reviews"):
        for statement in GUARDS[op.get_bind().dialect.name]:
            op.execute(statement.format(table=table))


# The database itself refuses to change, to take away, or to leave out a number. TRUNCATE and REPLACE would go round a plain
# DELETE trigger: PostgreSQL has a trigger of its own for the one, SQLite sees the other as an insert of a number that is taken.
GUARDS = {
    "sqlite": (
        "CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END",
        "CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END",
        "CREATE TRIGGER {table}_no_gap BEFORE INSERT ON {table} WHEN NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM {table}) "
        "BEGIN SELECT RAISE(ABORT, '{table} is numbered without gaps'); END",
    ),
    "postgresql": (
        "CREATE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '{table} is append-only' USING ERRCODE = 'restrict_violation'; END $$",
        "CREATE FUNCTION {table}_count() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN IF NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM {table}) THEN "
        "RAISE EXCEPTION '{table} is numbered without gaps' USING ERRCODE = 'restrict_violation'; END IF; RETURN NEW; END $$",
        "CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION {table}_refuse()",
        "CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION {table}_refuse()",
        "CREATE TRIGGER {table}_no_gap BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION {table}_count()",
    ),
}
