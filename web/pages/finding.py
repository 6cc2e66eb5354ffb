"""Finding: old and new side by side, the words where they stood, and everything that speaks for or against."""

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse

from difflog.editions import about, told
from difflog.glossary import VERDICTS
from difflog.text import SIGNS, cite
from facts.figure import Figure
from facts.finding import Verdict
from facts.known import KnownFigure, KnownStatement
from models import browse
from models.reviews import REASONS
from models.rows import Row
from web.changes import Part, changes, words
from web.desk import At, Desk
from web.evidence import AROUND, Evidence, evidence
from web.marking import mark
from web.pages.log import undo_of

router = APIRouter(include_in_schema=False)
SIGHTINGS = 40


@router.get("/finding/{number}")
def finding(request: Request, desk: At, number: str, undo: str = "") -> HTMLResponse:
    """Everything about one finding."""
    row = found(desk, number)
    readings = browse.readings(desk.store, row.article) if row.article is not None else []
    this = next((one for one in readings if one.version == row.version_id), None)
    shown = evidence(desk.store, row)
    history = _history(desk, row)
    return desk.page(
        request,
        "finding.html",
        title=f"{row.id} {row.summary}",
        row=row,
        sign=SIGNS.get(row.verdict, "·"),
        meaning=VERDICTS.get(Verdict(row.verdict), ""),
        marked=mark(this.text, row.start, row.end, AROUND) if this and row.start is not None else None,
        shown=shown,
        inside=_inside(row, this),
        worded=_worded(row, shown),
        about=about,
        told=told,
        changes=changes(readings),
        history=history[-SIGHTINGS:],
        sightings=len(history),
        charted=row.metric in desk.watchlist.metrics,
        metrics=desk.watchlist.metrics,
        labels={formula.id: formula.label for formula in desk.watchlist.topic.formulas},
        subjects={subject.id: subject.label for subject in desk.watchlist.topic.subjects},
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


def _inside(row: Row, this: browse.Reading | None) -> list[Figure]:
    """The figures that stand in the words of a statement."""
    if row.fact == "figure" or this is None or row.start is None or row.end is None:
        return []
    return [one for one in this.facts.figures if row.start <= one.start and one.end <= row.end]


def _worded(row: Row, shown: Evidence) -> list[Part]:
    """A statement word for word beside the one it was compared with, where both are in one language."""
    known = shown.before.fact if shown.before else None
    if not isinstance(known, KnownStatement) or (known.statement.language or known.place.language) != row.lang:
        return []
    return words(known.statement.text, row.text)


def _history(desk: Desk, row: Row) -> list[KnownFigure]:
    return browse.latest_sightings(desk.store, row.point_key, SIGHTINGS + 1) if row.point_key else []


def _neighbours(desk: Desk, row: Row) -> tuple[str, str]:
    """The findings before and after, for those who read one after the other."""
    older, newer = f"F-{row.number - 1}", f"F-{row.number + 1}"
    return older if row.number > 1 else "", newer if desk.store.finding(newer) else ""
