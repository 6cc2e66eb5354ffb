"""The figures of one text, judged together: what was told before is silent or only counted, what fails to add up is told."""

from collections.abc import Iterable, Iterator
from itertools import combinations

from facts.compare.arithmetic import Failure, failures
from facts.compare.calendar import clash
from facts.compare.diff import Difference
from facts.compare.edits import difference, edited
from facts.compare.figures import find, judge_figure
from facts.compare.origins import against_original, drifted, hush, told_before
from facts.compare.setting import Setting
from facts.compare.units import fold_units
from facts.figure import Figure
from facts.finding import Finding, Verdict

_COPY = "Told before by the story this text copies"
_AGAIN = "Said again in the same text"
_ONCE = frozenset({Verdict.INCONSISTENT, Verdict.PERIOD_CONFLICT})


def judge_figures(setting: Setting) -> tuple[Finding, ...]:
    """Every finding on the figures of one article version, in the order of the text."""
    edits, copied = difference(setting), against_original(setting)
    told = [*(edited(edits, setting) if edits else ()), *(drifted(copied, setting) if copied and not edits else ())]
    settled = _settled(edits) | ({finding.fact for finding in told if isinstance(finding.fact, Figure)})
    judged = [finding for figure in setting.found.facts.figures if figure not in settled and (finding := judge_figure(figure, setting))]
    sums = [finding for finding in _sums(setting) if finding.fact not in _settled(edits)]
    findings = [*told, *_hushed([*fold_units(judged, setting), *sums], copied)]
    return tuple(sorted(findings, key=lambda finding: finding.fact.start))


def _settled(edits: Difference | None) -> set[Figure]:
    """Figures of a later version that were judged with the version before, or are told as edits."""
    return set() if edits is None else {*edits.kept, *(change.now for change in edits.changed)}


def _hushed(findings: Iterable[Finding], copied: Difference | None) -> Iterator[Finding]:
    """Nothing shouts twice: not what a copy repeats, nor what a text says again."""
    kept = set(copied.kept) if copied else set()
    seen: set[tuple[object, ...]] = set()
    for finding in findings:
        again = told_before(finding, seen)
        if again and finding.verdict in _ONCE:
            continue
        if finding.fact in kept:
            yield hush(finding, _COPY)
        else:
            yield hush(finding, _AGAIN) if again else finding


def _sums(setting: Setting) -> Iterator[Finding]:
    for failure in failures(setting):
        yield _failed(failure, setting)
    figures = [figure for figure in setting.found.facts.figures if figure.about_relations]
    for one, other in combinations(figures, 2):
        why = clash(one, other, setting.nature(one))
        if why:
            yield find(Verdict.PERIOD_CONFLICT, other, None, setting, why[:1].lower() + why[1:], why)


def _failed(failure: Failure, setting: Setting) -> Finding:
    check = failure.told[:1].upper() + failure.told[1:]
    return find(Verdict.INCONSISTENT, failure.figure, failure.known, setting, failure.told, check)
