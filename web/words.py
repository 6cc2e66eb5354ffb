"""Values in plain words for the templates."""

from datetime import timedelta
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from facts.compare import wording
from facts.countries import name_of
from facts.figure import Figure, Flow, Kind, Qualifier
from facts.known import KnownFigure
from facts.period import Period
from models.rows import Row

REASONS = {
    "metric": "wrong metric",
    "period": "wrong period",
    "unit": "wrong unit or currency",
    "speaker": "wrong speaker",
    "duplicate": "told already",
    "off_topic": "not about the two countries",
    "page_furniture": "page furniture, not the article",
    "source_wrong": "the source itself is wrong",
    "other": "other, see the note",
}
"""Why a finding was rejected, as a reader says it."""

_AGES = ((timedelta(days=2), "day"), (timedelta(hours=2), "hour"), (timedelta(minutes=2), "minute"), (timedelta(0), "second"))


def age(span: timedelta) -> str:
    """A stretch of time in one unit: "3 minutes", "2 days"; a clock set back makes none."""
    span = max(span, timedelta(0))
    name = next(name for least, name in _AGES if span >= least)
    number = int(span / timedelta(**{f"{name}s": 1}))
    return f"{number} {name}{'' if number == 1 else 's'}"


def way(flow: str | None) -> str:
    """The direction of a flow: "Belarus → China"."""
    if not flow:
        return ""
    one, other = Flow(flow).ends
    return "both ways" if Flow(flow).both else f"{name_of(one)} → {name_of(other)}"


def side(reporter: str | None) -> str:
    """Whose statistics: "China's statistics"."""
    if not reporter:
        return "side not stated"
    return "a third side's statistics" if reporter == "other" else f"{name_of(reporter)}'s statistics"


def why(reason: str) -> str:
    """The reason of a rejection."""
    return REASONS.get(reason, plain_name(reason))


def money(value: Decimal | str, unit: str) -> str:
    """A difference in its unit: "−$460m"."""
    number = Decimal(value)
    return ("+" if number > 0 else "") + wording.money(number, unit) + _noun(unit)


def percent(value: Decimal | str) -> str:
    """A change in percent with its sign."""
    return wording.percent(Decimal(value))


def kept(**parts: str) -> str:
    """The query of an address, of the parts that are not empty: "?as_of=2026-01-01"; "" where all are."""
    pairs = {name: value for name, value in parts.items() if value}
    return f"?{urlencode(pairs)}" if pairs else ""


def amount(row: Row | KnownFigure | Figure) -> str:
    """The number of a finding or of a known figure: "over $3.5bn"."""
    if isinstance(row, Row):
        return wording.amount(_figure(row))
    return wording.amount(row.figure if isinstance(row, KnownFigure) else row)


def amount_before(row: Row) -> str:
    """The number a finding was compared with."""
    before = row.before or {}
    if not before.get("unit"):
        return ""
    value = _number(before.get("value"))
    return wording.money(value, before["unit"]) + _noun(before["unit"]) if value is not None else f"no number, {before['unit']}"


def period(label: str | Period | None) -> str:
    """A period as a reader says it."""
    if label is None:
        return "no period stated"
    return wording.period(label if isinstance(label, Period) else Period(label))


def plain_name(name: str | None) -> str:
    """A name from the contract without its underscores: "trade turnover"."""
    return (name or "").replace("_", " ")


def _figure(row: Row) -> Figure:
    return Figure(
        start=row.start or 0,
        end=row.end or 0,
        text=row.text,
        value=_number(row.value),
        low=_number(row.low),
        high=_number(row.high),
        qualifier=Qualifier(row.qualifier or "exact"),
        unit=row.unit or "",
        metric=row.metric or "",
        kind=Kind(row.kind or "level"),
        reading=row.reading,
    )


def _number(text: Any) -> Decimal | None:
    return None if text is None else Decimal(text)


def _noun(unit: str) -> str:
    return "" if len(unit) == 3 and unit.isupper() else f" {plain_name(unit)}"
