"""Loading a baseline: what one article said before we began to watch."""

from datetime import UTC, datetime, time
from functools import partial

from sqlalchemy import Connection, select

from facts.known import Place
from facts.watch import Baseline
from models.database import Database, Lock, lock
from models.learning import learn_figures, learn_statements, own_columns
from models.tables import figures, statements


class Baselines(Database):
    """The door through which the first rows of the ledger come in."""

    def load_baseline(self, baseline: Baseline, now: datetime) -> int:
        """Write the baseline's figures and statements under their own ids ("B-01") and return how many were new.

        Rows that are there already stay as they are: loading the same baseline twice changes nothing, and a baseline that
        grew brings in what it gained. Several baselines stand side by side, each under its own name.
        """
        return self.written(partial(_load, baseline=baseline, now=now))


def _load(connection: Connection, *, baseline: Baseline, now: datetime) -> int:
    lock(connection, Lock.LEDGER)
    place = _place(baseline)
    # Known since its article appeared: "what did we know on day X" would else begin with the day of installation.
    learned = min(now, datetime.combine(baseline.published, time(), UTC))
    present = set(connection.execute(select(figures.c.label).where(figures.c.document == place.document)).scalars())
    present |= set(connection.execute(select(statements.c.label).where(statements.c.document == place.document)).scalars())
    numbers = [one for one in baseline.figures if one.id not in present]
    words = [one for one in baseline.statements if one.id not in present]
    learn_figures(connection, [one.figure for one in numbers], place, None, learned, labels=[one.id for one in numbers])
    said = [(one.statement, own_columns(one.said_on or baseline.published, label=one.id)) for one in words]
    learn_statements(connection, said, place, None, learned)
    return len(numbers) + len(words)


def _place(baseline: Baseline) -> Place:
    return Place(
        document=f"baseline:{baseline.name}",
        origin=f"baseline:{baseline.name}",
        source="baseline",
        outlet=baseline.outlet,
        camp=str(baseline.camp),
        language=baseline.language,
        url=baseline.url,
        published=baseline.published,
    )
