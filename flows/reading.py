"""What judge has done in a child: both pure parts, each with the watchlist of a folder. Imports little: every child pays for it."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from connectors.inside import Pair
from connectors.watchlist import load_watchlist
from facts.article import Article
from facts.compare import compare
from facts.extract import Reading, read_article
from facts.finding import Finding
from facts.known import Found, Known
from facts.watch import Watchlist


@dataclass(frozen=True, slots=True)
class Folder:
    """Where the watchlist lies, and which loopback addresses may stand in it."""

    path: Path
    allowed: frozenset[Pair]


def read_in(folder: Folder, article: Article) -> Reading:
    """Read an article with the watchlist of ``folder``; one that is no coverage without its facts, which judge would drop."""
    return read_article(article, _watchlist(folder), whole=False)


def compare_in(folder: Folder, found: Found, known: Known) -> tuple[Finding, ...]:
    """Compare with the watchlist of ``folder``."""
    watchlist = _watchlist(folder)
    return compare(found, known, watchlist.metrics, watchlist.topic)


@cache
def _watchlist(folder: Folder) -> Watchlist:
    return load_watchlist(folder.path, folder.allowed)
