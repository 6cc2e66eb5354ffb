"""What must hold for the rows of the watchlist beyond their types: each rule yields what is wrong and what to do."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial
from typing import Any

from connectors.addresses import place
from connectors.baselines import check_bounds, check_unit, complete_figure, complete_statement
from connectors.inside import Pair, inside_reason
from connectors.shapes import Rules, Told, nearest
from facts.countries import countries
from facts.extract.languages.proof import UnprovedRowError, prove
from facts.figure import Figure, Flow
from facts.statement import Statement
from facts.watch import (
    Baseline,
    BaselineFigure,
    BaselineStatement,
    Metric,
    Source,
    SourceKind,
    Topic,
    Wording,
    Wordings,
)

LANGUAGES = frozenset({"en", "ru", "be", "zh"})
VARIABLE = "BELTWATCH_ALLOW_ADDRESSES"

_MANY = 20  # more choices are not told one by one

FieldRule = Callable[[Any, int], Iterator[Told]]


@dataclass(frozen=True, slots=True)
class Once:
    """A rule with a memory: what may stand only once, and where it stood first."""

    noun: str
    key: Callable[[str], str] = str
    first: dict[str, str] = field(default_factory=dict)

    def __call__(self, value: str, line: int, file: str = "") -> Iterator[Told]:
        here = f"{file}:{line}" if file else f"line {line}"
        first = self.first.setdefault(self.key(value), here)
        if first != here:
            yield f'the {self.noun} "{value}" stands already at {first}', f"keep one of the two, or give one another {self.noun}"


def feed_rules(allowed: Collection[Pair], topic: Topic | None = None) -> Rules:
    """Rules for sources: names and addresses stand once, addresses lie outside unless ``allowed`` names their host and port.

    topic  at home on whose sides they may be; None where nobody can say
    """
    return Rules(
        fields={
            (Source, "name"): _both(_source_name, Once("name")),
            (Source, "url"): _both(partial(_address, allowed=allowed), Once("address", place)),
            (Source, "language"): one_of(LANGUAGES),
            (Source, "home"): one_of(topic.sides if topic else countries()),
            (Source, "links"): _compiles,
            (Source, "accept_invalid_certificate_because"): _is_a_reason,
        },
        wholes={Source: _links_of_pages},
        completed={Source: complete_source},
    )


def complete_source(read: dict[str, Any]) -> dict[str, Any]:
    """Let a source leave its language open: then it is told from each text."""
    return {"language": ""} | read


def metric_rules(topic: Topic | None = None) -> Rules:
    """Rules for metrics, told between the sides of the topic where that is known."""
    return Rules(
        fields={
            (Metric, "name"): _metric_name,
            (Metric, "flow"): _between(topic),
            (Metric, "step"): _above_zero,
            (Metric, "words"): some_words,
        },
        wholes={Wording: proved},
        keys={Wordings: LANGUAGES},
    )


def baseline_rules(file: str, ids: Once, metrics: Mapping[str, Metric] | None, topic: Topic | None) -> Rules:
    """Rules for a baseline.

    ids            shared by all baselines: ids are cited in the log, so that one means one fact.
    metrics, topic  None where their own file is broken: then nobody can say what is unknown.
    """
    references: dict[tuple[type, str], FieldRule] = {}
    if metrics is not None:
        references[Figure, "metric"] = partial(_metric, metrics=metrics)
    if topic is not None:
        references[Statement, "topics"] = _all_known({subject.id for subject in topic.subjects}, "topic.yaml")
        references[Statement, "formulas"] = _all_known({formula.id for formula in topic.formulas}, "topic.yaml")
        references[Figure, "flow"] = _between(topic)
        references[Figure, "reporter"] = one_of([*topic.sides, "other"])
    return Rules(
        fields={
            (Baseline, "language"): one_of(LANGUAGES),
            (BaselineFigure, "id"): partial(ids, file=file),
            (BaselineStatement, "id"): partial(ids, file=file),
            (Figure, "unit"): check_unit,
            **references,
        },
        wholes={Figure: check_bounds, Baseline: _some_facts},
        completed={Figure: complete_figure, Statement: complete_statement},
    )


def _both(one: FieldRule, other: FieldRule) -> FieldRule:
    def rule(value: Any, line: int) -> Iterator[Told]:
        yield from one(value, line)
        yield from other(value, line)

    return rule


def one_of(choices: Collection[str]) -> FieldRule:
    """A word is one of several, or none at all."""

    def rule(value: str | None, _: int) -> Iterator[Told]:
        if value is not None and value not in choices:
            yield f'"{value}" is none of {", ".join(sorted(choices)) if len(choices) < _MANY else "ISO 3166"}', nearest(value, choices)

    return rule


def _known(choices: Collection[str], file: str) -> FieldRule:
    def rule(value: str, _: int) -> Iterator[Told]:
        if value not in choices:
            yield f'{file} has no "{value}"', nearest(value, choices)

    return rule


def _all_known(choices: Collection[str], file: str) -> FieldRule:
    known = _known(choices, file)

    def rule(values: tuple[str, ...], line: int) -> Iterator[Told]:
        for value in values:
            yield from known(value, line)

    return rule


def _metric(metric: str, line: int, metrics: Collection[str]) -> Iterator[Told]:
    """A name is one of metrics.yaml; words of one's own, with a blank between them, name what no row there does."""
    if " " not in metric:
        yield from _known(metrics, "metrics.yaml")(metric, line)


