"""The step from a known value to a new one, and why it is no step where it is none."""

from decimal import Decimal

from facts.compare.changes import is_change
from facts.compare.match import same_reporter
from facts.compare.spans import alike, grows
from facts.compare.wording import clean
from facts.figure import Figure, Kind, Modality, Qualifier, is_currency
from facts.finding import Step
from facts.known import KnownFigure
from facts.watch import Nature

_OPEN = frozenset({Qualifier.OVER, Qualifier.UNDER, Qualifier.NEARLY})
_EXACT = Decimal("0.1")
_UNSURE = {
    Modality.ESTIMATE: "an estimate",
    Modality.PLANNED: "plans for two times",
    Modality.TARGET: "targets for two times",
}


def step(figure: Figure, known: KnownFigure, nature: Nature | None = None) -> Step:
    """How far the new value is from the known one.

    Amounts are subtracted in one currency only, and changes, ranks and ranges not at all. Whatever speaks against setting the two
    beside each other is told in ``why``; then the step is not like for like.
    """
    other = known.figure
    reasons = _reasons(figure, known, nature)
    if figure.unit != other.unit or figure.value is None or other.value is None or figure.kind is Kind.CHANGE:
        return Step(why="; ".join(reasons) or "no two numbers that can be subtracted")
    absolute = figure.value - other.value
    percent = (absolute / abs(other.value) * 100).quantize(_EXACT) if other.value else None
    return Step(absolute=absolute, percent=percent, like_for_like=not reasons, why="; ".join(reasons))


def _reasons(figure: Figure, known: KnownFigure, nature: Nature | None) -> list[str]:
    other = known.figure
    return [
        clean(reason)
        for reason in (
            _unit(figure, known),
            "" if grows(figure) else alike(figure, other, nature),
            "" if figure.scope is other.scope or None in (figure.scope, other.scope) else f"{figure.scope} against {other.scope}",
            _reporter(figure, other),
            f"{figure.modality} against {other.modality}" if figure.modality is not other.modality else "",
            _modality(figure),
            "a bound, not a value" if _OPEN & {figure.qualifier, other.qualifier} else "",
        )
        if reason
    ]


def _unit(figure: Figure, known: KnownFigure) -> str:
    other = known.figure
    if figure.unit == other.unit or (is_change(figure) and is_change(other)):
        return "unit in doubt" if known.doubt else ""
    if is_currency(figure.unit) and is_currency(other.unit):
        doubt = "unit in doubt, " if known.doubt else ""
        return f"{doubt}{figure.unit} against {other.unit}, no rate applied"
    return f"{figure.unit} against {other.unit}"


def _reporter(figure: Figure, other: Figure) -> str:
    if not same_reporter(figure, other):
        return f"statistics of {figure.reporter} against {other.reporter}"
    return ""


def _modality(figure: Figure) -> str:
    return _UNSURE.get(figure.modality, "")
