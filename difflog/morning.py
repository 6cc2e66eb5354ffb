"""The digest as it is handed out: made from the store, written as a subject, plain lines, and HTML."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from difflog.digest import Digest, counted, line_of, lines, of_camp, put_together
from difflog.reader import NOBODY, Reader
from difflog.text import inert
from facts.watch import Mute
from models.chain import head
from models.rows import Filter, Row
from models.store import Store

if TYPE_CHECKING:
    from jinja2 import Environment

MOST = 2_000  # findings of one digest that are looked at
MOST_ECHOED = 200  # of which it is looked up who else states the value


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One digest for one reader."""

    subject: str
    text: str
    html: str


def digest_of(
    store: Store, since: datetime, until: datetime, mutes: Sequence[Mute] = (), reader: Reader = NOBODY, *, bounded: bool = True
) -> Digest:
    """Put together what was recorded from ``since`` to ``until``, and how the sources stand now.

    bounded  whether nothing later than ``until`` is told: so that of two digests one begins where the other ends
    """
    rows = store.findings(Filter(since=since, until=until if bounded else None), MOST)
    waiting = store.findings(Filter(levels=("act",), states=("new",), until=since), MOST)
    end = until if bounded else max([until, *(row.recorded_at for row in rows[:1])])
    made = put_together(
        rows,
        store.sources(),
        stretch=(since, end),
        head=head(store),
        mutes=mutes,
        today=end.astimezone(reader.zone).date(),
        older=len(waiting),
        undelivered=store.counts().alerts_dead,
    )
    return replace(made, echoes=store.echoes((*made.act, *made.note)[:MOST_ECHOED]))


def letter(digest: Digest, reader: Reader = NOBODY, *, repeat: bool = False, sample: bool = False) -> Letter:
    """Write a digest for one reader, as mail carries it: one text, and the same as a page that needs nothing from elsewhere."""
    day = reader.day(digest.until.astimezone(reader.zone).date())
    subject = reader.say("digest", "subject", day=day, act=len(digest.act) + digest.older, note=len(digest.note))
    subject = reader.say("message", "sample", line=subject) if sample else subject
    subject = reader.say("message", "repeat", line=subject) if repeat else subject
    text = "\n".join(_plain(line) for line in lines(digest, reader))
    return Letter(subject=subject, text=text, html=page(digest, reader))


def page(digest: Digest, reader: Reader = NOBODY) -> str:
    """The digest as a whole HTML page: no script, nothing fetched, light or dark as the reader has it."""
    return _templates().get_template("digest.html").render(_values(digest, reader))


def fragment(digest: Digest, reader: Reader = NOBODY) -> str:
    """The body of that page alone, to stand inside another one; classes are named in ``digest.html``."""
    return _templates().get_template("_digest.html").render(_values(digest, reader))


def _plain(line: str) -> str:
    """A heading as plain text shows it: underlined."""
    words = line.removeprefix("# ")
    return f"{words}\n{'-' * min(len(words), 70)}" if line.startswith("# ") else line


def _values(digest: Digest, reader: Reader) -> dict[str, object]:
    return {
        "digest": digest,
        "reader": reader,
        "title": reader.say("digest", "title", since=reader.moment(digest.since), until=reader.moment(digest.until), zone=reader.zone),
        "counted": counted(digest, reader),
        "line_of": line_of,
        "of_camp": of_camp,
        "link": _link,
    }


def _link(row: Row) -> str:
    """The article's address where it is one of the open network; "" for anything else."""
    return row.url if urlsplit(row.url).scheme in ("http", "https") else ""


@cache
def _templates() -> "Environment":
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # noqa: PLC0415 - a pass that mails nothing needs none

    folder = FileSystemLoader(Path(__file__).parent / "templates")
    made = Environment(loader=folder, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    made.filters["inert"] = inert
    return made
