"""A baseline drafted from an article: what was read in it, in the shape of baseline.yaml, for a person to edit."""

from datetime import date
from typing import Any

import yaml

from facts.article import Article
from facts.figure import Figure, Kind, Modality, Qualifier
from facts.known import Facts
from facts.plain import number
from facts.statement import Statement

_HEAD = """\
# A draft: what was read in one article. Before it counts, check every row against the article, take out what does not
# matter, and tell the statements in your own words around the shortest phrase that has to stay as printed.
"""


def draft(article: Article, facts: Facts, *, name: str, language: str, today: date) -> str:
    """Write the YAML of a baseline.

    name     of the baseline: "dec-2023"; ids are made of its first letter and a number, to be changed at will
    today    stands for the day of publication where the article has none
    returns  text that ``beltwatch baseline load`` takes as it is
    """
    about = [figure for figure in facts.figures if figure.about_relations]
    head = {
        "name": name,
        "title": article.title or "untitled",
        "outlet": article.outlet or "unknown outlet",
        "camp": "other",
        "language": language,
        "url": article.url,
        "published": article.published or today,
    }
    rows = [{"id": f"{name}-{at:02}", "figure": _figure(figure)} for at, figure in enumerate(about, start=1)]
    said = [
        {"id": f"{name}-{at:02}", "said_on": article.published or today, "statement": _statement(statement)}
        for at, statement in enumerate(facts.statements, start=len(rows) + 1)
    ]
    return _HEAD + _yaml(head) + "\n" + _yaml({"figures": rows}) + "\n" + _yaml({"statements": said})


def _figure(figure: Figure) -> dict[str, Any]:
    """Only what differs from the usual, so that the draft reads like one written by hand."""
    usual = {"qualifier": Qualifier.EXACT, "kind": Kind.LEVEL, "modality": Modality.ACTUAL}
    row: dict[str, Any] = {"text": figure.text}
    row |= {"value": _plain(figure.value)} if figure.value is not None else {"low": _plain(figure.low), "high": _plain(figure.high)}
    row |= {"unit": figure.unit, "metric": figure.metric}
    row |= {key: str(getattr(figure, key)) for key in usual if getattr(figure, key) is not usual[key]}
    row |= {key: str(value) for key in ("flow", "reporter", "scope") if (value := getattr(figure, key)) is not None}
    row |= {"cumulative": True} if figure.cumulative else {}
    row |= {"period": str(figure.period)} if figure.period else {}
    row |= {"attributed_to": figure.attributed_to} if figure.attributed_to else {}
    return row | {"resolution": _plain(figure.resolution)}


def _statement(statement: Statement) -> dict[str, Any]:
    row: dict[str, Any] = {"mode": str(statement.mode), "cue": statement.cue, "text": statement.text}
    row |= {key: value for key in ("speaker", "speaker_role") if (value := getattr(statement, key))}
    return row | {"topics": list(statement.topics), "formulas": list(statement.formulas)}


def _plain(value: Any) -> int | float | None:
    text = number(value)
    if text is None:
        return None
    return float(text) if "." in text else int(text)


def _yaml(value: Any) -> str:
    text: str = yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=130)
    return text
