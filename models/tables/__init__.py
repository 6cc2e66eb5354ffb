"""The schema: what a feed said, what a page said, what was read out of it, and the log of what changed.

Each table groups its columns: theirs (as it came from outside), ours (what we decided or did), derived (can be worked out again).
"""

from models.tables.alerts import channels, digests, tries
from models.tables.base import metadata
from models.tables.commits import commits
from models.tables.duties import duties
from models.tables.feeds import entries, sources
from models.tables.ledger import doubts, figures, points, statements
from models.tables.log import alert_findings, deliveries, findings, outbox, passes, reviews, settings, standings
from models.tables.snapshots import snapshots, stretches
from models.tables.texts import articles, bands, pages, versions

__all__ = [
    "alert_findings",
    "articles",
    "bands",
    "channels",
    "commits",
    "deliveries",
    "digests",
    "doubts",
    "duties",
    "entries",
    "figures",
    "findings",
    "metadata",
    "outbox",
    "pages",
    "passes",
    "points",
    "reviews",
    "settings",
    "snapshots",
    "sources",
    "standings",
    "statements",
    "stretches",
    "tries",
    "versions",
]
