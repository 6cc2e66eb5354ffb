"""What our way is held against: the rows of one article looked up and written by key, with SQLAlchemy Core and nothing else."""

from hashlib import sha256
from typing import Any
from uuid import uuid4

from sqlalchemy import Table, func, insert, select

from facts.compare.points import point_key, series_key
from facts.known import Facts
from models.sightings import figure_row, statement_row
from models.store import Store
from models.tables import figures, findings, points, statements


class ByHand:
    """A writer of articles into one ledger; what a fact does not say itself is as in the ledger's last row."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._rows = {table: self._last(table) for table in (figures, statements, findings)}

    def write(self, facts: Facts, number: int) -> None:
        """Write the facts of one article and ``number`` findings in one transaction, each row by a statement of its own."""
        with self._store.engine.connect().execution_options(beltwatch_writes=True) as connection, connection.begin():
            for figure in facts.figures:
                key = point_key(figure)
                connection.execute(select(points).where(points.c.point_key == key)).one_or_none()
                connection.execute(insert(figures), self._rows[figures] | figure_row(figure, key, series_key(figure)))
            for statement in facts.statements:
                connection.execute(insert(statements), self._rows[statements] | statement_row(statement))
            last = connection.execute(select(func.max(findings.c.seq))).scalar_one()
            for seq in range(last + 1, last + 1 + number):
                digest = sha256(uuid4().bytes).hexdigest()
                connection.execute(insert(findings), self._rows[findings] | {"seq": seq, "hash": digest})

    def _last(self, table: Table) -> dict[str, Any]:
        with self._store.reading() as connection:
            row = connection.execute(select(table).order_by(table.primary_key.columns[0].desc()).limit(1)).one()
        return {name: value for name, value in row._mapping.items() if name != "id"}
