"""What holds of everything shown, whatever came in: nothing from outside acts, no secret stands anywhere, no silence is hidden."""

import csv
import json
import re
import resource
from collections.abc import Iterator
from datetime import datetime, timedelta
from xml.etree import ElementTree

from sqlalchemy import select

from difflog.atom import atom
from difflog.export import csv_lines
from difflog.text import line
from facts.rhythm import UNREADABLE
from models.backups import dump
from models.rows import Filter, Row
from models.store import Store
from models.tables import sources

DAY = timedelta(days=1)
MOST_MEMORY = 1_000_000  # kilobytes of any process, its parent's among them
_ACTIVE = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_SIGNS = ("=", "+", "-", "@", "\t", "\r")
_LATEST = 100


def exposed(store: Store, now: datetime) -> list[str]:
    """I16 and I17 of one database."""
    rows = store.findings(Filter(), _LATEST)
    return [*_terminal(rows), *_spreadsheet(rows), *_feed(rows, now), *_silences(store, now)]


def leaked(store: Store, secret: str, told: str) -> list[str]:
    """I13: where a secret stands: in the database, or in what passes said."""
    with store.reading() as connection:
        tables = {name for name, row in dump(connection) if secret in json.dumps(row)}
    return [f"I13: a secret stands in {name}" for name in tables] + (["I13: a secret was told"] if secret in told else [])


def overgrown() -> list[str]:
    """I10: whether any process that was waited for took more memory than a pass may."""
    largest = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return [f"I10: a pass took {largest // 1000} MB"] if largest > MOST_MEMORY else []


def _terminal(rows: list[Row]) -> Iterator[str]:
    yield from (f"I16: {row.id} has a control character in its line" for row in rows if _ACTIVE.search(line(row).plain))


def _spreadsheet(rows: list[Row]) -> Iterator[str]:
    for number, cells in enumerate(csv.reader(csv_lines(row.as_json() for row in rows))):
        yield from (f"I16: row {number} of the CSV has a formula" for cell in cells if cell.startswith(_SIGNS))


def _feed(rows: list[Row], now: datetime) -> Iterator[str]:
    made = atom(rows, base="https://log.example", address="https://log.example/atom.xml", now=now)
    for element in ElementTree.fromstring(made).iter():
        if not element.tag.startswith("{http://www.w3.org/2005/Atom}") or element.get("type") not in (None, "text"):
            yield f"I16: the feed holds {element.tag}"
        if not element.get("href", "https://").startswith(("https://", "http://")):
            yield f"I16: the feed leads to {element.get('href')!r}"


def _silences(store: Store, now: datetime) -> Iterator[str]:
    """I17: a source that cannot be read says since when, and after a day the operator was told."""
    with store.reading() as connection:
        rows = connection.execute(select(sources)).all()
    for row in rows:
        if row.state in UNREADABLE and (row.since is None or row.since > now):
            yield f"I17: nobody knows since when {row.name} is {row.state}"
        if row.failing_since and row.polled_at - row.failing_since >= DAY and not row.told_failing:
            yield f"I17: {row.name} could not be read for a day, and nobody was told"
