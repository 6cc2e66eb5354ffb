"""What the store's questions cost as the ledger grows: ``python -m benchmarks.memory --sizes 10000 500000``.

Every question of a pass and of the analyst is asked at each size; the last column says how much dearer it became from the first
size to the last. Beside them a keyed insert by hand: the same rows written with SQLAlchemy Core and nothing else.
"""

import argparse
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Any

from sqlalchemy import func, select

from benchmarks.by_hand import ByHand
from benchmarks.growth import grow, is_grown
from benchmarks.invented import NOW, figure, numbers, page, quotation
from benchmarks.lengthening import METRICS
from benchmarks.loading import clock_of, databases, where
from facts.article import Entry
from facts.figure import Figure
from facts.finding import Finding, Level, Verdict
from facts.known import Facts, Known
from facts.statement import Statement
from facts.watch import Camp, Source
from models.ledger import as_of, current, series
from models.overviews import latest_points, summaries
from models.rows import Filter
from models.store import Store, open_store
from models.tables import figures
from models.values import PollOutcome, Unjudged, VersionIn, WaitingEntry

WORDS = "8.9 billion dollars"
SAID = "We value our ironclad friendship above all"
KNOWN, RECORDED, HAND = "judge: what is known", "judge: record 3 figures, 1 statement", "by hand: the same rows"


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, and what has to be made ready each time before the clock runs."""

    ask: Callable[[Any], object]
    ready: Callable[[], Any] = lambda: None


class Bench:
    """One database of a certain size and the questions asked of it."""

    day = date(2026, 3, 2)

    def __init__(self, store: Store) -> None:
        self.store = store
        self.series, self.then = "", self.day
        store.sync_sources([_source()], NOW)

    def look_back(self) -> None:
        """Find a series and the day on which half of all was learned."""
        with self.store.reading() as connection:
            last = connection.execute(select(func.max(figures.c.id))).scalar_one()
            middle = connection.execute(select(figures).where(figures.c.id == last // 2)).one()
        self.series, self.then = middle.series_key, middle.learned.date()

    def seed(self) -> None:
        """One article, taken all the way: what the ledger is grown from."""
        self.poll()
        self.read(self.entry())
        self.judge(self.version())
        for alert in self.store.due_alerts(NOW, owner="bench", size=9):
            self.store.alert_sent(alert.id, "ok", NOW)

    def questions(self) -> dict[str, Question]:
        """Each question by name; those of the steps in the order of a pass."""
        log = self.store.findings
        return {
            "poll: record 20 entries": Question(lambda _: self.poll()),
            "read: take an entry": Question(lambda _: self.entry()),
            "read: record its page": Question(self.read, self.entry),
            "judge: take a version": Question(lambda _: self.version(), lambda: self.read(self.entry())),
            KNOWN: Question(self.known, self.waiting),
            RECORDED: Question(self.judge, self.waiting),
            "announce: take and mark an alert": Question(lambda _: self.announce()),
            "log: the latest 50": Question(lambda _: log(Filter(), 50)),
            "log: 20 of one speaker": Question(lambda _: log(Filter(speakers=("xi",)), 20)),
            "log: 20 that ask for action": Question(lambda _: log(Filter(levels=("act",)), 20)),
            "show: one finding": Question(lambda _: self.store.finding("F-2")),
            "ledger: one metric": Question(lambda _: current(self.store, "exports")),
            "ledger: one series": Question(lambda _: series(self.store, self.series)),
            "ledger: one metric, as of years ago": Question(lambda _: as_of(self.store, self.then, "exports")),
            "page: all metrics, as of years ago": Question(lambda _: summaries(self.store, METRICS, self.then)),
            "page: 20 periods, as of years ago": Question(lambda _: latest_points(self.store, "exports", 20, None, self.then)),
        }

    def poll(self) -> None:
        """Record a body of which every entry is new."""
        entries = tuple(Entry(source="bench", identity=f"n{next(numbers)}", title="An item") for _ in range(20))
        self.store.record_poll("bench", PollOutcome(state="ok", body_hash="b", next_try=NOW, entries=entries), NOW)

    def entry(self) -> WaitingEntry:
        """Take the next entry."""
        [entry] = self.store.waiting_entries(NOW, owner="bench", size=1)
        return entry

    def read(self, entry: WaitingEntry) -> None:
        """Record a page for an entry."""
        self.store.record_version(entry.id, _page(next(numbers), self.day), NOW)

    def version(self) -> Unjudged:
        """Take the next version."""
        [work] = self.store.unjudged(NOW, owner="bench", size=1)
        return work

    def waiting(self) -> Unjudged:
        """A version that was read and taken just now."""
        self.read(self.entry())
        return self.version()

    def known(self, work: Unjudged) -> Known:
        """What the ledger knows around a version."""
        return self.store.known_for(_facts(), work.place, self.day)

    def judge(self, work: Unjudged) -> None:
        """Record what a version says; its first figure asks for action."""
        facts = _facts()
        every: list[Figure | Statement] = [*facts.figures, *facts.statements]
        levels = [Level.ACT, *[Level.LOG] * len(every)]
        found = [Finding(verdict=Verdict.NEW, level=level, fact=fact, group="trade") for fact, level in zip(every, levels, strict=False)]
        record = partial(self.store.record_judgement, work.id, language="en", relevance=(True, 1.0, ()), quiet=False, now=NOW)
        record(facts=facts, findings=found, mark=self.store.ledger_mark())

    def announce(self) -> None:
        """Take one alert and mark it."""
        for alert in self.store.due_alerts(NOW + timedelta(hours=1), owner="bench", size=1):
            self.store.alert_sent(alert.id, "ok", NOW)


def _timed(questions: Sequence[Question], times: int, clock: Callable[[], float]) -> list[float]:
    """What a quarter of ``times`` askings stay below, in milliseconds; each database in turn, so that a busy machine slows all alike."""
    taken: list[list[float]] = [[] for _ in questions]
    for _ in range(times):
        for question, mine in zip(questions, taken, strict=True):
            given = question.ready()
            began = clock()
            question.ask(given)
            mine.append((clock() - began) * 1000)
    return [statistics.quantiles(mine, n=4)[0] for mine in taken]


def _source() -> Source:
    hour = timedelta(hours=1)
    return Source(name="bench", url="https://bench.example/feed", outlet="Bench", language="en", camp=Camp.WEST, every=hour)


def _page(number: int, day: date) -> VersionIn:
    told = f'Trade reached {WORDS} in 2025, {WORDS} in 2024, {WORDS} in 2023. "{SAID}," Xi Jinping said.'
    return page(number, day, told, filler=120)


def _facts() -> Facts:
    text = _page(1, date.min).text
    starts = [at for at in range(len(text)) if text.startswith(WORDS, at)]
    told = tuple(figure(at, WORDS, 8_900_000_000, str(2025 - number)) for number, at in enumerate(starts))
    return Facts(figures=told, statements=(quotation(text.index(SAID), SAID, "Xi Jinping"),))


def measure(addresses: Sequence[str], sizes: Sequence[int], times: int, tell: Callable[[str], None]) -> list[str]:
    """Grow a database to each size and ask them by turns; returns what the largest needs more than twice the smallest's time for."""
    with ExitStack() as stack:
        stores = [stack.enter_context(open_store(address)) for address in addresses]
        asked = [_grown(store, size, tell) for store, size in zip(stores, sizes, strict=True)]
        table = {name: _timed([questions[name] for questions in asked], times, clock_of(stores[0])) for name in asked[0]}
    for name, row in table.items():
        tell(f"{name:40} " + " ".join(f"{one:9.2f}" for one in row) + f" ms  x {row[-1] / row[0]:.2f}")
    return [name for name, row in table.items() if row[-1] > 2 * row[0] and row[-1] > 1.0]


def _grown(store: Store, size: int, tell: Callable[[str], None]) -> dict[str, Question]:
    began = time.monotonic()
    bench = Bench(store)
    if not is_grown(store, size):
        bench.seed()
        grow(store, size)
    bench.look_back()
    bench.poll()
    tell(f"{size:,} sightings after {time.monotonic() - began:.0f} s")
    hand = ByHand(store)
    return bench.questions() | {HAND: Question(lambda _: hand.write(_facts(), 4))}


def main() -> int:
    """Measure; 0 when nothing grew by more than twice."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.memory", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 500_000])
    parser.add_argument("--times", type=int, default=40)
    where(parser)
    asked = parser.parse_args()
    with databases(asked, "memory") as addresses:
        grown = measure(addresses, asked.sizes, asked.times, lambda line: print(line, flush=True))
    print("grew by more than twice: " + (", ".join(grown) or "nothing"))
    return 1 if grown else 0


if __name__ == "__main__":
    sys.exit(main())
