"""Log: the findings, newest first, by the filters of the address."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from difflog.text import SIGNS
from models.reviews import REASONS
from web.desk import At
from web.filters import LEVELS, STATES, VERDICTS, WantedRows

router = APIRouter(include_in_schema=False)
SIZE = 100


@router.get("/log")
def log(request: Request, desk: At, wanted: WantedRows, undo: str = "") -> HTMLResponse:
    """A page of the log, and where the next one begins."""
    rows = desk.store.findings(wanted.filter, SIZE + 1)
    shown = rows[:SIZE]
    return desk.page(
        request,
        "log.html",
        title="Log",
        rows=shown,
        signs=SIGNS,
        asked=wanted.asked,
        older=wanted.address("/log", before=shown[-1].number) if len(rows) > SIZE else "",
        csv=wanted.address("/export/findings", shape="csv"),
        atom=wanted.address("/log.atom"),
        verdicts=VERDICTS,
        levels=LEVELS,
        states=STATES,
        reasons=REASONS,
        metrics=sorted(desk.watchlist.metrics),
        camps=sorted({str(source.camp) for source in desk.watchlist.sources}),
        undo=undo_of(undo),
    )


def undo_of(asked: str) -> list[tuple[str, str]]:
    """What can be taken back: pairs of finding and the state it was in, as a review left them in the address."""
    pairs = [pair.partition(":") for pair in asked.split(",") if pair]
    return [(one, state) for one, _, state in pairs if one.removeprefix("F-").isdecimal() and state in STATES]
