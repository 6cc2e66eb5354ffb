"""Statements: who said what, and the set phrases of each speaker over time."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from facts.compare.formulas import read_verb, track
from facts.known import FormulaUse
from models import browse, ledger
from web.desk import At, Desk

router = APIRouter(include_in_schema=False)
SIZE, TEXTS = 60, 12
Phrases = list[tuple[str, list[str | None]]]
"""A row a set phrase, a column a text: the verb it went with, "" for none, None where it is absent."""


@router.get("/statements")
def statements(
    request: Request,
    desk: At,
    speaker: Annotated[str, Query(max_length=300)] = "",
    before: Annotated[int | None, Query(ge=1, le=2**53)] = None,
) -> HTMLResponse:
    """Statements, latest first, of one speaker or of all."""
    listed = browse.statements_before(desk.store, before, speaker=speaker or None, limit=SIZE + 1)
    uses = _uses(desk, speaker) if speaker else ()
    return desk.page(
        request,
        "statements.html",
        title=speaker or "Statements",
        listed=[known for _, known in listed[:SIZE]],
        speakers=ledger.speakers(desk.store),
        speaker=speaker,
        uses=uses,
        table=_table(desk, uses),
        tracks=track(uses),
        labels=_labels(desk),
        subjects={subject.id: subject.label for subject in desk.watchlist.topic.subjects},
        findings=browse.findings_of_statements(desk.store, [known.id for _, known in listed[:SIZE]]),
        last=listed[SIZE - 1][0] if len(listed) > SIZE else None,
    )


def phrases(desk: Desk, speaker: str) -> tuple[list[str], Phrases]:
    """The days of a speaker's last texts, oldest first, and the set phrases in them."""
    uses = _uses(desk, speaker)
    days = [f"{use.said_on:%d %b %Y}" if use.said_on else "no date" for use in reversed(uses)]
    return days, [(_labels(desk).get(name, name), verbs) for name, verbs in _table(desk, uses)]


def _uses(desk: Desk, speaker: str) -> tuple[FormulaUse, ...]:
    return ledger.formulas(desk.store, speaker, read_verb=partial(_verb, desk), last=TEXTS)


def _verb(desk: Desk, words: str, formula: str, language: str) -> str:
    return read_verb(words, formula, language, desk.watchlist.topic)


def _labels(desk: Desk) -> dict[str, str]:
    return {formula.id: formula.label for formula in desk.watchlist.topic.formulas}


def _table(desk: Desk, uses: tuple[FormulaUse, ...]) -> Phrases:
    texts = list(reversed(uses))
    ids = sorted({formula for use in texts for formula in use.verbs}, key=lambda name: _labels(desk).get(name, name))
    return [(formula, [use.verbs.get(formula) for use in texts]) for formula in ids]
