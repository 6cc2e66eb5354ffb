"""A currency in doubt: told once per document, with all its evidence, and inherited by the document's other amounts."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from facts.compare.levels import level
from facts.compare.setting import Setting
from facts.compare.summary import fit, stated
from facts.compare.wording import amount
from facts.figure import Figure
from facts.finding import Finding, Level, Verdict
from facts.known import KnownFigure, Place, UnitDoubt


def fold_units(findings: Iterable[Finding], setting: Setting) -> Iterator[Finding]:
    """Let one finding a document speak for all its amounts that stand elsewhere in another currency.

    What was told already is not told again: the number is then confirmed, its currency stays in doubt.
    """
    judged = list(findings)
    conflicts: dict[str, list[Finding]] = {}
    for finding in judged:
        if finding.verdict is Verdict.UNIT_CONFLICT and finding.before is not None:
            conflicts.setdefault(finding.before.place.document, []).append(finding)
    for finding in judged:
        if finding.verdict is not Verdict.UNIT_CONFLICT or finding.before is None:
            yield finding
            continue
        document = finding.before.place.document
        if document in setting.known.held_units:
            yield _held(finding)
        elif _told(finding, setting):
            yield _confirmed(finding)
        elif conflicts[document][0] is finding:
            yield _whole(conflicts[document], setting)


def doubted(finding: Finding, place: Place) -> tuple[str, str]:
    """Whose currency a unit finding puts in doubt: document and unit.

    It is the known one's, unless several origins state that one or the analyst accepted it: then it is that of the text just read.
    """
    known, figure = finding.before, finding.fact
    assert isinstance(known, KnownFigure)
    assert isinstance(figure, Figure)
    if known.accepted or len(known.origins | {known.place.origin}) > 1:
        return place.document, figure.unit
    return known.place.document, known.figure.unit


def settle(known: KnownFigure, doubts: Mapping[tuple[str, str], UnitDoubt]) -> KnownFigure:
    """A figure of the ledger as the doubts about its document's currency leave it.

    doubts  by document and unit. In doubt until a review decides; accepted, the figure is in the currency that is meant, rejected, in
            the one printed.
    """
    doubt = doubts.get((known.place.document, known.figure.unit))
    if doubt is None:
        return known
    if doubt.lifted:
        return replace(known, settled=f"a review settled that {doubt.unit} is right, as printed")
    if not doubt.means:
        return replace(known, doubt=doubt.why)
    meant = replace(known.figure, unit=doubt.means)
    return replace(known, figure=meant, settled=f"printed in {doubt.unit}; a review settled on {doubt.means}")


def _told(finding: Finding, setting: Setting) -> bool:
    known = finding.before
    assert isinstance(known, KnownFigure)
    told = setting.known.told_units
    return bool(known.doubt) or known.place.document in told or setting.found.place.document in told


def _confirmed(finding: Finding) -> Finding:
    known = finding.before
    assert isinstance(known, KnownFigure)
    checks = (*finding.checks, f"The currency of {known.id} is in doubt already: nothing new about it")
    return replace(finding, verdict=Verdict.CONFIRMS, level=level(Verdict.CONFIRMS), checks=checks)


def _held(finding: Finding) -> Finding:
    """The same number in another currency, though a review held the known one to be right: then the two do differ."""
    known = finding.before
    assert isinstance(known, KnownFigure)
    checks = (*finding.checks, f"A review held the currency of {known.id} to be right")
    return replace(finding, verdict=Verdict.CONFLICTS, level=Level.NOTE, checks=checks)


def _whole(conflicts: Sequence[Finding], setting: Setting) -> Finding:
    first = conflicts[0]
    document, unit = doubted(first, setting.found.place)
    heirs = _heirs(conflicts, document, unit, setting)
    checks = [check for finding in conflicts for check in finding.checks]
    checks += [f"{words} stands in the same document and inherits the doubt" for words in heirs]
    checks.append("No rate is applied: equal numbers in two currencies mean that one sign is wrong")
    line = _line(conflicts, document, heirs, setting)
    return replace(first, checks=tuple(dict.fromkeys(checks)), group=f"unit {document}", summary=line)


def _heirs(conflicts: Sequence[Finding], document: str, unit: str, setting: Setting) -> list[str]:
    """The remaining amounts of the document in the same currency, as far as the ledger was asked for them."""
    if document == setting.found.place.document:
        told = {finding.fact for finding in conflicts}
        return [stated(one) for one in setting.found.facts.figures if one.unit == unit and one not in told]
    seen = {finding.before.id for finding in conflicts if finding.before is not None}
    known = [one for one in setting.ledger if one.place.document == document and one.figure.unit == unit and one.id not in seen]
    return [f"{one.id} {stated(one.figure)}" for one in known]


def _line(conflicts: Sequence[Finding], document: str, heirs: Sequence[str], setting: Setting) -> str:
    """The doubted document first, then the one that says otherwise."""
    known, figure = conflicts[0].before, conflicts[0].fact
    assert isinstance(known, KnownFigure)
    assert isinstance(figure, Figure)
    olds = {finding.before.id: finding.before.figure for finding in conflicts if isinstance(finding.before, KnownFigure)}
    news = [finding.fact for finding in conflicts if isinstance(finding.fact, Figure)]
    here, there = setting.found.place, known.place
    doubt_is_here = document == here.document
    mine, others = (news, [*olds.values()]) if doubt_is_here else ([*olds.values()], news)
    place, witness = (here, there) if doubt_is_here else (there, here)
    amounts = f"{', '.join(amount(one) for one in mine)} {'is' if len(mine) == 1 else 'are'}"
    said = f"{amount(others[0])}, {witness.language}" if witness.language else amount(others[0])
    line = f"{_name(place)}: {amounts} {others[0].unit} in {witness.outlet or witness.source} ({said})."
    return fit(line, f"{', '.join(heirs)} inherit{'s' if len(heirs) == 1 else ''} the doubt." if heirs else "")


def _name(place: Place) -> str:
    kind, _, name = place.document.partition(":")
    return f"Baseline article {name}" if kind == "baseline" else f"{place.outlet or place.source} ({place.document})"
