"""Review: a decision on one finding or several, and taking it back."""

from typing import Annotated
from urllib.parse import urlencode, urlsplit

from fastapi import APIRouter, Form, HTTPException
from fastapi.responses import RedirectResponse

from models.errors import StoreError
from web.desk import At, Desk, own_path
from web.filters import STATES

router = APIRouter(include_in_schema=False)
_NAME_LASTS = 365 * 86_400


@router.post("/review")
def review(
    desk: At,
    *,
    finding: Annotated[list[str] | None, Form(max_length=500)] = None,
    decision: Annotated[str, Form()],
    reason: Annotated[str, Form()] = "",
    note: Annotated[str, Form(max_length=2_000)] = "",
    by: Annotated[str, Form(max_length=80)] = "",
    next_: Annotated[str, Form(alias="next")] = "",
) -> RedirectResponse:
    """Write one decision on every finding that was ticked, and lead back with the means to undo it."""
    if not finding:
        raise HTTPException(422, "No finding was ticked: go back and tick those to decide on. Nothing was changed.")
    if decision == "reject" and not reason:
        raise HTTPException(422, "A rejection says why: go back and choose a reason beside the button. Nothing was changed.")
    before = _states(desk, finding)
    _decide(desk, finding, decision, reason=reason if decision == "reject" else "", note=note, by=by)
    undo = ",".join(f"{one}:{state}" for one, state in before.items())
    answer = RedirectResponse(_with(own_path(next_), undo=undo), status_code=303)
    if by:
        answer.set_cookie("reviewer", by, max_age=_NAME_LASTS, httponly=True, samesite="strict")
    return answer


@router.post("/undo")
def undo(
    desk: At,
    was: Annotated[list[str], Form(max_length=500)],
    by: Annotated[str, Form(max_length=80)] = "",
    next_: Annotated[str, Form(alias="next")] = "",
) -> RedirectResponse:
    """Put findings back into the state they were in; that is a decision too, and stands in the log as one."""
    for state in STATES:
        ids = [one for one, _, stood in (pair.partition(":") for pair in was) if stood == state]
        if ids:
            _decide(desk, ids, state, reason="", note="undone", by=by)
    return RedirectResponse(_with(own_path(next_), undo=None), status_code=303)


def _states(desk: Desk, ids: list[str]) -> dict[str, str]:
    try:
        rows = [desk.store.finding(one) for one in ids]
    except ValueError as error:
        raise HTTPException(422, str(error)) from None
    return {row.id: row.state for row in rows if row is not None}


def _decide(desk: Desk, ids: list[str], decision: str, *, reason: str, note: str, by: str) -> None:
    try:
        desk.store.review(ids, decision, reason, note, by, now=desk.door.now())
    except (StoreError, ValueError) as error:
        raise HTTPException(422, str(error)) from None


def _with(path: str, *, undo: str | None) -> str:
    """The path with what can be undone in its query, and nothing left there of an earlier time."""
    parts = urlsplit(path)
    kept = [pair for pair in parts.query.split("&") if pair and not pair.startswith("undo=")]
    return parts._replace(query="&".join([*kept, urlencode({"undo": undo})] if undo else kept)).geturl()
