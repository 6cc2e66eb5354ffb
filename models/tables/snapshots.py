"""The points as they stood, so that "what did we know on day X" need not go through every sighting since."""

from sqlalchemy import Column, Table

from models.columns import Id, Json, Key, Utc
from models.tables.base import metadata

stretches = Table(
    "stretches",
    metadata,
    # derived: sightings numbered above since and up to upto, after which the points were looked at
    Column("upto", Id, primary_key=True, autoincrement=False),
    Column("since", Id, nullable=False),
    Column("earliest", Utc, nullable=False),  # when the first of its sightings was learned; clocks go back
    Column("latest", Utc, nullable=False, index=True),  # when the last of these and of all before was learned
)

snapshots = Table(
    "snapshots",
    metadata,
    # derived: a point after a stretch, where it was not as after the one before
    Column("point_key", Key, primary_key=True),
    Column("upto", Id, primary_key=True, autoincrement=False),  # 0: a review changed what stands, look at the sightings themselves
    Column("figure_id", Id),  # null with an upto of 0
    Column("origins", Json, nullable=False),
    Column("camps", Json, nullable=False),
)
