"""Finding: old and new side by side, the words where they stood, and everything that speaks for or against."""

from dataclasses import dataclass

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse

from difflog.text import SIGNS, cite
from facts.figure import Figure
from facts.known import KnownFigure
from models import browse, ledger
from models.reviews import REASONS
from models.rows import Row
from web.desk import At, Desk
from web.marking import Marked, mark
from web.pages.log import undo_of

router = APIRouter(include_in_schema=False)
AROUND = 400  # characters shown on either side of the words


@dataclass(frozen=True, slots=True)
class Edition:
    """One article of the story, and the same point as it stands there."""

    copy: browse.Copy
    marked: Marked | None


@router.get("/finding/{number}")
def finding(request: Request, desk: At, number: str, undo: str = "") -> HTMLResponse:
    """Everything about one finding."""
    row = found(desk, number)
    readings = browse.readings(desk.store, row.article) if row.article is not None else []
    this = next((one for one in readings if one.version == row.version_id), None)
    return desk.page(
        request,
        "finding.html",
        title=row.id,
        row=row,
        sign=SIGNS.get(row.verdict, "·"),
        marked=mark(this.text, row.start, row.end, AROUND) if this and row.start is not None else None,
        editions=_editions(desk, row),
        readings=readings,
        history=_history(desk, row),
        reviews=desk.store.reviews(row.id),
        reasons=REASONS,
        cite=cite(row),
        undo=undo_of(undo),
        neighbours=_neighbours(desk, row),
    )


def found(desk: Desk, number: str) -> Row:
    """The finding of a number in an address, or an answer that there is none."""
    try:
        row = desk.store.finding(number)
    except ValueError as error:
        raise HTTPException(404, str(error)) from None
    if row is None:
        raise HTTPException(404, f"There is no finding {number}; the log lists them.")
    return row


def _editions(desk: Desk, row: Row) -> list[Edition]:
    """The same point in every article of the story; a fact that an edition lacks is shown as lacking."""
    if row.article is None:
        return []
    return [Edition(copy, _there(desk, copy, row)) for copy in browse.story(desk.store, row.article)]


def _there(desk: Desk, copy: browse.Copy, row: Row) -> Marked | None:
    text, facts = browse.text_and_facts(desk.store, copy.version)
    if row.fact == "statement":
        spans = [(one.start, one.end) for one in facts.statements if one.speaker == row.speaker and one.text == row.text]
    else:
        spans = [(one.start, one.end) for one in facts.figures if _same_point(one, row)]
    return mark(text, *spans[0], AROUND // 3) if spans else None


def _same_point(figure: Figure, row: Row) -> bool:
    period = str(figure.period) if figure.period else None
    return (figure.metric, str(figure.kind), period) == (row.metric, row.kind, row.period)


def _history(desk: Desk, row: Row) -> list[KnownFigure]:
    return ledger.history(desk.store, row.point_key) if row.point_key else []


def _neighbours(desk: Desk, row: Row) -> tuple[str, str]:
    """The findings before and after, for those who read one after the other."""
    older, newer = f"F-{row.number - 1}", f"F-{row.number + 1}"
    return older if row.number > 1 else "", newer if desk.store.finding(newer) else ""
