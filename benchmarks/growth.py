"""Make a ledger as large as years of reading would: rows of one real article, repeated by the database itself under other keys.

Figures spread over METRICS, three sides' statistics and the months, first months and years of ten years, so that a look-up finds what it
would find in a true ledger: POINTS points, each seen the more often the larger the ledger is.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from sqlalchemy import Column, Connection, Date, Table, text

from models.columns import Utc
from models.points import LISTED
from models.snapshots import STRETCH
from models.store import Store
from models.tables import articles, bands, entries, figures, findings, outbox, points, snapshots, statements, stretches, versions

METRICS = ("exports", "imports", "loans", "investment", "mutual_visits", "joint_projects", "park_residents", "agreements_signed")
_SIDES, _PERIODS = ("BY", "CN", ""), 240
POINTS = len(METRICS) * len(_SIDES) * _PERIODS  # 5,760: news of ten years has no more


@dataclass(frozen=True, slots=True)
class _Copies:
    """How a table grows: one row for every ``every`` sightings, and what each copy has of its own, as SQL over ``i``."""

    table: Table
    every: float
    own: Mapping[str, str]


def _pick(names: tuple[str, ...], number: str) -> str:
    return f"(CASE {number} " + " ".join(f"WHEN {at} THEN '{name}'" for at, name in enumerate(names)) + " END)"


def _two(number: str) -> str:
    return f"(CASE WHEN {number} < 10 THEN '0' ELSE '' END || {number})"


_METRIC = _pick(METRICS, f"(i % {len(METRICS)})")
_SIDE = _pick(_SIDES, f"(i / {len(METRICS)} % {len(_SIDES)})")
_AT = f"(i / {len(METRICS) * len(_SIDES)} % {_PERIODS})"  # 0 to 239: ten years of 12 months, 11 first months, one year
_YEAR, _PART = f"(2016 + {_AT} / 24)", f"({_AT} % 24)"
_PERIOD = (
    f"(CASE WHEN {_PART} < 12 THEN {_YEAR} || '-' || {_two(f'({_PART} + 1)')} WHEN {_PART} < 23 "
    f"THEN {_YEAR} || '-01..' || {_YEAR} || '-' || {_two(f'({_PART} - 10)')} ELSE '' || {_YEAR} END)"
)
_SERIES = f"{_METRIC} || '|BY<->CN||' || {_SIDE} || '|level|actual|money'"
# Sightings of one point agree; points differ, later ones and longer ones being larger.
_VALUE = f"'' || ((1 + {_AT}) * 10000000 + (i % {len(METRICS)}) * 1000000000)"
# Statements of one speaker lie over ten years, on any of 28 days a month.
_DAY = f"(2016 + i / 400 % 10) || '-' || {_two('(1 + i / 4000 % 12)')} || '-' || {_two('(1 + i / 48000 % 28)')}"
# 1,500 sightings are learned a day, so that ten years hold five million; a month has 28 days here.
_LEARNED = f"(2016 + i / 504000) || '-' || {_two('(1 + i / 42000 % 12)')} || '-' || {_two('(1 + i / 1500 % 28)')} || 'T00:00:00.000000Z'"
_ADDRESS = "'https://grown.example/' || i"
_COPIES = (
    _Copies(entries, 5, {"id": "i", "identity": "'grown ' || i", "state": "'read'"}),
    _Copies(
        articles,
        10,
        {"id": "i", "url_key": "'grown ' || i", "canonical_url": _ADDRESS, "url": _ADDRESS, "story_id": "i", "reread_at": "NULL"},
    ),
    _Copies(versions, 10, {"id": "i", "article_id": "i", "url": _ADDRESS, "text_hash": "'grown ' || i"}),
    _Copies(bands, 10 / 16, {"band": "'grown ' || i", "article_id": "1"}),
    _Copies(
        figures,
        1,
        {
            "id": "i",
            "metric": _METRIC,
            "flow": "'BY<->CN'",
            "reporter": f"(CASE {_SIDE} WHEN '' THEN NULL ELSE {_SIDE} END)",
            "scope": "NULL",
            "period": _PERIOD,
            "value": _VALUE,
            "low": _VALUE,
            "high": _VALUE,
            "series_key": _SERIES,
            "point_key": f"{_SERIES} || '|' || {_PERIOD}",
            "version_id": "2 + i / 10",
            "article_id": "2 + i / 10",
            "document": "'article:' || (2 + i / 10)",
            "origin": "'story:' || (2 + i / 10)",
            "learned": _LEARNED,
        },
    ),
    _Copies(
        statements,
        4,
        {
            "id": "i",
            "document": "'article:' || (2 + i / 2)",
            "article_id": "2 + i / 2",
            "version_id": "2 + i / 2",
            "speaker": "'Speaker ' || (i % 400)",
            "said_on": _DAY,
            "text": "'Words of ' || i || ' about matter ' || (i % 997)",
        },
    ),
    _Copies(
        findings,
        2,
        {
            "seq": "i",
            "hash": "'grown ' || i",
            "previous_hash": "'grown ' || (i - 1)",
            "version_id": "i",
            "level": "'log'",
            "metric": _METRIC,
        },
    ),
    _Copies(outbox, 50, {"id": "i", "key": "'grown ' || i", "state": "'sent'"}),
)
_NUMBER = {findings: "seq", bands: "article_id"}


def grow(store: Store, size: int, only: Collection[Table] = ()) -> None:
    """Let the ledger have about ``size`` sightings of figures, and everything else in proportion; or, of that, ``only`` some tables."""
    for copies in _COPIES:
        if not only or copies.table in only:
            store.written(partial(_fill, copies=copies, size=size))
    store.written(_stand)
    store.written(_number_on)


def _fill(connection: Connection, *, copies: _Copies, size: int) -> None:
    """Add rows without their indexes, which are built afterwards: sorted at once they take a tenth of the time."""
    table, name = copies.table, copies.table.name
    number = "id" if "id" in table.c else _NUMBER[table]
    there = connection.execute(text(f"SELECT count(*) FROM {name}")).scalar_one()
    if not there:
        return  # nothing to repeat
    last = connection.execute(text(f"SELECT max({number}) FROM {name}")).scalar_one() if table is not bands else there
    columns = [column.name for column in table.c]
    typed = connection.dialect.name == "postgresql"
    own = ", ".join(_typed(copies.own[name], table.c[name], typed) if name in copies.own else f't."{name}"' for name in columns)
    first = {"first": last + 1, "last": last + int(size / copies.every) - there}
    for index in table.indexes:
        index.drop(connection)
    numbers = "WITH RECURSIVE numbers(i) AS (SELECT CAST(:first AS BIGINT) UNION ALL SELECT i + 1 FROM numbers WHERE i < :last) "
    one = f"(SELECT * FROM {name} ORDER BY {number} DESC LIMIT 1) t"
    filled = f"INSERT INTO {name} ({', '.join(_quoted(columns))}) SELECT {own} FROM numbers, {one} ORDER BY i"
    connection.execute(text(numbers + filled), first)
    for index in table.indexes:
        index.create(connection)


def _typed(value: str, column: Column[Any], typed: bool) -> str:
    """SQLite keeps a day and a moment as the words it is given, PostgreSQL wants to be told that it is one."""
    kind = {Date: "DATE", Utc: "TIMESTAMPTZ"}.get(type(column.type)) if typed else None
    return f"CAST({value} AS {kind})" if kind else value


def _stand(connection: Connection) -> None:
    """The current row of every point: its first sighting."""
    names = ", ".join(_quoted([column.name for column in points.c]))
    connection.execute(
        text(
            f"INSERT INTO {points.name} ({names}) SELECT f.point_key, min(f.series_key), min(f.metric), min(f.id), '[\"story:2\"]', "
            f"'[\"West\"]', count(*) FROM {figures.name} f WHERE f.point_key NOT IN (SELECT point_key FROM points) GROUP BY f.point_key"
        )
    )


def keep_points(store: Store) -> None:
    """Keep the points after every stretch, as passes would have: they move while they are young, then their origins are many."""
    store.written(_keep_points)


def _keep_points(connection: Connection) -> None:
    upto, since = f"(id / {STRETCH}) * {STRETCH} + {STRETCH - 1}", f"(id / {STRETCH}) * {STRETCH} - 1"
    connection.execute(
        text(
            f"INSERT INTO {stretches.name} (upto, since, earliest, latest) SELECT {upto}, {since}, min(learned), max(learned) "
            f"FROM {figures.name} GROUP BY id / {STRETCH} HAVING count(*) >= {STRETCH - 1}"
        )
    )
    connection.execute(
        text(
            f"INSERT INTO {snapshots.name} (point_key, upto, figure_id, origins, camps) SELECT point_key, {upto}, min(id), "
            f"'[\"story:2\"]', '[\"West\"]' FROM {figures.name} WHERE id < {LISTED * POINTS} GROUP BY point_key, id / {STRETCH}"
        )
    )


def _number_on(connection: Connection) -> None:
    if connection.dialect.name != "postgresql":
        return
    for table in (entries, articles, versions, figures, statements, outbox):
        connection.execute(text(f"SELECT setval(pg_get_serial_sequence('{table.name}', 'id'), (SELECT max(id) FROM {table.name}))"))
    connection.execute(text("ANALYZE"))


def _quoted(names: list[str]) -> list[str]:
    return [f'"{name}"' for name in names]
