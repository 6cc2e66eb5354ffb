"""Facts in the plain shape that other programs read: one JSON object an article, as ``beltwatch extract`` writes it."""

from decimal import Decimal
from typing import Any

from facts.extract import Reading
from facts.figure import Figure
from facts.statement import Statement

Plain = dict[str, Any]


def number(value: Decimal | None) -> str | None:
    """An exact decimal without exponent or idle zeros: "5800000000", "27.3"."""
    if value is None:
        return None
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def figure(item: Figure) -> Plain:
    """One figure of an article."""
    return {
        "start": item.start,
        "end": item.end,
        "text": item.text,
        "value": number(item.value),
        "low": number(item.low),
        "high": number(item.high),
        "qualifier": item.qualifier,
        "unit": item.unit,
        "metric": item.metric,
        "kind": item.kind,
        "flow": item.flow,
        "reporter": item.reporter,
        "scope": item.scope,
        "modality": item.modality,
        "cumulative": item.cumulative,
        "period": str(item.period) if item.period else None,
        "attributed_to": item.attributed_to,
        "about_relations": item.about_relations,
        "reading": item.reading,
    }


def statement(item: Statement) -> Plain:
    """One statement of an article."""
    return {
        "start": item.start,
        "end": item.end,
        "text": item.text,
        "speaker": item.speaker,
        "speaker_role": item.speaker_role,
        "mode": item.mode,
        "cue": item.cue,
        "topics": list(item.topics),
        "formulas": list(item.formulas),
    }


def reading(id_: str, item: Reading) -> Plain:
    """One article as it was read."""
    return {
        "id": id_,
        "lang": item.language,
        "relevant": item.relevance.relevant,
        "relevance": {"score": round(item.relevance.score, 2), "why": list(item.relevance.why)},
        "figures": [figure(each) for each in item.facts.figures],
        "statements": [statement(each) for each in item.facts.statements],
    }
