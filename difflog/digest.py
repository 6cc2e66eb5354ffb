"""The digest: what needs you, what is new, what was only confirmed, and per camp what could be read at all."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from difflog.text import SIGNS, inert
from facts.rhythm import UNREADABLE
from models.rows import Row
from models.values import ListedSource


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """One stretch of time put together.

    act     findings that ask for action and were not decided yet, newest first
    note    the other developments, whatever was decided
    quiet   how many of each verdict were only counted
    camps   per camp: sources read, sources asked
    unread  sources that could not be read, with the reason
    head    number and hash of the log's last row: a log that was cut off shows
    """

    since: datetime
    act: tuple[Row, ...]
    note: tuple[Row, ...]
    quiet: tuple[tuple[str, int], ...]
    camps: tuple[tuple[str, int, int], ...]
    unread: tuple[tuple[str, str], ...]
    head: tuple[str, str]

    def as_json(self) -> dict[str, Any]:
        """The plain form for another program."""
        return {
            "since": f"{self.since:%Y-%m-%dT%H:%M:%SZ}",
            "act": [row.as_json() for row in self.act],
            "note": [row.as_json() for row in self.note],
            "counted": dict(self.quiet),
            "camps": {camp: {"read": read, "asked": asked} for camp, read, asked in self.camps},
            "unread": dict(self.unread),
            "head": list(self.head),
        }


def put_together(rows: Sequence[Row], sources: Sequence[ListedSource], since: datetime, head: tuple[str, str]) -> Digest:
    """Make the digest of the findings since ``since``.

    rows     newest first
    sources  as their last polls left them; those asleep or never asked count for no camp
    """
    asked = [source for source in sources if source.listed and not source.dead and source.state]
    read = Counter(source.camp for source in asked if source.state not in UNREADABLE)
    every = Counter(source.camp for source in asked)
    return Digest(
        since=since,
        act=tuple(row for row in rows if row.level == "act" and row.state in ("new", "watching")),
        note=tuple(row for row in rows if row.level == "note" and row.state != "rejected"),
        quiet=tuple(Counter(row.verdict for row in rows if row.level == "log").most_common()),
        camps=tuple((camp, read[camp], every[camp]) for camp in sorted(every)),
        unread=tuple((source.name, source.reason) for source in asked if source.state in UNREADABLE),
        head=head,
    )


def lines(digest: Digest) -> Iterator[str]:
    """The digest as plain lines, for a terminal or a mail; a heading begins with "# "."""
    yield f"# beltwatch, since {digest.since:%d %b %Y %H:%M} UTC"
    yield from _section("Needs you", digest.act)
    yield from _section("New and changed", digest.note)
    if digest.quiet:
        yield ""
        yield "Only counted: " + ", ".join(f"{count} {verdict}" for verdict, count in digest.quiet)
    yield ""
    yield "# What was read"
    yield from (_camp(digest, *camp) for camp in digest.camps)
    if not digest.camps:
        yield "No source was asked yet: nothing can be said."
    yield from (f"✖ {name}: {inert(reason)}" for name, reason in digest.unread)
    yield ""
    yield f"log head {digest.head[0]} {digest.head[1]}"


def _section(title: str, rows: Sequence[Row]) -> Iterator[str]:
    if rows:
        yield ""
        yield f"# {title}"
        yield from (f"{SIGNS.get(row.verdict, '·')} {row.id} {inert(row.summary)}" for row in rows)


def _camp(digest: Digest, camp: str, read: int, asked: int) -> str:
    """Silence is news only where somebody listened."""
    found = sum(row.camp == camp for row in (*digest.act, *digest.note))
    if read == 0:
        said = "not read: whether anything changed is not known"
    elif found:
        said = f"{found} findings"
    else:
        said = "no change" if read == asked else "no change in what could be read"
    return f"{camp}: {read} of {asked} sources read, {said}"
