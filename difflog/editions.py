"""The edition matrix in words: which facts of a story stand in which language of its outlet."""

from typing import Any

from facts.compare.editions import Cell, Edition, Fact, Line, Matrix, Standing
from facts.compare.summary import label
from facts.compare.wording import amount, period, shorten
from facts.figure import Figure

_MARKS = {Standing.SAME: "", Standing.LIKELY: "≈ ", Standing.DIFFERS: "≠ ", Standing.MISSING: "–"}
_LONGEST = 60


def headings(matrix: Matrix) -> list[str]:
    """One heading an edition: its language."""
    return [edition.language for edition in matrix.editions]


def about(line: Line) -> str:
    """What a line is about: the thing counted and its time, or the speaker."""
    fact = line.fact
    if not isinstance(fact, Figure):
        return f"{fact.speaker or 'not named'}, {fact.mode}"
    when = f", {period(fact.period)}" if fact.period else ""
    return f"{label(fact, None)}{when}"


def told(cell: Cell, line: Line) -> str:
    """How an edition tells the fact: its own words, and for one told otherwise what it says instead."""
    if cell.fact is None:
        return _MARKS[Standing.MISSING]
    words = shorten(cell.fact.text, _LONGEST)
    if cell.standing is Standing.DIFFERS and isinstance(cell.fact, Figure):
        words = f"{words} ({_instead(cell.fact, line.fact)})"
    return f"{_MARKS[cell.standing]}{words}"


def as_json(matrix: Matrix) -> dict[str, Any]:
    """The matrix as one JSON object, keys stable: the editions, and each fact with its standing by language."""
    languages = headings(matrix)
    return {
        "outlet": matrix.editions[0].outlet if matrix.editions else None,
        "editions": [_edition(edition) for edition in matrix.editions],
        "facts": [_line(line, languages) for line in matrix.lines],
    }


def _edition(edition: Edition) -> dict[str, Any]:
    return {
        "lang": edition.language,
        "article": edition.article,
        "version_id": edition.version,
        "url": edition.url,
        "title": edition.title,
        "published": edition.published.isoformat() if edition.published else None,
    }


def _line(line: Line, languages: list[str]) -> dict[str, Any]:
    fact = line.fact
    figure = isinstance(fact, Figure)
    return {
        "fact": "figure" if figure else "statement",
        "metric": fact.metric if isinstance(fact, Figure) else None,
        "period": str(fact.period) if isinstance(fact, Figure) and fact.period else None,
        "speaker": None if isinstance(fact, Figure) else fact.speaker,
        "stands_in": {language: _cell(cell) for language, cell in zip(languages, line.cells, strict=True)},
        "missing": [language for language, cell in zip(languages, line.cells, strict=True) if cell.fact is None],
    }


def _cell(cell: Cell) -> dict[str, Any]:
    fact = cell.fact
    if fact is None:
        return {"standing": str(cell.standing)}
    words: dict[str, Any] = {"standing": str(cell.standing), "text": fact.text, "start": fact.start, "end": fact.end}
    return words | ({"amount": amount(fact), "period": str(fact.period) if fact.period else None} if isinstance(fact, Figure) else {})


def _instead(fact: Fact, first: Fact) -> str:
    assert isinstance(fact, Figure)
    assert isinstance(first, Figure)
    parts = [amount(fact)] if amount(fact) != amount(first) else []
    return ", ".join(parts + ([period(fact.period)] if fact.period != first.period else [])) or amount(fact)
