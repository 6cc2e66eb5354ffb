"""Which known facts a figure is about: of the same point, and of the same series at another time."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from facts.compare.points import measure
from facts.compare.spans import Span, alike, grows, later, same_period, span
from facts.figure import Figure, Kind, Modality, Scope
from facts.known import KnownFigure
from facts.watch import Nature

_MOMENT = timedelta(days=31)  # a growing figure told again within a month is told of the same moment
_YEAR = 366  # days: the like period of the year before is nearer than the month before; one of years ago is not
_REAL = frozenset({Modality.ACTUAL, Modality.ESTIMATE})
_GOODS = frozenset({None, Scope.GOODS})


def same_thing(one: Figure, other: Figure) -> bool:
    """Whether both count one thing, whoever counted it and when: metric, flow, kind, and a measure they can be set against in."""
    if (one.metric, one.kind) != (other.metric, other.kind) or measure(one.unit) != measure(other.unit):
        return False
    return one.flow is other.flow


def same_scope(one: Figure, other: Figure) -> bool:
    """Whether both count the same sort of trade; where the text does not say, trade is trade in goods."""
    return one.scope is other.scope or (one.scope in _GOODS and other.scope in _GOODS)


def same_modality(one: Figure, other: Figure) -> bool:
    """Whether both are there, or both promised: what is planned never stands beside what was reached."""
    return one.modality is other.modality or {one.modality, other.modality} <= _REAL


def same_reporter(one: Figure, other: Figure) -> bool:
    """Whether one side can have counted both; a text that does not say whose numbers it gives can mean either."""
    return one.reporter is None or other.reporter is None or one.reporter is other.reporter


def comparable(figure: Figure, known: Iterable[KnownFigure]) -> list[KnownFigure]:
    """Known figures of the same thing, in goods or services and promised or reached alike."""
    return [one for one in known if same_thing(figure, one.figure) and same_scope(figure, one.figure) and same_modality(figure, one.figure)]


def at_the_same_time(figure: Figure, told: date | None, known: Iterable[KnownFigure]) -> list[KnownFigure]:
    """Of ``known``, those about the same time, the nearest in reporter and unit first.

    told  the day a growing figure stands for
    """
    found = [one for one in known if same_period(figure, one.figure) and not moved_on(figure, told, one)]
    return sorted(found, key=lambda one: _distance(figure, one))


def moved_on(figure: Figure, told: date | None, known: KnownFigure) -> bool:
    """Whether a figure that grows under one label was told at another time than the known one."""
    other = known.place.published
    return grows(figure) and told is not None and other is not None and abs(told - other) > _MOMENT


def before_and_after(
    figure: Figure, told: date | None, known: Iterable[KnownFigure], nature: Nature | None
) -> tuple[list[KnownFigure], list[KnownFigure]]:
    """Of ``known``, those about earlier times and those about later ones; each begins with the one to be compared with.

    nature  of the metric: for a flow the year before is nearer than the month before
    """
    earlier: list[KnownFigure] = []
    after: list[KnownFigure] = []
    for one in known:
        order = _order(figure, told, one)
        if order is not None:
            (earlier if order else after).append(one)
    return _ranked(figure, earlier, nature), _ranked(figure, after, nature)


def _order(figure: Figure, told: date | None, known: KnownFigure) -> bool | None:
    if grows(figure) and same_period(figure, known.figure):
        other = known.place.published
        return told > other if told and other else None
    return later(figure, known.figure)


def _distance(figure: Figure, known: KnownFigure) -> tuple[Any, ...]:
    other = known.figure
    return (
        *(not same_reporter(figure, other), figure.unit != other.unit, figure.reporter is not other.reporter),
        *(figure.flow is not other.flow, figure.scope is not other.scope, known.id),
    )


def _ranked(figure: Figure, known: Sequence[KnownFigure], nature: Nature | None) -> list[KnownFigure]:
    """Like before unlike: reporter, unit; then like periods, as long as they are at most a year farther off; then the nearest in time."""
    counted = {one.id: _counted_alike(figure, one.figure) for one in known}
    nearest: dict[tuple[bool, bool], int] = {}
    for one in known:
        nearest[counted[one.id]] = min(_gap(figure, one), nearest.get(counted[one.id], _gap(figure, one)))

    def rank(one: KnownFigure) -> tuple[Any, ...]:
        gap = _gap(figure, one)
        unlike = span(figure) is Span.DATED and alike(figure, one.figure, nature) != ""
        return (*counted[one.id], unlike or gap > nearest[counted[one.id]] + _YEAR, gap, one.id)

    return sorted(known, key=rank)


def _counted_alike(figure: Figure, other: Figure) -> tuple[bool, bool]:
    return not same_reporter(figure, other), figure.kind is not Kind.CHANGE and figure.unit != other.unit


def _gap(figure: Figure, known: KnownFigure) -> int:
    if figure.period is None or known.figure.period is None:
        return 0
    return abs((figure.period.order[0] - known.figure.period.order[0]).days)
