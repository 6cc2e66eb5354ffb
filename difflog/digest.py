"""The digest: what needs you, what is new, what was only confirmed, what is muted, and per camp what could be read at all."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from difflog.message import headline
from difflog.reader import NOBODY, Reader
from difflog.text import inert
from facts.alerting import mute_of
from facts.finding import Level
from facts.rhythm import UNREADABLE
from facts.watch import Mute
from models.rows import Row
from models.values import Echo, ListedSource

OPEN = ("new", "watching")
_MOST = 100  # developments told one by one; what is more is counted


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """A source that could not be read, with the reason."""

    name: str
    camp: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sensed:
    """A camp: sources read, sources asked, and how many developments they brought."""

    camp: str
    read: int
    asked: int
    found: int
    unread: tuple[Unread, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """One stretch of time put together.

    act          findings that ask for action and were not decided yet, newest first
    older        how many from before still wait for a decision
    note         the other developments, whatever was decided
    quiet        how many of each verdict were only counted
    muted        developments a rule mutes, each with its rule
    undelivered  alerts that could not be delivered for good
    camps        what was read, camp by camp
    echoes       by finding: who else states its value
    head         number and hash of the log's last row: a log that was cut off shows
    """

    since: datetime
    until: datetime
    act: tuple[Row, ...]
    note: tuple[Row, ...]
    quiet: tuple[tuple[str, int], ...]
    camps: tuple[Sensed, ...]
    head: tuple[str, str]
    muted: tuple[tuple[Row, Mute], ...] = ()
    older: int = 0
    undelivered: int = 0
    echoes: Mapping[str, Echo] = field(default_factory=dict)

    @property
    def unread(self) -> tuple[Unread, ...]:
        """Every source that could not be read."""
        return tuple(one for camp in self.camps for one in camp.unread)

    def as_json(self) -> dict[str, Any]:
        """The plain form for another program."""
        return {
            "since": f"{self.since:%Y-%m-%dT%H:%M:%SZ}",
            "until": f"{self.until:%Y-%m-%dT%H:%M:%SZ}",
            "act": [row.as_json() for row in self.act],
            "older": self.older,
            "note": [row.as_json() for row in self.note],
            "counted": dict(self.quiet),
            "muted": [{"id": row.id, "until": f"{mute.until}", "reason": mute.reason} for row, mute in self.muted],
            "camps": {camp.camp: {"read": camp.read, "asked": camp.asked, "found": camp.found} for camp in self.camps},
            "unread": {one.name: one.reason for one in self.unread},
            "undelivered": self.undelivered,
            "head": list(self.head),
        }


def put_together(
    rows: Sequence[Row],
    sources: Sequence[ListedSource],
    *,
    stretch: tuple[datetime, datetime],
    head: tuple[str, str],
    mutes: Sequence[Mute] = (),
    today: date | None = None,
    older: int = 0,
    undelivered: int = 0,
) -> Digest:
    """Make the digest of the findings recorded in a stretch of time, from its first moment to before its last.

    rows     newest first
    sources  as their last polls left them; those asleep or never asked count for no camp
    today    the reader's day, by which rules end
    """
    since, until = stretch
    day = today or until.date()
    rules = {row.id: rule for row in rows if (rule := _rule(row, mutes, day)) is not None}
    # Figures first: they are what the ledger is about.
    told = sorted((row for row in rows if row.id not in rules), key=lambda row: row.fact != "figure")
    act = tuple(row for row in told if row.level == Level.ACT and row.state in OPEN)
    note = tuple(row for row in told if row.level == Level.NOTE and row.state != "rejected")
    return Digest(
        since=since,
        until=until,
        act=act,
        note=note,
        quiet=tuple(Counter(row.verdict for row in rows if row.level == Level.LOG).most_common()),
        muted=tuple((row, rules[row.id]) for row in rows if row.id in rules and row.level != Level.LOG),
        camps=tuple(_sensed(sources, Counter(row.camp for row in (*act, *note)))),
        head=head,
        older=older,
        undelivered=undelivered,
    )


def lines(digest: Digest, reader: Reader = NOBODY) -> Iterator[str]:
    """The digest as plain lines, for a terminal or a mail; a heading begins with "# "."""
    since, until = reader.moment(digest.since), reader.moment(digest.until)
    yield "# " + reader.say("digest", "title", since=since, until=until, zone=reader.zone)
    yield ""
    yield f"# {reader.say('digest', 'needs_you')}"
    yield from _rows(digest.act, digest, reader)
    if not digest.act and not digest.older:
        yield reader.say("digest", "nothing")
    if digest.older:
        yield reader.say("digest", "older", count=digest.older)
    if digest.undelivered:
        yield f"✖ {reader.say('digest', 'undelivered', count=digest.undelivered)}"
    yield from _updates(digest, reader)
    yield from _muted(digest, reader)
    yield ""
    yield f"# {reader.say('digest', 'sensing')}"
    yield from _read(digest, reader)
    yield ""
    yield reader.say("digest", "head", id=digest.head[0], hash=digest.head[1])


def counted(digest: Digest, reader: Reader = NOBODY) -> str:
    """What was only counted, in one line: "Only counted: 25 confirmed, 3 repeated."; "" where nothing was."""
    counts = ", ".join(f"{number} {reader.verdict(verdict)}" for verdict, number in digest.quiet)
    return reader.say("digest", "confirmed", counts=counts) if counts else ""


def of_camp(camp: Sensed, reader: Reader = NOBODY) -> str:
    """What is known of a camp, in one line. Silence is news only where somebody listened."""
    if camp.read == 0:
        said = reader.say("digest", "not_known")
    elif camp.found:
        said = reader.say("digest", "found", count=camp.found)
    else:
        said = reader.say("digest", "no_change" if camp.read == camp.asked else "no_change_read")
    return reader.say("digest", "camp", camp=reader.camp(camp.camp), read=camp.read, asked=camp.asked, said=said)


def line_of(row: Row, digest: Digest, reader: Reader = NOBODY) -> str:
    """One finding in one line: sign, what it is, who states it by now, number."""
    return inert(headline(row, digest.echoes.get(row.id), reader))


def _rule(row: Row, mutes: Sequence[Mute], day: date) -> Mute | None:
    return mute_of(mutes, metric=row.metric, speaker=row.speaker, source=row.source, day=day)


def _sensed(sources: Sequence[ListedSource], found: Counter[str]) -> Iterator[Sensed]:
    asked = [source for source in sources if source.listed and not source.dead and source.state]
    for camp in sorted({source.camp for source in asked}):
        ours = [source for source in asked if source.camp == camp]
        unread = tuple(
            Unread(name=source.name, camp=camp, reason=source.reason or source.state) for source in ours if source.state in UNREADABLE
        )
        yield Sensed(camp=camp, read=len(ours) - len(unread), asked=len(ours), found=found[camp], unread=unread)


def _updates(digest: Digest, reader: Reader) -> Iterator[str]:
    if digest.note:
        yield ""
        yield f"# {reader.say('digest', 'updates')}"
        yield from _rows(digest.note, digest, reader)
    if told := counted(digest, reader):
        yield ""
        yield told


def _rows(rows: Sequence[Row], digest: Digest, reader: Reader) -> Iterator[str]:
    yield from (line_of(row, digest, reader) for row in rows[:_MOST])
    if len(rows) > _MOST:
        yield reader.say("digest", "more", count=len(rows) - _MOST)


def _muted(digest: Digest, reader: Reader) -> Iterator[str]:
    if digest.muted:
        yield ""
        yield f"# {reader.say('digest', 'muted')}"
        for row, mute in digest.muted:
            line = line_of(row, digest, reader)
            yield reader.say("digest", "muted_line", line=line, until=reader.day(mute.until), reason=inert(mute.reason))


def _read(digest: Digest, reader: Reader) -> Iterator[str]:
    for camp in digest.camps:
        yield of_camp(camp, reader)
        yield from (f"  ✖ {one.name}: {inert(one.reason)}" for one in camp.unread)
    if not digest.camps:
        yield reader.say("digest", "nobody")
