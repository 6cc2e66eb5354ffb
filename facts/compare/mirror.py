"""Mirror statistics: two countries count the same trade, and the gap between them is a series of its own."""

from collections.abc import Iterator
from decimal import Decimal

from facts.compare.intervals import agree, size
from facts.compare.levels import level_of_gap
from facts.compare.match import same_scope, same_thing
from facts.compare.setting import Setting, group
from facts.compare.spans import alike, same_period
from facts.compare.summary import moved, of_figure
from facts.compare.wording import money, percent, period
from facts.figure import Figure
from facts.finding import Finding, Step, Verdict
from facts.known import KnownFigure
from facts.watch import Nature

JUMP = Decimal(10)
"""Percentage points by which a gap has to move from one like period to the next to be worth an alert."""


def gap(one: Figure, other: Figure, home: str) -> Decimal | None:
    """By how many percent of the home side's (or else the first) number the two differ; None in two currencies."""
    first, second = (other, one) if other.reporter == home else (one, other)
    if first.unit != second.unit or not size(first):
        return None
    return (size(first) - size(second)) / abs(size(first)) * 100


def mirrored(figure: Figure, known: KnownFigure, setting: Setting) -> Finding:
    """The finding on a figure beside the other side's count of the same trade in the same time."""
    now = gap(figure, known.figure, setting.topic.home)
    before = next(_gaps_before(figure, known, setting), None)
    jump = now - before[1] if now is not None and before is not None else None
    told = moved(figure, known, "beside")
    return Finding(
        verdict=Verdict.MIRROR_GAP,
        level=level_of_gap(jump, JUMP),
        fact=figure,
        before=known,
        step=_step(figure, known, now),
        checks=tuple(_checks(figure, known, now, before)),
        group=group(figure),
        summary=of_figure(figure, setting.found.place, setting.metric(figure), told, _tail(now, jump)),
    )


def _gaps_before(figure: Figure, known: KnownFigure, setting: Setting) -> Iterator[tuple[KnownFigure, Decimal]]:
    """Gaps of other periods of like length between the same two reporters, the latest first."""
    nature = setting.nature(figure)
    one_side = [one for one in setting.about(figure) if _side(one.figure, figure, figure, nature)]
    other_side = [one for one in setting.about(figure) if _side(one.figure, figure, known.figure, nature)]
    for one in sorted(one_side, key=lambda each: (each.figure.period.order if each.figure.period else (), each.id), reverse=True):
        for other in other_side:
            found = gap(one.figure, other.figure, setting.topic.home)
            if same_period(one.figure, other.figure) and found is not None:
                yield one, found


def _side(one: Figure, figure: Figure, like: Figure, nature: Nature | None) -> bool:
    same = same_thing(one, figure) and same_scope(one, figure) and one.reporter is like.reporter and one.modality is figure.modality
    return same and one.period is not None and not same_period(one, figure) and alike(one, figure, nature) == ""


def _step(figure: Figure, known: KnownFigure, now: Decimal | None) -> Step:
    why = f"statistics of {figure.reporter} against {known.figure.reporter}"
    if now is None or figure.value is None or known.figure.value is None:
        return Step(why=f"{why}, in two currencies" if figure.unit != known.figure.unit else why)
    return Step(absolute=figure.value - known.figure.value, percent=round(now, 1), why=why)


def _checks(figure: Figure, known: KnownFigure, now: Decimal | None, before: tuple[KnownFigure, Decimal] | None) -> Iterator[str]:
    yield f"Two countries count the same trade: {known.figure.reporter} and {figure.reporter}"
    if now is None:
        yield "In two currencies: how wide the gap is cannot be told"
        return
    width = money(abs(size(figure) - size(known.figure)), figure.unit)
    yield "No gap: the two agree within rounding" if agree(figure, known.figure) else f"The gap is {width}, {percent(now)}"
    if before is not None:
        yield f"In {period(before[0].figure.period)} the gap was {percent(before[1])}"


def _tail(now: Decimal | None, jump: Decimal | None) -> str:
    if now is None:
        return "Other reporter, other currency."
    if jump is not None and abs(jump) > JUMP:
        return f"Mirror gap {percent(now)}, moved by {points(jump)}."
    return f"Mirror gap {percent(now)}."


def points(value: Decimal) -> str:
    """Percentage points with their sign: "+12.3 points"."""
    return f"{value:+.1f} points".replace("-", "−")
