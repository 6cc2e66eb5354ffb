"""Articles: what was read, folded by story, with why it was kept; and one article with its versions."""

from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby, pairwise
from typing import Annotated

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import HTMLResponse, PlainTextResponse

from facts.figure import Figure
from models import browse
from models.sentences import sentences
from web.desk import At

router = APIRouter(include_in_schema=False)
SIZE = 60
Before = Annotated[int | None, Query(ge=1, le=2**53)]


@dataclass(frozen=True, slots=True)
class Change:
    """From one version to the next: sentences and figures that went and that came."""

    before: browse.Reading
    after: browse.Reading
    went: list[str]
    came: list[str]
    figures_went: list[Figure]
    figures_came: list[Figure]


@router.get("/articles")
def articles(request: Request, desk: At, before: Before = None, only: str = "relevant") -> HTMLResponse:
    """Articles, latest first; copies of one story stand together."""
    relevant = {"relevant": True, "other": False}.get(only)
    listed = browse.articles_before(desk.store, before, relevant=relevant, limit=SIZE + 1)
    shown = listed[:SIZE]
    return desk.page(
        request,
        "articles.html",
        title="Articles",
        stories=[list(group) for _, group in groupby(sorted(shown, key=lambda one: (-one.story, one.article)), lambda one: one.story)],
        findings=browse.finding_of(desk.store, [one.article for one in shown]),
        only=only,
        older=f"/articles?only={only if relevant is not None else 'all'}&before={shown[-1].article}" if len(listed) > SIZE else "",
    )


@router.get("/article/{number}")
def article(request: Request, desk: At, number: int) -> HTMLResponse:
    """One article: its text, its versions and what changed between them, and its copies."""
    copy = browse.article(desk.store, number) if number < 2**53 else None
    if copy is None:
        raise HTTPException(404, f"There is no article {number}.")
    readings = browse.readings(desk.store, number)
    return desk.page(
        request,
        "article.html",
        title=copy.title,
        copy=copy,
        readings=readings,
        latest=readings[-1],
        changes=[_change(*pair) for pair in pairwise(readings)],
        story=browse.story(desk.store, number),
        findings=browse.finding_of(desk.store, [number]).get(number, []),
    )


@router.get("/article/{number}/text")
def text(desk: At, number: int) -> PlainTextResponse:
    """The stored text as it is, to be saved; never as a page."""
    readings = browse.readings(desk.store, number) if number < 2**53 else []
    if not readings:
        raise HTTPException(404, f"There is no article {number}.")
    return PlainTextResponse(readings[-1].text, headers={"content-disposition": f'attachment; filename="article-{number}.txt"'})


def _change(before: browse.Reading, after: browse.Reading) -> Change:
    old, new = sentences(before.text), sentences(after.text)
    steps = [step for step in SequenceMatcher(None, old, new, autojunk=False).get_opcodes() if step[0] != "equal"]
    return Change(
        before,
        after,
        [sentence for _, low, high, _, _ in steps for sentence in old[low:high]],
        [sentence for _, _, _, low, high in steps for sentence in new[low:high]],
        _without(before.facts.figures, after.facts.figures),
        _without(after.facts.figures, before.facts.figures),
    )


def _without(these: tuple[Figure, ...], those: tuple[Figure, ...]) -> list[Figure]:
    """Figures of one version that the other does not state: by what they say, wherever they stand."""
    said = {_saying(figure) for figure in those}
    return [figure for figure in these if _saying(figure) not in said]


def _saying(figure: Figure) -> tuple[object, ...]:
    return figure.metric, figure.kind, figure.period, figure.unit, figure.value, figure.low, figure.high, figure.text
