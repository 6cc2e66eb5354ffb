"""Articles from a JSONL archive: one object a line; a broken line is an error in its place, the rest goes on."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from facts.article import Article


@dataclass(frozen=True, slots=True, kw_only=True)
class Unreadable:
    """A line that holds no article: its id where one could be read, and why, with file and line."""

    id: str | None
    why: str


def read_articles(lines: Iterable[str], name: str) -> Iterator[Article | Unreadable]:
    """Read articles in the order given.

    lines  JSON objects with ``id``, ``text`` and, where known, ``title``, ``published``, ``url``, ``outlet``, ``lang``
    name   what the lines came from, for the error: "archive.jsonl"
    """
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield read_article(line, f"{name}, line {number}")


def read_article(line: str, place: str) -> Article | Unreadable:
    """Read one line; ``place`` names it in the error: "archive.jsonl, line 7"."""
    try:
        row = json.loads(line)
    except ValueError as error:
        return Unreadable(id=None, why=f"{place}: no JSON ({error}); write one object a line")
    except RecursionError:
        return Unreadable(id=None, why=f"{place}: no JSON of an article (nested too deep); write one object a line")
    if not isinstance(row, dict):
        return Unreadable(id=None, why=f"{place}: an object is needed, this is {type(row).__name__}")
    given = row.get("id")
    id_ = str(given) if given is not None else None
    if id_ is None or not isinstance(row.get("text"), str):
        return Unreadable(id=id_, why=f"{place}: an article needs an id and a text")
    published = _day(row.get("published"))
    if row.get("published") and published is None:
        return Unreadable(id=id_, why=f"{place}: published is {row['published']!r}; write a day such as 2026-01-27, or null")
    return Article(
        id=id_,
        text=_text(row, "text"),
        title=_text(row, "title"),
        published=published,
        url=_text(row, "url"),
        outlet=_text(row, "outlet"),
        language=_text(row, "lang"),
    )


def _text(row: dict[str, Any], key: str) -> str:
    """A lone surrogate (``\\ud800``) is no character and could be written nowhere; its place is kept, so offsets hold."""
    value = row.get(key)
    return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace") if isinstance(value, str) else ""


def _day(value: Any) -> date | None:
    if not isinstance(value, str):
        return None
    try:
        return datetime.fromisoformat(value).date()
    except ValueError:
        return None
