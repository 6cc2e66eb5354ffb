"""Finding: one row of the diff log, before it is numbered."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from facts.figure import Figure
from facts.known import KnownFigure, KnownStatement
from facts.statement import Statement


class Level(StrEnum):
    """How much of the analyst's attention a finding asks for."""

    LOG = "log"  # only counted
    NOTE = "note"  # waits for the digest
    ACT = "act"  # goes out at once


class Verdict(StrEnum):
    """What a fact is, beside what was known."""

    CONFIRMS = "confirms"
    REFINES = "refines"
    UPDATES = "updates"
    BACKFILLS = "backfills"
    CONFLICTS = "conflicts"
    UNIT_CONFLICT = "unit_conflict"
    MIRROR_GAP = "mirror_gap"
    SCOPE_CONFLICT = "scope_conflict"
    PERIOD_CONFLICT = "period_conflict"
    INCONSISTENT = "inconsistent"
    NEW = "new"
    EDITED = "edited"
    DRIFT = "drift"
    REPEATS = "repeats"
    REWORDED = "reworded"
    SHIFTED = "shifted"
    FORMULA_NEW = "formula_new"
    FORMULA_ABSENT = "formula_absent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """From the known value to the new one.

    absolute, percent   None where the two cannot be subtracted; ``why`` then says so
    like_for_like       same length of period, scope, reporter and unit
    """

    absolute: Decimal | None = None
    percent: Decimal | None = None
    like_for_like: bool = False
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One development: the fact, what it was compared with, and the verdict.

    checks   the evidence, one plain sentence each
    group    what alerts are grouped by: "trade_turnover 2025-01..2025-11"
    summary  one line of at most 200 characters, in plain words
    """

    verdict: Verdict
    level: Level
    fact: Figure | Statement
    before: KnownFigure | KnownStatement | None = None
    step: Step | None = None
    checks: tuple[str, ...] = ()
    group: str = ""
    summary: str = ""
