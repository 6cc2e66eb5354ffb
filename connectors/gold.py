"""An annotated archive → articles with what is to be found in them; a broken line is an error in its place, the rest goes on."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal, InvalidOperation
from typing import Any

from connectors.archive import Unreadable, read_articles
from facts.scoring import GoldArticle, GoldFigure, GoldStatement
from facts.scoring.gold import ASKED
from facts.statement import Mode

_ALSO_CALLED = {"park_new_residents": "park_residents_added", "new_residents": "park_residents_added"}
"""Names that annotators used for a metric of the contract."""


def read_gold(lines: Iterable[str], name: str) -> Iterator[GoldArticle | Unreadable]:
    """Read annotated articles in the order given.

    lines  JSON objects as ``read_articles`` takes them, with ``relevant``, ``figures`` (each with ``span``, the words it stands
           at, ``value`` or ``low`` and ``high``, ``unit``, and what else is to be asked) and ``statements`` (``text``,
           ``speaker``, ``mode``); offsets ``start`` and ``end`` may stand beside or instead of the words
    name   what the lines came from, for the error: "gold.jsonl"
    """
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield _read(line, f"{name}, line {number}")


def _read(line: str, place: str) -> GoldArticle | Unreadable:
    [article] = read_articles([line], place)
    if isinstance(article, Unreadable):
        return Unreadable(id=article.id, why=article.why.replace(f"{place}, line 1", place))
    row = json.loads(line)
    if not isinstance(row.get("relevant"), bool):
        return Unreadable(id=article.id, why=f'{place}: "relevant" is missing; write true or false')
    try:
        figures = tuple(_figure(item, *where) for item, where in _placed(article.text, row.get("figures") or [], "span"))
        statements = tuple(_statement(item, *where) for item, where in _placed(article.text, row.get("statements") or [], "text"))
    except (TypeError, AttributeError, KeyError, ValueError, InvalidOperation) as error:
        return Unreadable(id=article.id, why=f"{place}: an annotation cannot be read ({_said(error)}); see the documentation of evaluate")
    return GoldArticle(article=article, relevant=row["relevant"], figures=figures, statements=statements)


def _placed(text: str, items: list[dict[str, Any]], key: str) -> Iterator[tuple[dict[str, Any], tuple[int, int]]]:
    """Say where each annotation stands: at its offsets, else the nth one with the same words at the nth place they stand at."""
    seen: Counter[str] = Counter()
    for item in items:
        words = item.get(key) or ""
        if "start" in item and "end" in item and (not words or text[item["start"] : item["end"]] == words):
            yield item, (item["start"], item["end"])
            continue
        at = -1
        for _ in range(seen[words] + 1):
            later = text.find(words, at + 1)
            at = later if later >= 0 else at
        seen[words] += 1
        yield item, (at, at + len(words) if at >= 0 else -1)


def _figure(item: dict[str, Any], start: int, end: int) -> GoldFigure:
    fields = {name: item[name] for name in ASKED if name in item}
    if "metric" in fields:
        fields["metric"] = _ALSO_CALLED.get(fields["metric"], fields["metric"])
    return GoldFigure(
        start=start,
        end=end,
        text=item.get("span") or "",
        value=_number(item.get("value")),
        low=_number(item.get("low")),
        high=_number(item.get("high")),
        unit=item.get("unit") or "",
        fields=fields,
    )


def _number(value: Any) -> Decimal | None:
    return None if value is None or value == "" else Decimal(str(value))


def _statement(item: dict[str, Any], start: int, end: int) -> GoldStatement:
    return GoldStatement(start=start, end=end, text=item.get("text") or "", mode=Mode(item["mode"]), speaker=item.get("speaker"))


def _said(error: Exception) -> str:
    return f"{error} is missing" if isinstance(error, KeyError) else str(error) or "a number is no number"
