"""What is hashed of a finding and of a review, and the columns that repeat parts of it to filter by."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from facts.figure import Figure
from facts.finding import Finding, Step
from facts.known import KnownFigure, KnownStatement, Place
from facts.statement import Statement
from models.columns import plain, stamp

_NO_FIGURE = dict.fromkeys(
    ("metric", "flow", "scope", "reporter", "kind", "modality", "period", "value", "low", "high", "qualifier", "unit", "attributed_to")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Where a finding's words stand and what counts them, told by the database.

    sighting  the id of the figure or statement the finding speaks of; None for what is absent from the text
    sentence  the sentence around the words
    """

    place: Place
    version_id: int
    title: str
    text_hash: str
    raw_hash: str
    sighting: int | None
    sentence: str
    point_key: str | None
    origins: int
    copies: int


def finding_payload(finding: Finding, evidence: Evidence, now: datetime) -> dict[str, Any]:
    """Everything about a finding that never changes; its number comes with its place in the chain."""
    of_fact = _figure(finding.fact) if isinstance(finding.fact, Figure) else _statement(finding.fact)
    place = evidence.place
    return of_fact | {
        "recorded_at": stamp(now.astimezone(UTC).replace(microsecond=0)),
        "level": str(finding.level),
        "verdict": str(finding.verdict),
        "before": _before(finding.before),
        "step": _step(finding.step),
        "sentence": evidence.sentence,
        "outlet": place.outlet,
        "camp": str(place.camp),
        "lang": place.language,
        "source": place.source,
        "url": place.url,
        "article": place.article,
        "version": place.version,
        "origins": evidence.origins,
        "copies": evidence.copies,
        "summary": finding.summary,
        "checks": list(finding.checks),
        "group": finding.group,
        "rule": f"compare/{finding.verdict}",
        "title": evidence.title,
        "published": place.published.isoformat() if place.published else None,
        "text_hash": evidence.text_hash,
        "raw_hash": evidence.raw_hash,
        "version_id": evidence.version_id,
        "point_key": evidence.point_key,
        "sighting": evidence.sighting,
    }


def finding_columns(payload: Mapping[str, Any]) -> dict[str, Any]:
    """The columns of ``findings`` that repeat its payload."""
    of_figure = payload["fact"] == "figure"
    return {
        "recorded_at": datetime.fromisoformat(payload["recorded_at"]),
        "level": payload["level"],
        "verdict": payload["verdict"],
        "fact": payload["fact"],
        "metric": payload["metric"],
        "speaker": payload["speaker"],
        "language": payload["lang"],
        "camp": payload["camp"],
        "source": payload["source"],
        "version_id": payload["version_id"],
        "figure_id": payload["sighting"] if of_figure else None,
        "statement_id": None if of_figure else payload["sighting"],
    }


def review_columns(payload: Mapping[str, Any]) -> dict[str, Any]:
    """The columns of ``reviews`` that repeat its payload."""
    return {
        "finding": int(payload["finding"].removeprefix("F-")),
        "state": payload["state"],
        "at": datetime.fromisoformat(payload["at"]),
    }


def _figure(figure: Figure) -> dict[str, Any]:
    names = ("flow", "scope", "reporter", "period")
    return {name: _name(getattr(figure, name)) for name in names} | {
        "fact": "figure",
        "metric": figure.metric,
        "kind": str(figure.kind),
        "modality": str(figure.modality),
        "value": _number(figure.value),
        "low": _number(figure.low),
        "high": _number(figure.high),
        "qualifier": str(figure.qualifier),
        "unit": figure.unit,
        "speaker": None,
        "mode": None,
        "topics": [],
        "formulas": [],
        "text": figure.text,
        "reading": figure.reading,
        "attributed_to": figure.attributed_to,
        "start": figure.start,
        "end": figure.end,
    }


def _statement(statement: Statement) -> dict[str, Any]:
    return _NO_FIGURE | {
        "fact": "statement",
        "speaker": statement.speaker,
        "mode": str(statement.mode),
        "topics": list(statement.topics),
        "formulas": list(statement.formulas),
        "text": statement.text,
        "reading": "",
        "start": statement.start,
        "end": statement.end,
    }


def _before(known: KnownFigure | KnownStatement | None) -> dict[str, Any] | None:
    if known is None:
        return None
    if isinstance(known, KnownStatement):
        return {"id": known.id, "text": known.statement.text}
    figure = known.figure
    return {"id": known.id, "value": _number(figure.value), "unit": figure.unit, "period": _name(figure.period)}


def _step(step: Step | None) -> dict[str, Any] | None:
    if step is None:
        return None
    return {
        "absolute": _number(step.absolute),
        "percent": _number(step.percent),
        "like_for_like": step.like_for_like,
        "why": step.why or None,
    }


def _number(value: Decimal | None) -> str | None:
    return None if value is None else plain(value)


def _name(value: object | None) -> str | None:
    return None if value is None else str(value)
