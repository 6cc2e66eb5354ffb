"""Two readings of one story beside each other: which fact became which, what was added, what is gone."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

from facts.compare.wording import amount, period
from facts.figure import Figure

_MEANING = ("value", "low", "high", "qualifier", "unit", "metric", "kind", "flow", "scope", "modality", "period")


@dataclass(frozen=True, slots=True)
class Change:
    """One fact as it was and as it is now."""

    was: Figure
    now: Figure

    @property
    def grave(self) -> bool:
        """Whether number, unit or time changed, rather than how firmly it is told."""
        return any(getattr(self.was, name) != getattr(self.now, name) for name in ("unit", "period", "modality")) or not _same_value(
            self.was, self.now
        )

    @property
    def words(self) -> str:
        """What changed: "$5.8bn → $5.1bn", "2025 → Jan–Nov 2025"."""
        parts = []
        if amount(self.was) != amount(self.now):
            parts.append(f"{amount(self.was)} → {amount(self.now)}")
        if self.was.period != self.now.period:
            parts.append(f"{period(self.was.period)} → {period(self.now.period)}")
        for name in ("modality", "scope", "flow"):
            before, after = getattr(self.was, name), getattr(self.now, name)
            if before != after:
                parts.append(f"{before or 'not stated'} → {after or 'not stated'}")
        return ", ".join(parts) or f"{amount(self.now)} read another way"


@dataclass(frozen=True, slots=True)
class Difference:
    """What distinguishes two readings. ``kept`` are the facts of the later one that stood in the earlier one."""

    kept: tuple[Figure, ...]
    changed: tuple[Change, ...]
    added: tuple[Figure, ...]
    gone: tuple[Figure, ...]


def differ(before: Sequence[Figure], after: Sequence[Figure]) -> Difference:
    """Pair the figures of two readings: equal ones first, then those that are most likely one fact told differently."""
    meant = {meaning(figure) for figure in before}
    still = {meaning(figure) for figure in after}
    kept = tuple(figure for figure in after if meaning(figure) in meant)
    rest_was = [figure for figure in before if meaning(figure) not in still]
    rest_now = [figure for figure in after if meaning(figure) not in meant]
    changed = _pair(rest_was, rest_now)
    taken = {id(change.was) for change in changed} | {id(change.now) for change in changed}
    return Difference(
        kept=kept,
        changed=changed,
        added=tuple(figure for figure in rest_now if id(figure) not in taken),
        gone=tuple(figure for figure in rest_was if id(figure) not in taken),
    )


def meaning(figure: Figure) -> tuple[object, ...]:
    """Everything a figure says, without where it stands and who says it."""
    return tuple(getattr(figure, name) for name in _MEANING)


def _pair(was: Sequence[Figure], now: Sequence[Figure]) -> tuple[Change, ...]:
    """The best pairs first; a fact is in one pair at most."""
    ranked = sorted(
        ((_likeness(one, other), abs(at - to), at, to) for (at, one), (to, other) in product(enumerate(was), enumerate(now))),
        key=lambda each: (-each[0], *each[1:]),
    )
    used_was: set[int] = set()
    used_now: set[int] = set()
    pairs: list[tuple[int, int]] = []
    for likeness, _, at, to in ranked:
        if likeness and at not in used_was and to not in used_now:
            used_was.add(at)
            used_now.add(to)
            pairs.append((at, to))
    return tuple(Change(was[at], now[to]) for at, to in sorted(pairs, key=lambda pair: pair[1]))


def _likeness(one: Figure, other: Figure) -> int:
    """How surely two figures are one fact: 0 where they are not. Of number and time one at least has stayed."""
    if (one.metric, one.kind) != (other.metric, other.kind):
        return 0
    same_value, same_time = _same_value(one, other), one.period == other.period
    if not (same_value or same_time):
        return 0
    same = (same_value, same_time, one.unit == other.unit, one.flow == other.flow, one.modality == other.modality)
    return 1 + sum(same) + (one.attributed_to == other.attributed_to)


def _same_value(one: Figure, other: Figure) -> bool:
    return (one.value, one.low if one.value is None else None, one.high if one.value is None else None) == (
        other.value,
        other.low if other.value is None else None,
        other.high if other.value is None else None,
    )
