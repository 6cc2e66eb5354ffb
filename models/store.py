"""Store: the questions a step asks, answered in values of facts/. Each family of questions has a file of its own."""

from models.agenda import Agenda
from models.archives import Archives
from models.baselines import Baselines
from models.digests import Digests
from models.duties import Duties
from models.entries import Entries
from models.judgements import Judgements
from models.knowledge import Knowledge
from models.log import Log
from models.opening import opened
from models.outbox import Outbox
from models.passes import Passes
from models.polls import Polls
from models.queue import Queue
from models.reviews import Reviews
from models.snapshots import Snapshots
from models.sources import Sources
from models.upkeep import Upkeep
from models.values import Alert, Pass, PollOutcome, Reread, SourceState, Unjudged, VersionIn, WaitingEntry
from models.versions import Versions

__all__ = [
    "Alert",
    "Pass",
    "PollOutcome",
    "Reread",
    "SourceState",
    "Store",
    "Unjudged",
    "VersionIn",
    "WaitingEntry",
    "open_store",
]


class Store(
    Sources,
    Polls,
    Entries,
    Versions,
    Queue,
    Baselines,
    Knowledge,
    Judgements,
    Log,
    Reviews,
    Outbox,
    Digests,
    Passes,
    Snapshots,
    Upkeep,
    Duties,
    Agenda,
    Archives,
):
    """An open database of beltwatch. All moments go in and come out in UTC."""


def open_store(url: str) -> Store:
    """Open the database at ``url``, make it if there is none, bring it up to this version's schema.

    url     ``sqlite:////var/lib/beltwatch/beltwatch.db`` or ``postgresql://user@host/name``
    raises  StoreError (models.errors) with a remedy: no right, no server, damaged, on a network folder, newer than we are
    """
    return Store(opened(url))
