"""Copies of one story: one origin however many carry it, and what a copy tells differently."""

from collections.abc import Iterator
from dataclasses import replace

from facts.compare.diff import Change, Difference, differ, meaning
from facts.compare.levels import level
from facts.compare.setting import Setting, group
from facts.compare.summary import of_figure
from facts.compare.wording import amount, period
from facts.figure import Figure
from facts.finding import Finding, Level, Verdict


def against_original(setting: Setting) -> Difference | None:
    """What distinguishes a copy from the story it copies; None where it is no copy."""
    original = setting.found.original
    return None if original is None else differ(original.figures, setting.found.facts.figures)


def drifted(found: Difference, setting: Setting) -> Iterator[Finding]:
    """A finding for each fact a copy tells otherwise than its origin. What it leaves out or adds is no drift."""
    for change in found.changed:
        if change.grave and setting.watches(change.now):
            yield _drift(change, setting)


def hush(finding: Finding, why: str) -> Finding:
    """The same finding, counted only: somebody was told before."""
    return replace(finding, level=Level.LOG, checks=(*finding.checks, why))


def told_before(finding: Finding, seen: set[tuple[object, ...]]) -> bool:
    """Whether the same fact came earlier in this very text; remembers it."""
    if not isinstance(finding.fact, Figure):
        return False
    key = (finding.verdict, meaning(finding.fact))
    again = key in seen
    seen.add(key)
    return again


def _drift(change: Change, setting: Setting) -> Finding:
    told = f"{change.words} between a story and this copy of it"
    return Finding(
        verdict=Verdict.DRIFT,
        level=level(Verdict.DRIFT),
        fact=change.now,
        checks=(f"The story it copies: {amount(change.was)}, {period(change.was.period)}, “{change.was.text}”",),
        group=group(change.now),
        summary=of_figure(change.now, setting.found.place, setting.metric(change.now), told),
    )
