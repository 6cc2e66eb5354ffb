"""Whatever the order in which articles arrive, the ledger ends the same: real articles, read, compared and recorded in many orders."""

import json
import random
from collections.abc import Sequence
from datetime import UTC, date, datetime
from functools import cache
from hashlib import sha256
from pathlib import Path
from shutil import copy

import pytest

from connectors.watchlist import load_watchlist
from facts.article import Article
from facts.compare import compare
from facts.extract import Reading, read_article
from facts.known import Found
from facts.watch import Watchlist
from models.chain import verify
from models.ledger import current
from models.store import Store, open_store
from models.values import VersionIn

ROOT = Path(__file__).parents[2]
ARTICLES = 16
NOW = datetime(2026, 1, 27, 12, tzinfo=UTC)


@cache
def watchlist() -> Watchlist:
    return load_watchlist(ROOT / "watchlist")


@cache
def pages() -> tuple[VersionIn, ...]:
    """Articles of four languages that tell of the same figures."""
    rows = [json.loads(line) for file in sorted((ROOT / "tests/corpus").glob("dev-*.jsonl")) for line in file.open(encoding="utf-8")]
    told = [row for row in rows if sum(one["metric"] in ("trade_turnover", "park_residents") for one in row.get("figures", ())) > 1]
    return tuple(page(row) for row in told[:: max(1, len(told) // ARTICLES)][:ARTICLES])


def page(row: dict[str, str]) -> VersionIn:
    digest = sha256(row["text"].encode()).hexdigest()
    address = f"https://archive.example/{row['id']}"
    return VersionIn(
        url=address,
        canonical_url=address,
        title=row.get("title") or "",
        text=row["text"],
        published=date.fromisoformat(row["published"]) if row.get("published") else None,
        language=row["lang"],
        text_hash=digest,
        raw_hash=digest,
        raw=b"",
        outlet=row.get("outlet") or "an outlet",
        camp="other",
        source="archive",
    )


@cache
def reading(text_hash: str) -> Reading:
    [this] = [one for one in pages() if one.text_hash == text_hash]
    article = Article(id=text_hash, text=this.text, title=this.title, published=this.published, url=this.url, language=this.language)
    return read_article(article, watchlist())


def take(store: Store, this: VersionIn) -> None:
    store.record_version(None, this, NOW)
    [work] = store.unjudged(NOW, owner="one", size=1)
    read = reading(this.text_hash)
    known = store.known_for(read.facts, work.place, this.published)
    findings = compare(Found(article=work.article, place=work.place, facts=read.facts), known, watchlist().metrics, watchlist().topic)
    relevance = (True, 1.0, ())
    store.record_judgement(
        work.id, language=read.language, relevance=relevance, facts=read.facts, findings=findings, quiet=True, now=NOW, mark=known.mark
    )


def ends(database: Path, order: Sequence[VersionIn]) -> list[tuple[object, ...]]:
    """The current ledger after the articles came in this order."""
    with open_store(f"sqlite:///{database}") as store:
        for baseline in watchlist().baselines:
            store.load_baseline(baseline, NOW)
        for this in order:
            take(store, this)
        assert verify(store) == []
        return sorted(
            (
                one.figure.metric,
                str(one.figure.period),
                str(one.figure.value),
                one.figure.unit,
                one.place.url,
                len(one.origins),
                sorted(one.camps),
            )
            for one in current(store)
        )


@pytest.mark.timeout(300)
def test_i8_any_order_of_arrival_ends_in_the_same_ledger(tmp_path):
    open_store(f"sqlite:///{tmp_path / 'empty.db'}").close()
    orders = [list(pages()), list(pages())[::-1], *(random.Random(seed).sample(pages(), len(pages())) for seed in range(4))]

    ledgers = []
    for number, order in enumerate(orders):
        copy(tmp_path / "empty.db", tmp_path / f"{number}.db")
        ledgers.append(ends(tmp_path / f"{number}.db", order))

    assert len(ledgers[0]) > ARTICLES
    assert all(ledger == ledgers[0] for ledger in ledgers)
