"""Two versions of one article: what was changed after it was published."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from facts.compare.diff import Change, Difference, differ
from facts.compare.levels import level
from facts.compare.setting import Setting, group
from facts.compare.summary import of_figure
from facts.compare.wording import amount, clean, day, period
from facts.figure import Figure
from facts.finding import Finding, Level, Verdict
from facts.known import Facts, KnownFigure
from facts.statement import Statement

_DIGITS = re.compile(r"\d+(?:[.,\s]\d+)*")


def difference(setting: Setting) -> Difference | None:
    """What distinguishes this version from the one before; None for a first version."""
    before = setting.found.before
    return None if before is None else differ(before.figures, setting.found.facts.figures)


def edited(found: Difference, setting: Setting) -> Iterator[Finding]:
    """A finding for each fact that was changed, and one for all that are gone. "Updated 3 hours ago" changes no fact: silence."""
    for change in found.changed:
        if setting.watches(change.now):
            yield _changed(change, setting)
    gone = [figure for figure in found.gone if figure.metric in setting.metrics]
    if gone:
        yield _gone(gone, setting)


def without_silent_edits(setting: Setting) -> Setting:
    """The setting without statements in which an edit changed figures only: that is told of the figures, and nothing new was said."""
    found = setting.found
    if found.before is None:
        return setting
    framed = {(one.speaker, _frame(one, found.before)) for one in found.before.statements}
    kept = tuple(
        one for one in found.facts.statements if (one.speaker, _frame(one, found.facts)) not in framed or _stood(one, found.before)
    )
    return replace(setting, found=replace(found, facts=replace(found.facts, statements=kept)))


def when(setting: Setting) -> str:
    """When the two versions were read, and whether a correction note stands in the later one."""
    was, now = setting.found.before_read_at, setting.found.read_at
    note = "a correction note stands there" if setting.found.corrected else "no correction note"
    return f"read {_moments(was, now)} UTC, version {setting.found.place.version}, {note}" if was else f"read before, {note}"


def _moments(was: datetime, now: datetime | None) -> str:
    """ "27 Jan 2026 11:02 → 14:30", with the second day where it is another one."""
    was = was.astimezone(UTC)
    first = f"{day(was.date())} {was:%H:%M}"
    if now is None:
        return first
    now = now.astimezone(UTC)
    return f"{first} → {now:%H:%M}" if now.date() == was.date() else f"{first} → {day(now.date())} {now:%H:%M}"


def _frame(statement: Statement, facts: Facts) -> str:
    """The words of a statement with its figures and digits left out."""
    text, inside = statement.text, [one for one in facts.figures if statement.start <= one.start and one.end <= statement.end]
    for figure in sorted(inside, key=lambda one: -one.start):
        text = f"{text[: figure.start - statement.start]}#{text[figure.end - statement.start :]}"
    return _DIGITS.sub("#", clean(text))


def _stood(statement: Statement, before: Facts) -> bool:
    return any(one.text == statement.text for one in before.statements)


def _changed(change: Change, setting: Setting) -> Finding:
    note = "with a correction note" if setting.found.corrected else "no note"
    told = f"{change.words} changed in a published article, {note}"
    return Finding(
        verdict=Verdict.EDITED,
        level=level(Verdict.EDITED) if change.grave else Level.NOTE,
        fact=change.now,
        before=own(change.was, setting),
        checks=(f"Version before: {amount(change.was)}, {period(change.was.period)}, “{change.was.text}”", _sentence(when(setting))),
        group=group(change.now),
        summary=of_figure(change.now, setting.found.place, setting.metric(change.now), told, _sentence(when(setting)) + "."),
    )


def _gone(gone: Sequence[Figure], setting: Setting) -> Finding:
    first = gone[0]
    told = f"{', '.join(amount(figure) for figure in gone[:4])} no longer stands in a published article"
    return Finding(
        verdict=Verdict.EDITED,
        level=Level.NOTE,
        fact=first,
        before=own(first, setting),
        checks=(*(f"Gone: {amount(figure)}, {period(figure.period)}, “{figure.text}”" for figure in gone), _sentence(when(setting))),
        group=group(first),
        summary=of_figure(first, setting.found.place, setting.metric(first), told),
    )


def own(figure: Figure, setting: Setting) -> KnownFigure | None:
    """What the ledger has of this very article for the figure."""
    document = setting.found.place.document
    return next((one for one in setting.known.figures if one.place.document == document and one.figure == figure), None)


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]