def _source_name(name: str, _: int) -> Iterator[Told]:
    if not re.fullmatch(r"[a-z0-9]+(?:[-_][a-z0-9]+)*", name):
        yield "the name would not do on a command line", "use small letters, digits and single dashes: belta-en"


def _address(url: str, _: int, allowed: Collection[Pair]) -> Iterator[Told]:
    why = inside_reason(url, allowed)
    if "inside" in why:
        yield f"it cannot be polled: {why}", f"write an address of the open network, or name this host:port in {VARIABLE}"
    elif why:
        yield f"it cannot be polled: {why}", "write the address as a browser shows it: https://news.example/rss.xml"


def _compiles(links: str | None, _: int) -> Iterator[Told]:
    try:
        re.compile(links or "")
    except re.error as error:
        yield f"pattern {links!r} does not compile: {error}", "mend the regular expression"


def _is_a_reason(words: str | None, _: int) -> Iterator[Told]:
    if words is not None and len(words.split()) < 3:
        yield (
            f'"{words}" is no reason to read from whoever answers',
            'say why, as to a colleague: "expired in May, and they do not mend it"',
        )


def _links_of_pages(source: Source) -> Iterator[tuple[str, str, str]]:
    if (source.kind is SourceKind.PAGE_LIST) != (source.links is not None):
        what = (
            "is a page of headlines and does not say which links are articles" if source.links is None else "has links and is no page_list"
        )
        yield "kind", f'"{source.name}" {what}', "a page_list has links: with a pattern of its articles' addresses, other kinds have none"


def _metric_name(name: str, _: int) -> Iterator[Told]:
    if not re.fullmatch(r"[a-z][a-z0-9_]*", name):
        yield "this is no name of a metric", "use small letters, digits and underscores: trade_turnover"


def _above_zero(step: Decimal | None, _: int) -> Iterator[Told]:
    if step is not None and step <= 0:
        yield f"a step of {step} is never reached or always", "write a change in percent above 0, or take the line away"


def some_words(words: Mapping[str, tuple[Wording, ...]], _: int) -> Iterator[Told]:
    """Words stand in one language at least."""
    if not any(words.values()):
        yield "it has no words, so no text can mean it", "add a row {read: …, proof: …} under its language"


def _between(topic: Topic | None) -> FieldRule:
    """A flow goes between the two sides, and both ways is told from home."""

    def rule(flow: Flow | None, _: int) -> Iterator[Told]:
        flows = [f"{topic.home}->{topic.partner}", f"{topic.partner}->{topic.home}", f"{topic.home}<->{topic.partner}"] if topic else []
        if flow is not None and topic and flow not in flows:
            yield f'"{flow}" goes not between {topic.home} and {topic.partner}', f"write {', '.join(flows[:-1])} or {flows[-1]}"

    return rule


def proved(row: Wording) -> Iterator[tuple[str, str, str]]:
    """A row is found in its proof, and not everywhere."""
    try:
        empty = prove(row).search("")
    except UnprovedRowError as error:
        what, _, remedy = str(error).rpartition(": ")
        known = remedy.startswith("mend")
        yield "read", what if known else str(error), remedy if known else "mend the regular expression"
        return
    if empty is not None:
        yield "read", f"pattern {row.read!r} matches the empty text, so it is found everywhere", "make one part of it obligatory"


def _some_facts(baseline: Baseline) -> Iterator[tuple[str, str, str]]:
    if not baseline.figures and not baseline.statements:
        yield "", f"{baseline.name} holds no facts", "add figures: or statements:"
