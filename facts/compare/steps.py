"""The step from a known value to a new one, and why it is no step where it is none."""

from decimal import Decimal

from facts.compare.changes import is_change
from facts.compare.match import same_reporter
from facts.compare.spans import Span, alike, grows, months_of_year, span
from facts.compare.wording import clean, period
from facts.figure import Figure, Kind, Modality, Qualifier, is_currency
from facts.finding import Step
from facts.known import KnownFigure
from facts.watch import Nature

_OPEN = frozenset({Qualifier.OVER, Qualifier.UNDER, Qualifier.NEARLY})
_EXACT = Decimal("0.1")
_CONFUSED = frozenset({"USD", "GBP", "EUR"})  # signs that are put for one another
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


def all_the_more(figure: Figure, known: KnownFigure, nature: Nature | None) -> tuple[Decimal, str] | None:
    """The move in percent where it holds although the two are not like for like, with the sentence that says why; else None.

    A shorter time with the larger value, or a longer one with the smaller, has moved by that much at least. A currency in doubt is
    then no obstacle: what is in doubt is which sign is wrong, not the number. Everything else must be alike.
    """
    other = known.figure
    if _obstacles(figure, known) or figure.value is None or not other.value:
        return None
    percent = ((figure.value - other.value) / abs(other.value) * 100).quantize(_EXACT)
    why = _in_spite_of_length(figure, other, nature, rises=percent > 0)
    return None if why is None else (percent, why)


def _obstacles(figure: Figure, known: KnownFigure) -> list[str]:
    """What speaks against the two beside the length of their periods and a currency in doubt."""
    other = known.figure
    unit = "" if figure.unit == other.unit or _confused(figure, known) else "unit"
    return [reason for reason in (*_manner(figure, other), unit) if reason]


def _in_spite_of_length(figure: Figure, other: Figure, nature: Nature | None, *, rises: bool) -> str | None:
    """Say why no length of period can have made the move; None where it can have."""
    if grows(figure) or not alike(figure, other, nature):
        return "Alike but for the currency in doubt"
    if nature is not Nature.FLOW or figure.kind is not Kind.LEVEL or not span(figure) is span(other) is Span.DATED:
        return None
    assert figure.period is not None and other.period is not None
    less, more = (figure.period, other.period) if rises else (other.period, figure.period)
    # Of other months a season may have made the difference.
    if not less.months or not more.months or less.months >= more.months or not months_of_year(less) <= months_of_year(more):
        return None
    return f"More in {period(less)} than in the longer {period(more)}: the move holds all the more"


def _reasons(figure: Figure, known: KnownFigure, nature: Nature | None) -> list[str]:
    other = known.figure
    return [
        clean(reason)
        for reason in (
            _unit(figure, known),
            "" if grows(figure) else alike(figure, other, nature),
            *_manner(figure, other),
        )
        if reason
    ]


def _manner(figure: Figure, other: Figure) -> tuple[str, ...]:
    return (
        "" if figure.scope is other.scope or None in (figure.scope, other.scope) else f"{figure.scope} against {other.scope}",
        _reporter(figure, other),
        f"{figure.modality} against {other.modality}" if figure.modality is not other.modality else "",
        _modality(figure),
        "a bound, not a value" if _OPEN & {figure.qualifier, other.qualifier} else "",
    )


def _unit(figure: Figure, known: KnownFigure) -> str:
    other = known.figure
    if figure.unit == other.unit or (is_change(figure) and is_change(other)):
        return "unit in doubt" if known.doubt else ""
    if is_currency(figure.unit) and is_currency(other.unit):
        return "unit in doubt" if _confused(figure, known) else f"{figure.unit} against {other.unit}, no rate applied"
    return f"{figure.unit} against {other.unit}"


def _confused(figure: Figure, known: KnownFigure) -> bool:
    return known.doubt != "" and {figure.unit, known.figure.unit} <= _CONFUSED


def _reporter(figure: Figure, other: Figure) -> str:
    if not same_reporter(figure, other):
        return f"statistics of {figure.reporter} against {other.reporter}"
    return ""


def _modality(figure: Figure) -> str:
    return _UNSURE.get(figure.modality, "")
