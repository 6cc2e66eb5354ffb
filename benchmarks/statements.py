"""How long it takes to know a statement again: one article with one statement, beside a ledger of up to a million.

``python -m benchmarks.statements --sizes 10000 1000000`` measures on new SQLite files, with ``--postgres`` on a server of its own. What
is timed is the judge step's own way: the store is asked what is known for the article, and the statement is compared with it. A leader
made every tenth statement, SPEAKERS others the rest, over ten years; both say now what stands in the ledger, and something new.
"""

import argparse
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path

from sqlalchemy import Connection, select, text

from benchmarks.loading import databases, loaded, where, without_indexes
from connectors.watchlist import load_watchlist
from facts.article import Article
from facts.compare import compare
from facts.finding import Verdict
from facts.known import Facts, Found, Known, Place
from facts.statement import Mode, Statement
from facts.watch import Camp, Watchlist
from models.store import Store, open_store
from models.tables import statements
from models.values import VersionIn

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
DAY = date(2026, 3, 2)
LEADER, SPEAKERS = "Xi Jinping", 400
MOST = 10.0  # milliseconds that one statement may take
_WHO = ("China", "Belarus", "The industrial park", "Our government", "The joint venture", "Minsk", "Beijing", "Each region")
_DOES = ("will support", "is ready to deepen", "opposes pressure on", "invests in", "has doubled", "counts on", "must speed up")
_WHAT = (
    "trade in services", "rail transit", "the supply of potash", "cooperation of universities", "the peace initiative", "green technology",
    "the export of beef", "production of electric buses", "tourism", "the work of customs", "the settlement in yuan", "joint laboratories",
    "the training of officers", "the housing programme", "direct flights", "cultural exchange",
)  # fmt: skip
_WHEN = ("this year", "in spite of sanctions", "with new partners", "at every level", "by the end of the decade", "without delay")
_NEW = "Nobody has yet asked the {number} beekeepers of Polesye what they think of customs officers from Shanghai"


@dataclass(frozen=True, slots=True)
class Costs:
    """Milliseconds by the clock and of our processor: a leader's words known again, another's, something new of the leader.

    A quarter of the articles stay below them: the rest measures what else the machine does.
    """

    again: tuple[float, float]
    other: tuple[float, float]
    new: tuple[float, float]

    @property
    def worst(self) -> float:
        return max(self.again[0], self.other[0], self.new[0])


class Bench:
    """One ledger of statements, and articles of one statement to compare with it."""

    def __init__(self, store: Store, watchlist: Watchlist) -> None:
        self._store, self._watchlist = store, watchlist

    def grow(self, size: int) -> None:
        """Record one article in our way, and repeat its statement by the database itself under other speakers, days and words."""
        self._store.record_version(None, _page(_words(0)), NOW)
        [work] = self._store.unjudged(NOW, owner="bench", size=1)
        facts = Facts(figures=(), statements=(_said(_words(0), LEADER),))
        found = compare(Found(article=work.article, place=work.place, facts=facts), Known(), {}, self._watchlist.topic)
        mark = self._store.ledger_mark()
        self._store.record_judgement(
            work.id, language="en", relevance=(True, 1.0, ()), facts=facts, findings=found, quiet=True, now=NOW, mark=mark
        )
        loaded(self._store, partial(_fill, size=size))

    def words_of(self, speaker: str) -> list[str]:
        """What a speaker said in the days before the one that all articles here are of."""
        lately = statements.c.said_on.between(DAY - timedelta(days=9), DAY)
        query = select(statements.c.text).where(statements.c.speaker == speaker, lately).limit(50)
        with self._store.reading() as connection:
            return list(connection.execute(query).scalars())

    def once(self, words: str, speaker: str, number: int, expected: Verdict) -> tuple[float, float]:
        """Ask, compare, and see that the verdict is the right one: milliseconds by the clock and of our processor."""
        article = Article(id=f"{number}", text=words, published=DAY)
        place = Place(
            document=f"new:{number}",
            origin=f"new:{number}",
            source="bench",
            outlet="Bench",
            camp=Camp.WEST,
            language="en",
            published=DAY,
        )
        facts = Facts(figures=(), statements=(_said(words, speaker),))
        began, worked = time.perf_counter(), time.process_time()
        known = self._store.known_for(facts, place, DAY)
        [finding, *_] = compare(Found(article=article, place=place, facts=facts), known, {}, self._watchlist.topic)
        taken = 1000 * (time.perf_counter() - began), 1000 * (time.process_time() - worked)
        if finding.verdict is not expected:
            raise SystemExit(f"“{words}” of {speaker} was judged {finding.verdict}, not {expected}: the time it took says nothing")
        return taken


def _pick(words: Sequence[str], number: str) -> str:
    return f"(CASE {number} % {len(words)} " + " ".join(f"WHEN {at} THEN '{word}'" for at, word in enumerate(words)) + " END)"


