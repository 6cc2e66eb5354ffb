"""Two versions of one article: what was changed after it was published."""

from collections.abc import Iterator, Sequence
from datetime import UTC

from facts.compare.diff import Change, Difference, differ
from facts.compare.levels import level
from facts.compare.setting import Setting, group
from facts.compare.summary import of_figure
from facts.compare.wording import amount, period
from facts.figure import Figure
from facts.finding import Finding, Level, Verdict
from facts.known import KnownFigure


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


def when(setting: Setting) -> str:
    """When the version before was read, and whether a correction note stands in this one."""
    read = setting.found.before_read_at
    earlier = f"first read {read.astimezone(UTC):%d %b %Y %H:%M} UTC" if read else "read before"
    note = "a correction note stands there" if setting.found.corrected else "no correction note"
    return f"{earlier}, changed in version {setting.found.place.version}, {note}"


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
