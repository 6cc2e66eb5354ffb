"""The API: the same rows as the pages, as JSON under /api/v1."""

from datetime import date
from typing import Annotated, Any, Literal

from fastapi import APIRouter, HTTPException, Path, Query, Security
from fastapi.security import HTTPBearer
from pydantic import BaseModel, Field

from facts import plain
from facts.known import KnownFigure
from models import browse, overviews
from models.errors import StoreError
from web.desk import At
from web.filters import WantedRows


class Told(BaseModel):
    """Why a call was refused."""

    detail: str


_Answers = dict[int | str, dict[str, Any]]
_WHYS = {
    400: "The call could not be read.",
    401: "A token is needed.",
    403: "Not with this token.",
    404: "There is none of that name.",
    408: "The body came too slowly.",
    413: "The body is too long.",
    414: "The address is too long.",
    421: "Not under this host name.",
    422: "Not understood; the answer says what.",
    429: "Too many requests, or too many wrong tokens.",
    503: "The database does not answer.",
}
_REFUSED: _Answers = {code: {"description": told, "model": Told} for code, told in _WHYS.items()}
# Only told in the description: who may enter is decided by the guard, before any route.
_TOKEN = Security(HTTPBearer(auto_error=False, scheme_name="token", description="Made with `beltwatch web token NAME`."))
router = APIRouter(prefix="/api/v1", tags=["log"], responses=_REFUSED, dependencies=[_TOKEN])
Number = Annotated[str, Path(pattern=r"^[Ff]-\d{1,15}$", description="F-1042")]


class Decision(BaseModel):
    """A review of findings."""

    findings: list[Annotated[str, Field(pattern=r"^[Ff]-\d{1,15}$")]] = Field(min_length=1, max_length=500)
    decision: Literal["accept", "reject", "watch", "reopen"]
    reason: str = Field(default="", max_length=40)
    note: str = Field(default="", max_length=2_000)
    by: str = Field(default="", max_length=80)


@router.get("/findings")
def findings(desk: At, wanted: WantedRows, limit: Annotated[int, Query(ge=1, le=1_000)] = 100) -> list[dict[str, Any]]:
    """Findings, newest first: the rows of `beltwatch log --format jsonl`. ``before`` goes on below a number."""
    return [row.as_json() for row in desk.store.findings(wanted.filter, limit)]


@router.get("/findings/{number}")
def finding(desk: At, number: Number) -> dict[str, Any]:
    """One finding, with its checks and its reviews."""
    row = desk.store.finding(number)
    if row is None:
        raise HTTPException(404, f"There is no finding {number}.")
    reviews = [
        {"state": one.state, "reason": one.reason, "note": one.note, "by": one.by, "at": one.at} for one in desk.store.reviews(row.id)
    ]
    return row.as_json() | {"checks": list(row.checks), "reviews": reviews}


@router.post("/reviews")
def review(desk: At, decision: Decision) -> list[dict[str, Any]]:
    """Decide on findings; all of them or, where one is not known, none."""
    try:
        rows = desk.store.review(decision.findings, decision.decision, decision.reason, decision.note, decision.by, now=desk.door.now())
    except StoreError as error:
        raise HTTPException(404 if "not in the log" in str(error) else 422, str(error)) from None
    return [row.as_json() for row in rows]


@router.get("/ledger")
def known(
    desk: At,
    metric: str | None = None,
    as_of: date | None = None,
    limit: Annotated[int, Query(ge=1, le=1_000)] = 300,
    skip: Annotated[int, Query(ge=0, le=10**9)] = 0,
) -> list[dict[str, Any]]:
    """What is known, or was known at the end of a day, by metric and period. ``skip`` goes on after so many."""
    return [_known(row) for row in overviews.points_from(desk.store, skip, limit, metric, as_of)]


@router.get("/sources")
def sources(desk: At) -> list[dict[str, Any]]:
    """Every listed source with the state it is in."""
    names = ("name", "outlet", "camp", "language", "url", "state", "reason", "since", "last_good", "last_new", "next_try", "dead")
    return [{name: getattr(one, name) for name in names} for one in desk.store.sources() if one.listed]


@router.get("/articles/{number}")
def article(desk: At, number: Annotated[int, Path(ge=1, le=2**53)]) -> dict[str, Any]:
    """One article as it was last read, with its facts."""
    copy = browse.article(desk.store, number)
    if copy is None:
        raise HTTPException(404, f"There is no article {number}.")
    text, facts = browse.text_and_facts(desk.store, copy.version)
    names = ("article", "story", "number", "title", "url", "outlet", "camp", "language", "published", "read", "relevant", "score", "why")
    return {name: getattr(copy, name) for name in names} | {
        "text": text,
        "figures": [plain.figure(one) for one in facts.figures],
        "statements": [plain.statement(one) for one in facts.statements],
    }


def _known(row: KnownFigure) -> dict[str, Any]:
    return {
        "id": row.id,
        **plain.figure(row.figure),
        "learned": row.learned,
        "outlet": row.place.outlet,
        "url": row.place.url,
        "origins": len(row.origins),
        "camps": sorted(row.camps),
        "accepted": row.accepted,
        "doubt": row.doubt,
    }
