"""Currencies in doubt: told by a finding, settled by its reviews."""

import json
from typing import Any

from sqlalchemy import Connection, Row, select

from facts.known import UnitDoubt
from models.newest import Newest
from models.tables import doubts, findings, standings
from models.upsert import insert_new

Doubts = dict[tuple[str, str], UnitDoubt]


def all_doubts(connection: Connection) -> Doubts:
    """Every currency that was ever in doubt, by document and unit: one a document at most, so they are few."""
    return {(row.document, row.unit): _doubt(row) for row in connection.execute(_DOUBTS)}


class KnownDoubts:
    """The currencies in doubt, remembered between articles: only another doubt or a review changes them."""

    def __init__(self) -> None:
        self._held: tuple[int, int, Doubts] = (-1, -1, {})

    def of(self, connection: Connection, newest: Newest) -> Doubts:
        """As ``all_doubts``."""
        held = self._held
        if held[:2] != (newest.doubt, newest.review):
            held = self._held = (newest.doubt, newest.review, all_doubts(connection))
        return held[2]


def doubt(connection: Connection, document: str, unit: str, *, why: str, finding: int) -> None:
    """Remember that a finding puts a document's currency in doubt; the first to do so stands."""
    insert_new(connection, doubts, [{"document": document, "unit": unit, "why": why, "finding": finding}], on=("document", "unit"))


def _doubt(row: Row[Any, Any, Any, Any, Any]) -> UnitDoubt:
    means = _other_unit(row) if row.state == "accepted" else ""
    return UnitDoubt(document=row.document, unit=row.unit, why=row.why, means=means, lifted=row.state == "rejected")


def _other_unit(row: Row[Any, Any, Any, Any, Any]) -> str:
    """The currency the finding set against the doubted one."""
    told = json.loads(row.payload)
    units: list[str] = [told["unit"], told["before"]["unit"]]
    return next(unit for unit in units if unit != row.unit)


_DOUBTS = (
    select(doubts.c.document, doubts.c.unit, doubts.c.why, standings.c.state, findings.c.payload)
    .join(findings, findings.c.seq == doubts.c.finding)
    .outerjoin(standings, standings.c.finding == doubts.c.finding)
)
