"""Every sighting of a figure and of a statement, and the current row of every point, so that no step reads all sightings of a key."""

from sqlalchemy import Boolean, Column, Date, ForeignKey, Index, Integer, String, Table, text

from models.columns import Exact, Id, Json, Key, Utc, Words, place
from models.tables.base import metadata

figures = Table(
    "figures",
    metadata,
    Column("id", Id, primary_key=True),
    *place(),
    # theirs: where it stood and what it says
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("text", Words, nullable=False),
    Column("value", Exact),  # null for a range
    Column("low", Exact),  # null below "under" and "nearly"
    Column("high", Exact),  # null above "over"
    Column("qualifier", String(12), nullable=False),
    Column("unit", Key, nullable=False),
    Column("metric", Key, nullable=False),
    Column("kind", String(12), nullable=False),
    # null where the text does not say
    Column("flow", String(12)),
    Column("reporter", String(12)),
    Column("scope", String(24)),
    Column("period", Key),
    Column("attributed_to", Words),
    Column("modality", String(12), nullable=False),
    Column("cumulative", Boolean, nullable=False),
    Column("about_relations", Boolean, nullable=False),
    Column("resolution", Exact, nullable=False),
    Column("reading", Words, nullable=False),
    # ours
    Column("learned", Utc, nullable=False),
    Column("accepted", Utc),  # when a review accepted it; null otherwise
    Column("rejected", Boolean, nullable=False),
    # derived
    Column("point_key", Key, nullable=False),
    Column("series_key", Key, nullable=False),
    Index("ix_figures_point", "point_key", "id"),
    Index("ix_figures_series", "series_key", "id"),
    Index("ix_figures_metric", "metric", "learned"),
    Index("ix_figures_learned", "learned"),
    Index("ix_figures_version", "version_id"),
    Index("ix_figures_document", "document"),
)

points = Table(
    "points",
    metadata,
    # derived: all of it can be built again from the sightings and the reviews
    Column("point_key", Key, primary_key=True),
    Column("series_key", Key, nullable=False, index=True),
    Column("metric", Key, nullable=False),
    Column("kind", String(12), nullable=False, server_default="level"),
    Column("period", Key),  # null where its sightings state none
    Column("figure_id", Id, ForeignKey("figures.id"), nullable=False),
    Column("origins", Json, nullable=False),  # who stated it compatibly, sorted
    Column("camps", Json, nullable=False),
    Column("sightings", Integer, nullable=False),
    Column("first_learned", Utc, nullable=False, server_default="2000-01-01T00:00:00.000000Z"),  # before that day nothing was known of it
    Index("ix_points_metric", "metric", "kind", "period", "first_learned"),
)

doubts = Table(
    "doubts",
    metadata,
    Column("document", Key, primary_key=True),  # whose currency is in doubt
    Column("unit", Key, primary_key=True),
    Column("why", Words, nullable=False),
    Column("finding", Id, nullable=False),
)

statements = Table(
    "statements",
    metadata,
    Column("id", Id, primary_key=True),
    *place(),
    # theirs
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("text", Words, nullable=False),
    Column("mode", String(12), nullable=False),
    Column("speaker", Key),  # null where the text does not say
    Column("speaker_role", Words),
    Column("cue", Words, nullable=False),
    Column("topics", Json, nullable=False),
    Column("formulas", Json, nullable=False),
    Column("statement_language", Key, nullable=False),
    # ours
    Column("learned", Utc, nullable=False),
    Column("rejected", Boolean, nullable=False),
    # derived
    Column("said_on", Date),  # the baseline's own day, else the day of publication; null where neither is known
    Index("ix_statements_speaker", "speaker", "said_on", "id", "rejected", "document"),
    Index("ix_statements_version", "version_id"),
    Index("ix_statements_labelled", "label", sqlite_where=text("label IS NOT NULL"), postgresql_where=text("label IS NOT NULL")),
    Index("ix_statements_document", "document"),
)
