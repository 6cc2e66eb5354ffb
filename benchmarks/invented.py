"""An article, a figure and a quotation that no newspaper printed: what benchmarks record."""

import time
from datetime import UTC, date, datetime
from decimal import Decimal
from hashlib import sha256
from itertools import count
from typing import Any

from facts.figure import Figure, Flow
from facts.period import Period
from facts.statement import Mode, Statement
from models.values import VersionIn

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
numbers = count(time.time_ns() // 10**6)  # no article is that of an earlier run


def page(number: int, day: date, told: str, filler: int) -> VersionIn:
    """An article of its own address: what it tells, then ``filler`` words that no other article has."""
    body = told + " " + " ".join(f"word{number}x{at}" for at in range(filler))
    digest = sha256(body.encode()).hexdigest()
    address = f"https://bench.example/{number}"
    return VersionIn(
        url=address,
        canonical_url=address,
        title="Trade",
        text=body,
        published=day,
        language="en",
        text_hash=digest,
        raw_hash=digest,
        raw=body.encode(),
        outlet="Bench",
        camp="West",
        source="bench",
    )


def figure(start: int, words: str, value: int, period: str, **other: Any) -> Figure:
    """A sum of dollars that stands at ``start``."""
    amount = Decimal(value)
    usual: dict[str, Any] = {"metric": "trade_turnover", "flow": Flow("BY<->CN"), "resolution": Decimal(10_000_000)}
    place: dict[str, Any] = {"start": start, "end": start + len(words), "text": words}
    return Figure(**(place | {"value": amount, "low": amount, "high": amount, "unit": "USD", "period": Period(period)} | usual | other))


def quotation(start: int, words: str, speaker: str) -> Statement:
    """Words of a speaker that stand at ``start``."""
    return Statement(start=start, end=start + len(words), text=words, speaker=speaker, mode=Mode.DIRECT, cue="said", language="en")
