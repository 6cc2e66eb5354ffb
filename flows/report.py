"""Report: what a pass found and what it missed. Reports of chunks and steps add up to that of the pass."""

from dataclasses import dataclass, field
from typing import Any

from facts.rhythm import NO_NETWORK, UNREADABLE, Health
from models.rows import Row
from models.values import Alert


@dataclass(frozen=True, slots=True, kw_only=True)
class Polled:
    """One source in one pass: the state it is in now, and why."""

    source: str
    camp: str
    state: Health
    reason: str = ""
    new: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Missed:
    """Something that could not be read, judged or sent, with where and why."""

    step: str
    what: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What one pass, or a part of it, came to.

    unproved  what was read although its server's certificate does not hold, as the watchlist allows
    told      alerts whose channel is the console, for want of another: whoever prints the pass prints them
    """

    polled: tuple[Polled, ...] = ()
    pages: int = 0
    set_aside: int = 0
    judged: int = 0
    findings: tuple[Row, ...] = ()
    alerts: int = 0
    told: tuple[Alert, ...] = ()
    missed: tuple[Missed, ...] = field(default=())
    unproved: tuple[str, ...] = ()

    def __add__(self, other: "Report") -> "Report":
        return Report(
            polled=self.polled + other.polled,
            pages=self.pages + other.pages,
            set_aside=self.set_aside + other.set_aside,
            judged=self.judged + other.judged,
            findings=self.findings + other.findings,
            alerts=self.alerts + other.alerts,
            told=self.told + other.told,
            missed=self.missed + other.missed,
            unproved=self.unproved + other.unproved,
        )

    @property
    def new_entries(self) -> int:
        """Items of feeds that were not seen before."""
        return sum(source.new for source in self.polled)

    @property
    def nothing_reached(self) -> bool:
        """Whether sources were asked and not one could be read."""
        return bool(self.polled) and all(source.state in UNREADABLE for source in self.polled)

    @property
    def cut_off(self) -> bool:
        """Whether it is the network that failed: not one source could be reached."""
        return bool(self.polled) and all(source.reason == NO_NETWORK for source in self.polled)

    def as_json(self) -> dict[str, Any]:
        """The plain form kept with the pass in the database."""
        return {
            "polled": len(self.polled),
            "unreadable": [[source.source, source.state, source.reason] for source in self.polled if source.state in UNREADABLE],
            "new": self.new_entries,
            "pages": self.pages,
            "set_aside": self.set_aside,
            "judged": self.judged,
            "findings": [row.id for row in self.findings],
            "alerts": self.alerts,
            "unproved": list(self.unproved),
            "missed": [[missed.step, missed.what, missed.why] for missed in self.missed],
        }
