"""How far the ledger and its reviews are numbered: who remembers something of them learns from it whether they moved on."""

from typing import NamedTuple

from sqlalchemy import Connection, func, select

from models.tables import doubts, figures, reviews, statements


class Newest(NamedTuple):
    """The numbers of the latest figure, statement, review, and finding that put a currency in doubt; 0 before the first."""

    figure: int
    statement: int
    review: int
    doubt: int

    @property
    def mark(self) -> int:
        """A number that grows with every sighting learned."""
        return self.figure + self.statement


def newest(connection: Connection) -> Newest:
    """Ask for all of them at once; sightings and reviews are numbered under the ledger's lock."""
    return Newest(*connection.execute(_NEWEST).one())


_NUMBERS = (figures.c.id, statements.c.id, reviews.c.seq, doubts.c.finding)
_NUMBERED = [select(func.coalesce(func.max(number), 0)).scalar_subquery() for number in _NUMBERS]
_NEWEST = select(*_NUMBERED)
MARK = _NUMBERED[0] + _NUMBERED[1]
"""``Newest.mark`` as a column of another question, which saves one of its own."""
