"""Writing the facts of one text into the ledger."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Table, insert, select

from facts.compare.points import point_key, series_key
from facts.figure import Figure
from facts.known import Place
from facts.statement import Statement
from models.points import see
from models.sightings import figure_row, place_row, statement_row
from models.tables import figures, statements

Sighted = Figure | Statement


def learn_figures(
    connection: Connection, found: Sequence[Figure], place: Place, version_id: int | None, now: datetime, labels: Sequence[str] = ()
) -> dict[Sighted, int]:
    """Write figures and let their points see them; the caller holds the ledger's lock.

    labels   the baseline's own names, in the order of ``found``
    returns  the id of each figure
    """
    if not found:
        return {}
    ours = place_row(place) | {"version_id": version_id, "learned": now, "rejected": False}
    rows = [
        figure_row(figure, point_key(figure), series_key(figure)) | ours | {"label": labels[at] if labels else None}
        for at, figure in enumerate(found)
    ]
    ids: dict[Sighted, int] = dict(zip(found, _ids(connection, figures, rows), strict=True))
    written = select(figures).where(figures.c.id.in_(list(ids.values())), figures.c.about_relations).order_by(figures.c.id)
    for sighting in connection.execute(written).all():
        see(connection, sighting)
    return ids


def learn_statements(
    connection: Connection, found: Sequence[tuple[Statement, dict[str, Any]]], place: Place, version_id: int | None, now: datetime
) -> dict[Sighted, int]:
    """Write statements; beside each its own columns: label and said_on.

    returns  the id of each statement
    """
    ours = place_row(place) | {"version_id": version_id, "learned": now, "rejected": False}
    rows = [statement_row(statement) | ours | own for statement, own in found]
    ids: dict[Sighted, int] = dict(zip([statement for statement, _ in found], _ids(connection, statements, rows), strict=True))
    return ids


def own_columns(said_on: date | None, label: str | None = None) -> dict[str, Any]:
    """The columns of a statement that do not come from its text."""
    return {"said_on": said_on, "label": label}


def _ids(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> list[int]:
    """Insert rows and return their ids in the same order."""
    if not rows:
        return []
    numbered = insert(table).returning(table.c.id, sort_by_parameter_order=True)
    return list(connection.execute(numbered, rows).scalars())
