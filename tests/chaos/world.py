"""A small outside made from a seed: sources, what each of their polls gives, the pages behind, and a sink for alerts."""

import os
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from hashlib import sha256
from pathlib import Path

from facts.article import Entry
from facts.figure import Figure, Flow
from facts.known import Facts
from facts.period import Period
from facts.statement import Mode, Statement
from facts.watch import Camp, Source
from models.values import PollOutcome, VersionIn

START = datetime(2026, 3, 2, 6, tzinfo=UTC)
PAGE = 1900  # bytes of the shortest page; few go into a block of a database
POISON = "This page breaks whoever reads it."
_FIGURE = re.compile(r"(?P<words>(?P<value>\d+\.\d+) billion dollars) in (?P<year>20\d\d)")
_SPEECH = re.compile(r"\"(?P<words>[^\"]+)\" (?P<speaker>Xi Jinping|Alexander Lukashenko) said")
_FORMULAS = ("all-weather partnership", "community of shared future", "ironclad friendship")
_HOSTILE = ("nul\x00in it", "\ud800 alone", "x" * 5000, "\u202e turned", "<script>alert(1)</script>", "=1+1", "")


@dataclass(frozen=True, slots=True)
class World:
    """What is outside, wholly told by the seed and the number of the round.

    hostile  how many of the sources give nothing but trouble
    """

    seed: int
    sources: int = 5
    items: int = 6
    rounds: int = 3
    hostile: int = 0
    poison: bool = True

    def listed(self) -> tuple[Source, ...]:
        """The watchlist."""
        names = [*(f"s{number}" for number in range(self.sources)), *(f"hostile{number}" for number in range(self.hostile))]
        return tuple(
            Source(
                name=name,
                url=f"https://{name}.example/feed",
                outlet=name.upper(),
                language="en",
                camp=Camp("BY state") if at % 2 else Camp("CN state"),
                every=timedelta(hours=1),
            )
            for at, name in enumerate(names)
        )

    def poll(self, source: str, at: int, now: datetime) -> PollOutcome:
        """What the source gives in round ``at``: items come, go, are edited, change places; sometimes nothing is to be had."""
        chance = random.Random(f"{self.seed} {source} {at}")
        after = now + timedelta(hours=1)
        if source.startswith("hostile"):
            return self._trouble(source, chance, after)
        if chance.random() < 0.15 and at < self.rounds - 1:
            return PollOutcome(state="failing", reason="503", next_try=after, failed=True)
        numbers = [number for number in range(at, at + self.items) if chance.random() < 0.9]
        chance.shuffle(numbers)
        entries = tuple(self._entry(source, number) for number in numbers)
        return PollOutcome(state="ok", etag=f'"{at}"', body_hash=f"{at}", next_try=after, entries=entries)

    def page(self, entry: Entry, at: int, now: datetime) -> VersionIn:
        """The page behind an entry as it stands in round ``at``: some are copies of another's, some were edited."""
        text = self._text(entry.source, entry.identity, at)
        raw = f"<p>{text}</p>".encode().ljust(PAGE)
        return VersionIn(
            url=entry.link or "",
            canonical_url=entry.link or "",
            title=entry.title,
            text=text,
            published=_day(entry.identity),
            language="en",
            text_hash=sha256(text.encode()).hexdigest(),
            raw_hash=sha256(raw).hexdigest(),
            raw=raw,
            outlet=entry.source.upper(),
            camp="BY state",
            source=entry.source,
        )

    def identities(self, source: str, at: int) -> set[str]:
        """The identities of every entry round ``at`` gives of a source."""
        return {entry.identity for entry in self.poll(source, at, START).entries}

    def _entry(self, source: str, number: int) -> Entry:
        moment = START + timedelta(hours=number)
        return Entry(
            source=source,
            identity=f"{number}",
            guid=f"{source}-{number}",
            link=f"https://{source}.example/{number}",
            title=f"Item {number} of {source}",
            published=moment,
            published_raw=moment.isoformat(),
        )

    def _text(self, source: str, identity: str, at: int) -> str:
        number = int(identity)
        wire = number % 3 == 0  # every third item is one agency's, carried by all
        chance = random.Random(f"{self.seed} {'wire' if wire else source} {number}")
        if self.poison and not wire and chance.random() < 0.05:
            return f"{POISON} It stands at {source}, number {number}."
        value = chance.choice(("8.9", "8.4", "8.93")) if not (at and chance.random() < 0.2) else "9.1"
        words = f"We value our {chance.choice(_FORMULAS)} above all, part {chance.randrange(4)},"
        filler = " ".join(f"{'wire' if wire else source}{number}word{position}" for position in range(60))
        return (
            f"Trade between Belarus and China reached {value} billion dollars in {2020 + number % 6}. "
            f'"{words}" {chance.choice(("Xi Jinping", "Alexander Lukashenko"))} said in Minsk. {filler}'
        )

    def _trouble(self, source: str, chance: random.Random, after: datetime) -> PollOutcome:
        if chance.random() < 0.5:
            return PollOutcome(state="failing", reason=chance.choice(_HOSTILE), next_try=after, failed=True)
        entries = tuple(
            Entry(
                source=source,
                identity=chance.choice(_HOSTILE) + str(number),
                title=chance.choice(_HOSTILE),
                summary=chance.choice(_HOSTILE),
            )
            for number in range(20)
        )
        return PollOutcome(state="ok", body_hash="x", next_try=after, entries=entries)


def _day(identity: str) -> date:
    return (START + timedelta(hours=int(identity))).date()


def read_facts(text: str) -> Facts:
    """What stands in a text of this world."""
    figures = tuple(_figure(found) for found in _FIGURE.finditer(text))
    statements = tuple(_statement(found) for found in _SPEECH.finditer(text))
    return Facts(figures=figures, statements=statements)


def _figure(found: re.Match[str]) -> Figure:
    value = Decimal(found["value"]) * 1_000_000_000
    digits = len(found["value"].partition(".")[2])
    start, end = found.span("words")
    return Figure(
        start=start,
        end=end,
        text=found["words"],
        value=value,
        low=value,
        high=value,
        unit="USD",
        metric="trade_turnover",
        flow=Flow("BY<->CN"),
        period=Period(found["year"]),
        resolution=Decimal(10) ** (9 - digits),
    )


def _statement(found: re.Match[str]) -> Statement:
    start, end = found.span("words")
    formulas = tuple(formula for formula in _FORMULAS if formula in found["words"])
    return Statement(
        start=start, end=end, text=found["words"], speaker=found["speaker"], mode=Mode.DIRECT, cue="said", formulas=formulas, language="en"
    )


@dataclass(frozen=True, slots=True)
class Journal:
    """A file that outlives whoever writes it: what was acknowledged to him, and what the receiver of alerts got."""

    path: Path

    def note(self, kind: str, *words: object) -> None:
        """Add one line; a single write, so that it is there whole or not at all."""
        line = "\t".join([kind, *map(str, words)]) + "\n"
        file = os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        try:
            os.write(file, line.encode())
        finally:
            os.close(file)

    def lines(self, *kinds: str) -> Iterator[list[str]]:
        """The words of every line of one kind, oldest first; of several kinds with the kind before them."""
        if self.path.exists():
            for line in self.path.read_text().splitlines():
                kind, *words = line.split("\t")
                if kind in kinds:
                    yield words if len(kinds) == 1 else [kind, *words]
