"""Kinds of findings: what several filters ask for together is looked up kind by kind, however rare it is among all findings."""

from collections.abc import Mapping, Sequence
from heapq import nlargest

from sqlalchemy import ColumnElement, Connection, FromClause, literal, select, tuple_

from models.tables import findings, standings

KIND = ("level", "verdict", "fact", "language", "camp")
"""Findings with the same five words are of one kind: there are a few hundred kinds at most, and one index holds all findings by kind."""

Kind = tuple[str, ...]

_LAST = 2**63 - 1


def kinds(connection: Connection) -> list[Kind]:
    """Every kind there is a finding of, read by leaping along the index."""
    here, later = findings.alias(), findings.alias()
    # Of a word put together SQLite knows no type, and only then does it leap by all five instead of the first alone.
    passed = tuple_(*(column.concat("") for column in _words(here)), literal(_LAST))
    following = select(later.c.seq).where(tuple_(*_words(later), later.c.seq) > passed).order_by(*_words(later), later.c.seq).limit(1)
    start = select(findings.c.seq).order_by(*_words(findings), findings.c.seq).limit(1).scalar_subquery()
    first = select(start.label("seq")).cte("first_of_kinds", recursive=True)
    each = first.union_all(select(following.correlate(here).scalar_subquery()).join_from(first, here, here.c.seq == first.c.seq))
    return [tuple(row) for row in connection.execute(select(*_words(findings)).join(each, each.c.seq == findings.c.seq))]


def latest_of_kinds(
    connection: Connection, wanted: Mapping[str, Sequence[str]], conditions: Sequence[ColumnElement[bool]], limit: int
) -> list[int]:
    """The numbers of the latest findings of some kinds, newest first.

    wanted      by the names in ``KIND`` the words asked for; none of a name: whatever it is
    conditions  on the number of a finding and on its standing
    """
    found: list[int] = []
    joined = select(findings.c.seq).select_from(findings.outerjoin(standings, standings.c.finding == findings.c.seq)).where(*conditions)
    for kind in kinds(connection):
        if all(not wanted[name] or word in wanted[name] for name, word in zip(KIND, kind, strict=True)):
            newer = [findings.c.seq > found[-1]] if len(found) == limit else []
            of_kind = [column == word for column, word in zip(_words(findings), kind, strict=True)]
            query = joined.where(*of_kind, *newer).order_by(findings.c.seq.desc()).limit(limit)
            found = nlargest(limit, [*found, *connection.execute(query).scalars()])
    return found


def _words(of: FromClause) -> list[ColumnElement[str]]:
    return [of.c[name] for name in KIND]
