"""Articles: what was read, folded by story, with why it was kept; and one article with its versions."""

from itertools import groupby
from typing import Annotated

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import HTMLResponse, PlainTextResponse

from difflog.editions import about, told
from models import browse
from models.editions import edition_matrix
from web.changes import changes
from web.desk import At

router = APIRouter(include_in_schema=False)
SIZE, COPIES = 60, 40
Before = Annotated[int | None, Query(ge=1, le=2**53)]


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
        changes=changes(readings),
        story=browse.story(desk.store, number, COPIES + 1),
        most=COPIES,
        findings=browse.finding_of(desk.store, [number]).get(number, []),
    )


@router.get("/article/{number}/editions")
def editions(request: Request, desk: At, number: int) -> HTMLResponse:
    """Which facts of an article stand in which language of its outlet."""
    copy = browse.article(desk.store, number) if number < 2**53 else None
    if copy is None:
        raise HTTPException(404, f"There is no article {number}.")
    matrix = edition_matrix(desk.store, number)
    return desk.page(
        request, "editions.html", title=f"Editions of {copy.title or 'an article'}", copy=copy, matrix=matrix, about=about, told=told
    )


@router.get("/article/{number}/text")
def text(desk: At, number: int) -> PlainTextResponse:
    """The stored text as it is, to be saved; never as a page."""
    readings = browse.readings(desk.store, number) if number < 2**53 else []
    if not readings:
        raise HTTPException(404, f"There is no article {number}.")
    return PlainTextResponse(readings[-1].text, headers={"content-disposition": f'attachment; filename="article-{number}.txt"'})
