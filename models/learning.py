"""Writing the facts of one text into the ledger."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection

from facts.compare.points import point_key, series_key
from facts.figure import Figure
from facts.known import KnownFigure, Place
from facts.statement import Statement
from models.columns import keyed
from models.numbering import Numbers, insert_numbered
from models.points import Sighting, see
from models.sightings import figure_row, place_row, statement_row
from models.snapshots import remember_passed
from models.tables import figures, statements

Sighted = Figure | Statement


@dataclass(frozen=True, slots=True)
class Learned:
    """What was written: the id of each figure, and for each point they belong to the origins that state it now."""

    ids: Mapping[Sighted, int] = field(default_factory=dict)
    origins: Mapping[str, frozenset[str]] = field(default_factory=dict)


def learn_figures(
    connection: Connection,
    found: Sequence[Figure],
    place: Place,
    version_id: int | None,
    now: datetime,
    *,
    labels: Sequence[str] = (),
    numbers: Numbers = None,
) -> Learned:
    """Write figures and let their points see them; the caller holds the ledger's lock.

    labels   the baseline's own names, in the order of ``found``
    numbers  an id for each, where they were given out beforehand
    """
    if not found:
        return Learned()
    ours = place_row(place) | {"version_id": version_id, "learned": now, "rejected": False}
    keys = [(keyed(point_key(figure)), keyed(series_key(figure))) for figure in found]
    names: list[str | None] = [*labels] if labels else [None] * len(found)
    rows = [figure_row(figure, *key) | ours | {"label": name} for figure, key, name in zip(found, keys, names, strict=True)]
    ids = insert_numbered(connection, figures, rows, numbers)
    written = zip(ids, found, keys, names, strict=True)
    sightings = [
        Sighting(number, *key, _known(figure, name or f"K-{number}", place, now))
        for number, figure, key, name in written
        if figure.about_relations
    ]
    origins = see(connection, sightings)
    remember_passed(connection, ids[0], ids[-1])
    return Learned(dict(zip(found, ids, strict=True)), origins)


def learn_statements(
    connection: Connection,
    found: Sequence[tuple[Statement, dict[str, Any]]],
    place: Place,
    version_id: int | None,
    now: datetime,
    *,
    numbers: Numbers = None,
) -> dict[Sighted, int]:
    """Write statements; beside each its own columns: label and said_on.

    returns  the id of each statement
    """
    if not found:
        return {}
    ours = place_row(place) | {"version_id": version_id, "learned": now, "rejected": False}
    rows = [statement_row(statement) | ours | own for statement, own in found]
    ids = insert_numbered(connection, statements, rows, numbers)
    return dict(zip((statement for statement, _ in found), ids, strict=True))


def own_columns(said_on: date | None, label: str | None = None) -> dict[str, Any]:
    """The columns of a statement that do not come from its text."""
    return {"said_on": said_on, "label": label}


def _known(figure: Figure, name: str, place: Place, now: datetime) -> KnownFigure:
    alone = frozenset({place.origin})
    return KnownFigure(id=name, figure=figure, place=place, learned=now, origins=alone, camps=frozenset({str(place.camp)}))
