"""Make a ledger as large as years of reading would: rows of one real article, repeated by the database itself under other keys.

Figures spread over METRICS, three sides' statistics and the months, first months and years of ten years, so that a look-up finds what it
would find in a true ledger: POINTS points, each seen the more often the larger the ledger is.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from sqlalchemy import Column, Connection, Date, Table, text

from benchmarks.lengthening import METRICS, lengthen
from benchmarks.loading import loaded, without_indexes
from models.columns import Utc
from models.points import LISTED
from models.snapshots import STRETCH
from models.store import Store
from models.tables import articles, bands, entries, figures, findings, outbox, snapshots, statements, stretches, versions

_SIDES, _PERIODS = ("BY", "CN", ""), 240
POINTS = len(METRICS) * len(_SIDES) * _PERIODS  # 5,760: news of ten years has no more


STAND = (
    "INSERT INTO points (point_key, series_key, metric, kind, period, figure_id, origins, camps, sightings, first_learned) "
    "SELECT f.point_key, f.series_key, f.metric, f.kind, f.period, f.id, '[\"story:2\"]', '[\"West\"]', c.number, f.learned "
    "FROM (SELECT min(id) AS first, count(*) AS number FROM figures GROUP BY point_key) c JOIN figures f ON f.id = c.first "
    "WHERE f.about_relations AND f.point_key NOT IN (SELECT point_key FROM points)"
)
"""Lets every point of the sightings have its current row: the first sighting."""


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
_MOMENT = f"(2016 + i / 504000) || '-' || {_two('(1 + i / 42000 % 12)')} || '-' || {_two('(1 + i / 1500 % 28)')}"
_ADDRESS = "'https://grown.example/' || i"
_OWN_WORD = "'grown ' || (100000000 + i)"  # as many digits each, so that they sort as they come
_COPIES = (
    _Copies(entries, 5, {"id": "i", "identity": _OWN_WORD, "state": "'read'"}),
    _Copies(
        articles,
        10,
        {"id": "i", "url_key": _OWN_WORD, "canonical_url": _ADDRESS, "url": _ADDRESS, "story_id": "i", "reread_at": "NULL"},
    ),
    _Copies(versions, 10, {"id": "i", "article_id": "i", "url": _ADDRESS, "text_hash": _OWN_WORD}),
    _Copies(bands, 10 / 16, {"band": _OWN_WORD, "article_id": "1"}),
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
            "learned": f"{_MOMENT} || 'T00:00:00.000000Z'",
            "published": _MOMENT,  # and so a point's first sighting stands
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
    _Copies(outbox, 50, {"id": "i", "key": _OWN_WORD, "state": "'sent'"}),
)
_NUMBER = {bands: "article_id"}


def grow(store: Store, size: int, only: Collection[Table] = ()) -> None:
    """Let the ledger have about ``size`` sightings of figures, and everything else in proportion; or, of that, ``only`` some tables."""
    wanted = [copies for copies in _COPIES if not only or copies.table in only]
    log = [partial(lengthen, size=size // 2)] if not only or findings in only else []
    loaded(store, *(partial(_fill, copies=copies, size=size) for copies in wanted), *log, _stand, keep_points, _number_on)


def is_grown(store: Store, size: int) -> bool:
    """Whether the ledger has about ``size`` sightings already."""
    with store.reading() as connection:
        last: int | None = connection.execute(text("SELECT max(id) FROM figures")).scalar()
    return (last or 0) >= size


def _fill(connection: Connection, *, copies: _Copies, size: int) -> None:
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
    one = f"(SELECT * FROM {name} ORDER BY {number} DESC LIMIT 1) t"
    with without_indexes(connection, table):
        into = f"INSERT INTO {name} ({', '.join(_quoted(columns))}) SELECT {own} FROM numbers, {one}"
        connection.execute(text(f"{_numbers(typed)} {into}"), first)


def _numbers(typed: bool) -> str:
    counted = "SELECT CAST(:first AS BIGINT) UNION ALL SELECT i + 1 FROM numbers WHERE i < :last"
    series = "SELECT generate_series(CAST(:first AS BIGINT), CAST(:last AS BIGINT))"
    return f"WITH numbers(i) AS ({series})" if typed else f"WITH RECURSIVE numbers(i) AS ({counted})"


def _typed(value: str, column: Column[Any], typed: bool) -> str:
    """SQLite keeps a day and a moment as the words it is given, PostgreSQL wants to be told that it is one."""
    kind = {Date: "DATE", Utc: "TIMESTAMPTZ"}.get(type(column.type)) if typed else None
    return f"CAST({value} AS {kind})" if kind else value


def _stand(connection: Connection) -> None:
    """The current row of every point: its first sighting."""
    connection.execute(text(STAND))


def keep_points(connection: Connection) -> None:
    """Keep the points after every stretch, as it was learned: they move while they are young, then their origins are many."""
    upto, since = f"(id / {STRETCH}) * {STRETCH} + {STRETCH - 1}", f"(id / {STRETCH}) * {STRETCH} - 1"
    connection.execute(
        text(
            f"INSERT INTO {stretches.name} (upto, since, earliest, latest) SELECT {upto}, {since}, min(learned), max(learned) "
            f"FROM {figures.name} GROUP BY id / {STRETCH} HAVING max(id) >= min({upto})"
        )
    )
    young = f"SELECT DISTINCT point_key, {upto} AS upto FROM {figures.name} WHERE id < {LISTED * POINTS}"
    connection.execute(
        text(
            f"INSERT INTO {snapshots.name} (point_key, upto, figure_id, origins, camps) SELECT p.point_key, y.upto, p.figure_id, "
            f"p.origins, p.camps FROM ({young}) y JOIN points p ON p.point_key = y.point_key"
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