def _words(number: int) -> str:
    parts = (_WHO[number % 8], _DOES[number // 8 % 7], _WHAT[number // 56 % 16], _WHEN[number // 896 % 6])
    return " ".join(parts)


_TEXT = f"{_pick(_WHO, 'i')} || ' ' || {_pick(_DOES, '(i / 8)')} || ' ' || {_pick(_WHAT, '(i / 56)')} || ' ' || {_pick(_WHEN, '(i / 896)')}"
_OWN: Mapping[str, str] = {
    "id": "i",
    "speaker": f"(CASE WHEN i % 10 = 0 THEN '{LEADER}' ELSE 'Speaker ' || (i * 31 / 7 % {SPEAKERS}) END)",
    "document": "'article:' || i",
    "text": _TEXT,
}


def _fill(connection: Connection, *, size: int) -> None:
    names = [column.name for column in statements.c]
    # Ten years in even steps up to the day of the new article, as they would have been learned.
    back = f"(({size + 9} - i) * 3650 / {size})"
    days = {"sqlite": f"date('2026-03-02', '-' || {back} || ' days')", "postgresql": f"DATE '2026-03-02' - {back}::int"}
    own = {**_OWN, "said_on": days[connection.dialect.name]}
    values = ", ".join(own.get(name, f't."{name}"') for name in names)
    columns = ", ".join(f'"{name}"' for name in names)
    numbers = f"WITH RECURSIVE numbers(i) AS (SELECT CAST(10 AS BIGINT) UNION ALL SELECT i + 1 FROM numbers WHERE i < {size + 9})"
    source = f"numbers, (SELECT * FROM {statements.name} ORDER BY id LIMIT 1) t"
    with without_indexes(connection, statements):
        connection.execute(text(f"{numbers} INSERT INTO {statements.name} ({columns}) SELECT {values} FROM {source}"))
    connection.execute(text("ANALYZE"))


def _page(words: str) -> VersionIn:
    return VersionIn(
        url="https://bench.example/0",
        canonical_url="https://bench.example/0",
        title="Talks",
        text=words,
        published=date(2010, 1, 1),
        language="en",
        text_hash="0",
        raw_hash="0",
        raw=words.encode(),
        outlet="Bench",
        camp="West",
        source="bench",
    )


def _said(words: str, speaker: str) -> Statement:
    return Statement(start=0, end=len(words), text=words, speaker=speaker, mode=Mode.DIRECT, cue="said", language="en")


def measure(addresses: Sequence[str], sizes: Sequence[int], times: int, tell: Callable[[str], None]) -> bool:
    """Grow a ledger to each size, ask it by turns, and tell what a statement took; whether each stays within MOST."""
    watchlist = load_watchlist(Path("watchlist"), ())
    all_costs = []
    for address, size in zip(addresses, sizes, strict=True):
        with ExitStack() as stack:
            bench = Bench(stack.enter_context(open_store(address)), watchlist)
            began = time.monotonic()
            bench.grow(size)
            tell(f"{size:>9,} statements written after {time.monotonic() - began:.0f} s")
            costs = _costs(bench, times)
        all_costs.append(costs)
        told = "; ".join(f"{name} {one[0]:.2f} ms ({one[1]:.2f} of the processor)" for name, one in _named(costs))
        tell(f"{size:>9,} statements: {told}")
    tell(f"from the smallest to the largest: x {all_costs[-1].worst / all_costs[0].worst:.2f}")
    return all(costs.worst <= MOST for costs in all_costs)


def _named(costs: Costs) -> Iterator[tuple[str, tuple[float, float]]]:
    yield "a leader again", costs.again
    yield "another again", costs.other
    yield "something new of the leader", costs.new


def _costs(bench: Bench, times: int) -> Costs:
    led = bench.words_of(LEADER)
    others = [(words, f"Speaker {at}") for at in range(SPEAKERS) for words in bench.words_of(f"Speaker {at}")[:1]]
    again: list[tuple[float, float]] = []
    other: list[tuple[float, float]] = []
    new: list[tuple[float, float]] = []
    for number in range(times):
        again.append(bench.once(led[number % len(led)], LEADER, number, Verdict.REPEATS))
        words, speaker = others[number % len(others)]
        other.append(bench.once(words, speaker, number, Verdict.REPEATS))
        new.append(bench.once(_NEW.format(number=1000 + number), LEADER, number, Verdict.NEW))
    return Costs(_quick(again), _quick(other), _quick(new))


def _quick(taken: Sequence[tuple[float, float]]) -> tuple[float, float]:
    clock, processor = (statistics.quantiles(one, n=4)[0] for one in zip(*taken, strict=True))
    return clock, processor


def main() -> int:
    """Measure; 0 when a statement is known again within MOST milliseconds in every ledger."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.statements", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 1_000_000])
    parser.add_argument("--times", type=int, default=100)
    where(parser)
    asked = parser.parse_args()
    with databases(asked, "statements") as addresses:
        return 0 if measure(addresses, asked.sizes, asked.times, lambda line: print(line, flush=True)) else 1


if __name__ == "__main__":
    sys.exit(main())
