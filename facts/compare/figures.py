"""The verdict on one figure beside what is known."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from facts.compare.calendar import misdated
from facts.compare.changes import agree_as_changes, is_change
from facts.compare.intervals import agree, finer, near, same_number, size
from facts.compare.levels import level, level_of_move, level_of_step
from facts.compare.match import at_the_same_time, before_and_after, comparable, same_modality, same_reporter, same_scope, same_thing
from facts.compare.mirror import mirrored
from facts.compare.points import measure
from facts.compare.setting import Setting, group
from facts.compare.spans import same_period
from facts.compare.steps import all_the_more, step
from facts.compare.summary import moved, of_figure, stated
from facts.compare.wording import amount, period, shorten
from facts.figure import Figure, Kind, is_counted, is_currency
from facts.finding import Finding, Level, Step, Verdict
from facts.known import KnownFigure

_APART = Decimal(3)
_CLOSE = Decimal("1.25")  # two currencies and numbers so near: the sign is likelier wrong than the market


def judge_figure(figure: Figure, setting: Setting) -> Finding | None:
    """Set one figure beside the ledger.

    returns  its finding. None for a figure of other countries or matters, unless it speaks of a metric that belongs to neither
             side (members of the Belt and Road) and of which something is known: then it is compared, but it is never news of its own.
    """
    if not figure.about_relations:
        return _aside(figure, setting)
    for rule in (_same_time, _other_scope, _misdated, _other_time):
        if finding := rule(figure, setting):
            return finding
    return _unknown(figure, setting)


def find(
    verdict: Verdict, figure: Figure, known: KnownFigure | None, setting: Setting, told: str, *checks: str, step_: Step | None = None
) -> Finding:
    """Put a finding together: level of the verdict, group, and the line that sums it up."""
    rank = level_of_step(step_, setting.metric(figure)) if step_ and verdict is Verdict.UPDATES else level(verdict)
    tail = f"Not like for like: {step_.why}." if step_ and step_.why else ""
    return Finding(
        verdict=verdict,
        level=rank,
        fact=figure,
        before=known,
        step=step_,
        checks=tuple(check for check in checks if check),
        group=group(figure),
        summary=of_figure(figure, setting.found.place, setting.metric(figure), told, tail),
    )


def _aside(figure: Figure, setting: Setting) -> Finding | None:
    metric = setting.metric(figure)
    if metric is None or metric.flow is not None or figure.flow is not None:
        return None
    return _same_time(figure, setting)


def _same_time(figure: Figure, setting: Setting) -> Finding | None:
    """The verdict beside known figures of the same thing and time."""
    rivals = at_the_same_time(figure, setting.told, comparable(figure, setting.about(figure)))
    own = [one for one in rivals if same_reporter(figure, one.figure)]
    for one in own:
        if _agrees(figure, one.figure):
            return _in_agreement(figure, one, setting)
    money = [one for one in _in_other_money(figure, setting) if same_number(figure, one.figure)]
    if money:
        return _same_number(figure, money[0], setting)
    for one in own:
        if _can_conflict(figure, one.figure):
            return _in_conflict(figure, one, setting)
    other = [one for one in rivals if not same_reporter(figure, one.figure)]
    return mirrored(figure, other[0], setting) if other else None


def _can_conflict(figure: Figure, known: Figure) -> bool:
    """Whether values that differ cannot both be right: of a time that is stated, both counted and not thought, in one unit.

    In two currencies only numbers so near that one sign may be wrong.
    """
    if figure.period is None or figure.modality is not known.modality:
        return False
    return figure.unit == known.unit or not is_currency(figure.unit) or near(figure, known, _CLOSE)


def _in_other_money(figure: Figure, setting: Setting) -> list[KnownFigure]:
    """Known amounts of the same thing and time in another currency: promised and reached alike, for a sign can be wrong in both."""
    if not is_currency(figure.unit):
        return []
    return [
        one
        for one in at_the_same_time(figure, setting.told, setting.about(figure))
        if same_thing(figure, one.figure) and one.figure.unit != figure.unit and is_currency(one.figure.unit)
    ]


def _agrees(figure: Figure, known: Figure) -> bool:
    if is_change(figure) and is_change(known):
        return agree_as_changes(figure, known)
    same_unit = figure.unit == known.unit or (is_counted(figure.unit) and is_counted(known.unit))
    return same_unit and agree(figure, known)


def _in_agreement(figure: Figure, known: KnownFigure, setting: Setting) -> Finding:
    alike = figure.unit == known.figure.unit and figure.modality is known.figure.modality
    # The same number in other scale words (7 billion, 70亿) prints more digits and says nothing more.
    if alike and finer(figure, known.figure) and stated(figure) != stated(known.figure):
        told = moved(figure, known)
        return find(Verdict.REFINES, figure, known, setting, told, f"{amount(figure)} lies within {amount(known.figure)}, and says more")
    return find(Verdict.CONFIRMS, figure, known, setting, stated(figure), *_witnesses(known, setting), _noun(figure, known.figure))


def _witnesses(known: KnownFigure, setting: Setting) -> tuple[str, ...]:
    """Who stated it before; a copy of a story already counted adds nobody."""
    place = setting.found.place
    before = len(known.origins | {known.place.origin})
    if place.origin in known.origins or place.origin == known.place.origin:
        return (f"The same origin as {known.id}: a copy confirms nothing; {before} independent in all",)
    return (f"An origin of its own beside {before} known, from {place.camp}",)


def _same_number(figure: Figure, known: KnownFigure, setting: Setting) -> Finding:
    """The same number in another currency; ``units`` folds these into one finding a document."""
    told = f"{stated(known.figure)} and {stated(figure)}: the same number in two currencies"
    return find(Verdict.UNIT_CONFLICT, figure, known, setting, told, f"{known.id} {stated(known.figure)}: here {stated(figure)}")


def _in_conflict(figure: Figure, known: KnownFigure, setting: Setting) -> Finding:
    """Values of one point that cannot both be right.

    Numbers far apart are likelier the whole and one ware or region of it, and a free label holds many a region and ware: both wait for
    the digest. A misplaced scale word, which leaves the digits as they are, does not.
    """
    told = moved(figure, known, "≠")
    checks = (
        f"{amount(known.figure)} and {amount(figure)} cannot both be right for {period(figure.period)}",
        _noun(figure, known.figure),
        _sides(figure, known.figure),
        "In two currencies, yet the numbers are near: no rate is applied"
        if is_currency(figure.unit) and figure.unit != known.figure.unit
        else "",
    )
    finding = find(Verdict.CONFLICTS, figure, known, setting, told, *checks)
    if setting.metric(figure) is None:
        check = "The label is none of the watched metrics: the two may count different things, such as two regions"
    elif is_change(figure) or near(figure, known.figure, _APART) or _same_digits(figure, known.figure):
        return finding
    else:
        check = "So far apart that one may be a part of the other"
    return replace(finding, level=Level.NOTE, checks=(*finding.checks, check))


def _same_digits(one: Figure, other: Figure) -> bool:
    digits = [size(figure).normalize().as_tuple().digits for figure in (one, other)]
    return digits[0] == digits[1]


def _noun(figure: Figure, known: Figure) -> str:
    """Say what two counts that differ count: another noun, or the same one in words that may hold more ("and organisations")."""
    if not is_counted(figure.unit):
        return ""
    if figure.unit != known.unit:
        return f"Another noun is counted: {known.unit} there, {figure.unit} here"
    return "" if agree(figure, known) else f"Printed: “{shorten(known.text, 80)}” there, “{shorten(figure.text, 80)}” here"


def _sides(figure: Figure, known: Figure) -> str:
    if figure.reporter is known.reporter:
        return ""
    return "Whose statistics it is stands on one side only: it may be the other country's count"


def _other_scope(figure: Figure, setting: Setting) -> Finding | None:
    """Goods beside goods and services, in the same time."""
    for one in at_the_same_time(figure, setting.told, setting.about(figure)):
        other = one.figure
        if same_thing(figure, other) and same_modality(figure, other) and same_reporter(figure, other) and not same_scope(figure, other):
            check = f"{other.scope or 'goods'} there, {figure.scope or 'goods'} here: not the same trade"
            return find(Verdict.SCOPE_CONFLICT, figure, one, setting, moved(figure, one, "beside"), check)
    return None


def _misdated(figure: Figure, setting: Setting) -> Finding | None:
    """One number under two periods, or a year below its own first months."""
    clashes = misdated(figure, setting.about(figure), setting.nature(figure))
    for known, why in clashes:
        return find(Verdict.PERIOD_CONFLICT, figure, known, setting, moved(figure, known, "≠"), why, _sides(figure, known.figure))
    return None


def _other_time(figure: Figure, setting: Setting) -> Finding | None:
    """A later time than any known updates, an earlier one fills in what was."""
    nature = setting.nature(figure)
    earlier, after = before_and_after(figure, setting.told, comparable(figure, setting.about(figure)), nature)
    if not earlier and not after:
        return None
    known = (earlier or after)[0]
    moved_by = step(figure, known, nature) if earlier else None
    if not after:
        update = find(Verdict.UPDATES, figure, known, setting, moved(figure, known), *_skipped(earlier), step_=moved_by)
        return _raised(update, figure, known, setting)
    check = f"{period(after[0].figure.period)} is known already: {after[0].id}, {stated(after[0].figure)}"
    return find(Verdict.BACKFILLS, figure, known, setting, stated(figure), check, step_=moved_by)


def _raised(update: Finding, figure: Figure, known: KnownFigure, setting: Setting) -> Finding:
    """An update that is not like for like, raised to what its move asks for where that holds all the more."""
    sure = None if update.step and update.step.like_for_like else all_the_more(figure, known, setting.nature(figure))
    if sure is None:
        return update
    percent, why = sure
    rank = level_of_move(percent, setting.metric(figure))
    return replace(update, level=rank, checks=(*update.checks, why)) if rank is Level.ACT else update


def _skipped(earlier: Sequence[KnownFigure]) -> tuple[str, ...]:
    """Name the latest known value where it is not the one compared with."""
    latest = max(earlier, key=lambda one: (one.figure.period.order if one.figure.period else (one.learned.date(),) * 2, one.id))
    if latest is earlier[0]:
        return ()
    return (f"Set beside {earlier[0].id} as like beside like; the latest known is {latest.id}, {stated(latest.figure)}",)


def _unknown(figure: Figure, setting: Setting) -> Finding:
    why = _why_new(figure, setting.about(figure))
    return find(Verdict.NEW, figure, None, setting, stated(figure), why)


def _why_new(figure: Figure, kin: Sequence[KnownFigure]) -> str:
    if not kin:
        return f"Nothing was known of {figure.metric.replace('_', ' ')}"
    if not any(one.figure.kind is figure.kind for one in kin):
        return f"Known of it so far: no {figure.kind}"
    if not any(same_modality(figure, one.figure) for one in kin):
        return f"Known of it so far: nothing {figure.modality}"
    if not any(measure(figure.unit) == measure(one.figure.unit) for one in kin):
        return f"Known of it so far: nothing in {figure.unit}"
    if figure.kind is Kind.CHANGE and not any(same_period(figure, one.figure) for one in kin):
        return f"No known change is over {period(figure.period)} or a like time"
    return f"No known figure can be set beside {period(figure.period)}"
