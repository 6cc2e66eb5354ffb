"""The analyst's decisions: rows of their own, never a change of the finding."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial
from typing import Any

from sqlalchemy import Connection, select, update
from sqlalchemy import Row as Record

from models.chain import append
from models.columns import stamp
from models.database import Database, Lock, lock
from models.errors import StoreError, UnknownFindingError
from models.log import rows_where
from models.points import rebuild
from models.rows import Row, number_of
from models.snapshots import forget_point
from models.tables import figures, findings, reviews, standings, statements
from models.upsert import insert_new
from models.values import Review

STATES = {"accept": "accepted", "reject": "rejected", "watch": "watching", "reopen": "new"}
REASONS = ("metric", "period", "unit", "speaker", "duplicate", "off_topic", "page_furniture", "source_wrong", "other")


class Reviews(Database):
    """The doors through which findings are reviewed."""

    def review(self, ids: Sequence[str], decision: str, reason: str = "", note: str = "", by: str = "", *, now: datetime) -> list[Row]:
        """Write one decision on each finding and return the findings as they stand now.

        ids       "F-1042", in any number
        decision  accept, reject, watch or reopen; "accepted", "rejected", "watching" and "new" are read too
        reason    for a rejection, which must have one: one of REASONS
        raises    UnknownFindingError when one of them is not in the log; StoreError for an unknown decision, an unknown reason, and a
                  rejection without one. Nothing is written then.

        An accepted finding moves its point's current value, a rejected one is left out of it, reopening undoes both.
        """
        state = STATES.get(decision, decision)
        if state not in STATES.values():
            raise StoreError(f"{decision!r} is no decision.", f"Use one of {', '.join(STATES)}.")
        if reason and reason not in REASONS:
            raise StoreError(f"{reason!r} is no reason for a rejection.", f"Use one of {', '.join(REASONS)}.")
        if state == "rejected" and not reason:
            raise StoreError("A rejection says why.", f"Use one of {', '.join(REASONS)}.")
        told = {"state": state, "reason": reason, "note": note, "by": by, "at": stamp(now.astimezone(UTC))}
        return self.written(partial(_review, numbers=[number_of(one) for one in dict.fromkeys(ids)], told=told))

    def reviews(self, number: str) -> list[Review]:
        """Every decision on one finding, oldest first."""
        with self.reading() as connection:
            query = select(reviews.c.payload).where(reviews.c.finding == number_of(number)).order_by(reviews.c.seq)
            return [_value(payload) for payload in connection.execute(query).scalars()]


def _review(connection: Connection, *, numbers: list[int], told: dict[str, Any]) -> list[Row]:
    lock(connection, Lock.LEDGER)
    present = {row.seq: row for row in connection.execute(select(findings).where(findings.c.seq.in_(numbers)))}
    missing = [f"F-{number}" for number in numbers if number not in present]
    if missing:
        raise UnknownFindingError(f"{', '.join(missing)} is not in the log.", "`beltwatch log` shows what is.")
    due = [number for number in numbers if not _written_before(connection, number, told)]
    append(connection, reviews, [{"finding": f"F-{number}"} | told for number in due])
    for number in due:
        _stand(connection, number, told["state"])
        _move(connection, present[number], told)
    return rows_where(connection, findings.c.seq.in_(numbers))


def _written_before(connection: Connection, number: int, told: dict[str, Any]) -> bool:
    """Whether this very decision stands there: a commit whose outcome was unknown is looked for before it is repeated."""
    query = select(reviews.c.payload).where(reviews.c.finding == number).order_by(reviews.c.seq.desc()).limit(1)
    last = connection.execute(query).scalar()
    return last is not None and told.items() <= json.loads(last).items()


def _stand(connection: Connection, number: int, state: str) -> None:
    if insert_new(connection, standings, [{"finding": number, "state": state}], on=("finding",)) == 0:
        connection.execute(update(standings).where(standings.c.finding == number).values(state=state))


def _move(connection: Connection, finding: Record[Any], told: dict[str, Any]) -> None:
    """Let the ledger follow the decision."""
    rejected = told["state"] == "rejected"
    if finding.statement_id is not None:
        connection.execute(update(statements).where(statements.c.id == finding.statement_id).values(rejected=rejected))
    if finding.figure_id is None:
        return
    accepted = datetime.fromisoformat(told["at"]) if told["state"] == "accepted" else None
    query = update(figures).where(figures.c.id == finding.figure_id).values(rejected=rejected, accepted=accepted)
    point = connection.execute(query.returning(figures.c.point_key)).scalar_one()
    rebuild(connection, point)
    forget_point(connection, point)


def _value(payload: str) -> Review:
    told = json.loads(payload)
    at = datetime.fromisoformat(told["at"])
    return Review(finding=told["finding"], state=told["state"], reason=told["reason"], note=told["note"], by=told["by"], at=at)
