"""Values in plain words for the templates."""

from decimal import Decimal
from typing import Any

from facts.compare import wording
from facts.figure import Figure, Kind, Qualifier
from facts.known import KnownFigure
from facts.period import Period
from models.rows import Row


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
