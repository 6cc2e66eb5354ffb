"""What a fact costs: looked up, compared and recorded, beside a keyed insert of the same rows written by hand.

``python -m benchmarks.record --sizes 10000 500000`` measures on new SQLite files, with ``--postgres`` on a server of its own. One
article has four figures (one confirms, one conflicts, one brings a later month, one is new) and two statements. By hand is SQLAlchemy
Core and nothing else: each figure's point looked up by key, every row of the ledger and of the log inserted, one transaction.
"""

import argparse
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from benchmarks.by_hand import ByHand
from benchmarks.growth import grow, is_grown
from benchmarks.invented import NOW, figure, numbers, page, quotation
from benchmarks.loading import clock_of, databases, where
from connectors.watchlist import load_watchlist
from facts.compare import compare
from facts.figure import Reporter
from facts.finding import Finding
from facts.known import Facts, Found, Known
from facts.statement import Mode
from facts.watch import Watchlist
from models.store import Store, open_store
from models.tables import figures, findings, statements
from models.values import Unjudged, VersionIn

DAY = date(2026, 3, 2)
FACTS = 6


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
        self.hand: ByHand

    def once(self) -> Costs:
        """One article in our way, and one by hand."""
        work = self._waiting()
        facts = _facts(work.article.text, next(numbers))
        clock = clock_of(self.store)
        began = clock()
        known = self.store.known_for(facts, work.place, DAY)
        asked = clock()
        found = compare(Found(article=work.article, place=work.place, facts=facts), known, self.watchlist.metrics, self.watchlist.topic)
        compared = clock()
        self._record(work, facts, found, known.mark)
        recorded = clock()
        self.hand.write(facts, len(found))
        hand = clock()
        return Costs(*(1000 * taken for taken in (asked - began, compared - asked, recorded - compared, hand - recorded)))

    def _waiting(self) -> Unjudged:
        self.store.record_version(None, _page(next(numbers)), NOW)
        [work] = self.store.unjudged(NOW, owner="bench", size=1)
        return work

    def _record(self, work: Unjudged, facts: Facts, found: Sequence[Finding], mark: int | None = None) -> None:
        self.store.record_judgement(
            work.id, language="en", relevance=(True, 1.0, ()), facts=facts, findings=found, quiet=True, now=NOW, mark=mark
        )


def _page(number: int) -> VersionIn:
    told = f'It was 8.91 billion dollars. It was 7.4 billion dollars. "We value word{number} above all," he said.'
    return page(number, DAY, told, filler=200)


def _facts(text: str, number: int) -> Facts:
    """Four figures and two statements of two speakers, all of which stand in the text; speakers take turns."""
    told = (
        ("8.91 billion dollars", 2_410_000_000, "2025", {"metric": "exports", "reporter": Reporter("BY")}),
        ("7.4 billion dollars", 2_120_000_000, "2020", {"metric": "imports", "reporter": Reporter("CN")}),
        ("8.91 billion dollars", 4_800_000_000, "2026-01", {"metric": "investment"}),
        ("7.4 billion dollars", 7_400_000_000, "2025", {"metric": f"label {number}"}),
    )
    figures = tuple(figure(text.index(words), words, value, period, **other) for words, value, period, other in told)
    start, end = text.index("We value"), text.index(" above all")
    speech = quotation(start, text[start:end], f"Speaker {number % 400}")
    other = replace(speech, speaker=f"Speaker {(number + 200) % 400}", mode=Mode.INDIRECT)
    return Facts(figures=figures, statements=(speech, other))


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
    if not is_grown(store, size):
        for baseline in watchlist.baselines:
            store.load_baseline(baseline, NOW)
        _seed(bench)
        grow(store, size, only=(figures, statements, findings))
    bench.hand = ByHand(store)
    tell(f"{size:,} sightings after {time.monotonic() - began:.0f} s")
    return bench


def _seed(bench: Bench) -> None:
    """One article recorded in our way, which the ledger is grown from."""
    work = bench._waiting()
    facts = _facts(work.article.text, 0)
    found = compare(Found(article=work.article, place=work.place, facts=facts), Known(), bench.watchlist.metrics, bench.watchlist.topic)
    bench._record(work, facts, found)


def main() -> int:
    """Measure; 0 when a fact costs at most twice a keyed insert, and at most twice as much in the largest ledger as in the smallest."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.record", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 500_000])
    parser.add_argument("--times", type=int, default=100)
    where(parser)
    asked = parser.parse_args()
    with databases(asked, "record") as addresses:
        return 0 if measure(addresses, asked.sizes, asked.times, lambda line: print(line, flush=True)) else 1


if __name__ == "__main__":
    sys.exit(main())
