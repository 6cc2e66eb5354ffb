"""Make a ledger as large as years of reading would: rows of one real article, repeated by the database itself under other keys."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from sqlalchemy import Connection, Table, text

from models.store import Store
from models.tables import articles, bands, entries, figures, findings, outbox, points, statements, versions

METRICS = ("exports", "imports", "loans", "investment", "mutual_visits", "joint_projects", "park_residents", "agreements_signed")
POINTS = 4_000  # periods and reporters together; news of ten years has no more


@dataclass(frozen=True, slots=True)
class _Copies:
    """How a table grows: one row for every ``every`` sightings, and what each copy has of its own, as SQL over ``i``."""

    table: Table
    every: float
    own: Mapping[str, str]


_METRIC = "(CASE i % 8 " + " ".join(f"WHEN {at} THEN '{name}'" for at, name in enumerate(METRICS)) + " END)"
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
            "series_key": f"{_METRIC} || '|' || (i % 80)",
            "point_key": f"{_METRIC} || '|' || (i % 80) || '|' || (i % {POINTS})",
            "version_id": "2 + i / 10",
            "document": "'article:' || (2 + i / 10)",
            "origin": "'story:' || (2 + i / 10)",
        },
    ),
    _Copies(
        statements,
        4,
        {"id": "i", "document": "'article:' || i", "version_id": "i", "speaker": "'Speaker ' || (i % 400)", "said_on": "NULL"},
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


def grow(store: Store, size: int) -> None:
    """Let the ledger have about ``size`` sightings of figures, and everything else in proportion."""
    for copies in _COPIES:
        store.written(partial(_fill, copies=copies, size=size))
    store.written(_stand)
    if store.engine.dialect.name == "postgresql":
        store.written(_number_on)


def _fill(connection: Connection, *, copies: _Copies, size: int) -> None:
    table, name = copies.table, copies.table.name
    number = "id" if "id" in table.c else _NUMBER[table]
    there = connection.execute(text(f"SELECT count(*) FROM {name}")).scalar_one()
    last = connection.execute(text(f"SELECT max({number}) FROM {name}")).scalar_one() if table is not bands else there
    columns = [column.name for column in table.c]
    own = ", ".join(copies.own.get(column, f't."{column}"') for column in columns)
    first = {"first": last + 1, "last": last + int(size / copies.every) - there}
    connection.execute(
        text(
            f"WITH RECURSIVE numbers(i) AS (SELECT CAST(:first AS BIGINT) UNION ALL SELECT i + 1 FROM numbers WHERE i < :last) "
            f"INSERT INTO {name} ({', '.join(_quoted(columns))}) SELECT {own} FROM numbers, (SELECT * FROM {name} LIMIT 1) t ORDER BY i"
        ),
        first,
    )


def _stand(connection: Connection) -> None:
    """The current row of every point: its first sighting."""
    names = ", ".join(_quoted([column.name for column in points.c]))
    connection.execute(
        text(
            f"INSERT INTO {points.name} ({names}) SELECT f.point_key, min(f.series_key), min(f.metric), min(f.id), '[\"story:2\"]', "
            f"'[\"West\"]', count(*) FROM {figures.name} f WHERE f.point_key NOT IN (SELECT point_key FROM points) GROUP BY f.point_key"
        )
    )


def _number_on(connection: Connection) -> None:
    for table in (entries, articles, versions, figures, statements, outbox):
        connection.execute(text(f"SELECT setval(pg_get_serial_sequence('{table.name}', 'id'), (SELECT max(id) FROM {table.name}))"))
    connection.execute(text("ANALYZE"))


def _quoted(names: list[str]) -> list[str]:
    return [f'"{name}"' for name in names]
