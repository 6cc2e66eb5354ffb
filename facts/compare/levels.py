"""How much attention a verdict asks for."""

from collections.abc import Mapping
from decimal import Decimal

from facts.finding import Level, Step, Verdict
from facts.watch import Metric

_LEVELS: Mapping[Verdict, Level] = {
    Verdict.CONFIRMS: Level.LOG,
    Verdict.REFINES: Level.NOTE,
    Verdict.UPDATES: Level.NOTE,
    Verdict.BACKFILLS: Level.LOG,
    Verdict.CONFLICTS: Level.ACT,
    Verdict.UNIT_CONFLICT: Level.ACT,
    Verdict.MIRROR_GAP: Level.LOG,
    Verdict.SCOPE_CONFLICT: Level.NOTE,
    Verdict.PERIOD_CONFLICT: Level.ACT,
    Verdict.INCONSISTENT: Level.ACT,
    Verdict.NEW: Level.NOTE,
    Verdict.EDITED: Level.ACT,
    Verdict.DRIFT: Level.ACT,
    Verdict.REPEATS: Level.LOG,
    Verdict.REWORDED: Level.LOG,
    Verdict.SHIFTED: Level.ACT,
    Verdict.FORMULA_NEW: Level.NOTE,
    Verdict.FORMULA_ABSENT: Level.ACT,
}


def level(verdict: Verdict) -> Level:
    """The level of a verdict by itself."""
    return _LEVELS[verdict]


def level_of_step(step: Step, metric: Metric | None) -> Level:
    """The level of an update: worth an alert from the metric's own step on, where like stands beside like."""
    return level_of_move(step.percent if step.like_for_like else None, metric)


def level_of_move(percent: Decimal | None, metric: Metric | None) -> Level:
    """The level of a move that is sure to be one; None where it is not."""
    if metric is None or metric.step is None or percent is None:
        return Level.NOTE
    return Level.ACT if abs(percent) >= metric.step else Level.NOTE


def level_of_gap(jump: Decimal | None, most: Decimal) -> Level:
    """The level of a mirror gap: worth an alert once it moved by more than ``most`` percentage points."""
    return Level.ACT if jump is not None and abs(jump) > most else Level.LOG
