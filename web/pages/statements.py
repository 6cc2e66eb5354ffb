"""Statements: who said what, and the set phrases of each speaker over time."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from facts.known import FormulaUse
from models import browse, ledger
from web.desk import At

router = APIRouter(include_in_schema=False)
SIZE, TEXTS = 60, 12


@router.get("/statements")
def statements(
    request: Request,
    desk: At,
    speaker: str = "",
    before: Annotated[int | None, Query(ge=1, le=2**53)] = None,
) -> HTMLResponse:
    """Statements, latest first, of one speaker or of all."""
    listed = browse.statements_before(desk.store, before, speaker=speaker or None, limit=SIZE + 1)
    uses = ledger.formulas(desk.store, speaker, last=TEXTS) if speaker else ()
    last = listed[SIZE - 1][0] if len(listed) > SIZE else None
    return desk.page(
        request,
        "statements.html",
        title=speaker or "Statements",
        listed=[known for _, known in listed[:SIZE]],
        speakers=ledger.speakers(desk.store),
        speaker=speaker,
        uses=uses,
        table=_table(uses),
        labels={formula.id: formula.label for formula in desk.watchlist.topic.formulas},
        subjects={subject.id: subject.label for subject in desk.watchlist.topic.subjects},
        last=last,
    )


def _table(uses: tuple[FormulaUse, ...]) -> list[tuple[str, list[str | None]]]:
    """A row a set phrase, a column a text, oldest first: the verb it went with, "" for none, None where it is absent."""
    texts = list(reversed(uses))
    ids = sorted({formula for use in texts for formula in use.verbs})
    return [(formula, [use.verbs.get(formula) for use in texts]) for formula in ids]
