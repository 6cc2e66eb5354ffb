"""The shape of ``watchlist/alerts.yaml``, which need not be there: what alerts nobody for a while, and why."""

import difflib
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from connectors.shapes import Rules, Told, nearest
from facts.watch import Metric, Mute, Source, Topic

FILE = "alerts.yaml"

FieldRule = Callable[[Any, int], Iterator[Told]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Muting:
    """The file: rules, each {metric: …, until: 2026-03-01, reason: …} or with speaker or source in its place.

    mutes  None where nothing stands under the word yet
    """

    mutes: tuple[Mute, ...] | None


def mute_rules(metrics: Mapping[str, Metric] | None, topic: Topic | None, sources: Collection[Source] | None) -> Rules:
    """Rules for mutes; None where a file is broken: then nobody can say what is unknown."""
    rules: dict[tuple[type, str], FieldRule] = {}
    if metrics is not None:
        # A metric that no file knows has a free label, in words with blanks between.
        rules[Mute, "metric"] = partial(_known, choices=set(metrics), file="metrics.yaml", free=lambda name: " " in name)
    if topic is not None:
        parties = {party.name for party in topic.parties}
        # Texts name many more speakers than the topic does; what is nearly one of its names is a slip.
        rules[Mute, "speaker"] = partial(_known, choices=parties, file="topic.yaml", free=lambda name: not _close(name, parties))
    if sources is not None:
        rules[Mute, "source"] = partial(_known, choices={source.name for source in sources}, file="feeds.yaml")
    return Rules(fields=rules, wholes={Mute: _about_something})


def _known(
    name: str | None, _line: int, *, choices: Collection[str], file: str, free: Callable[[str], bool] = lambda _: False
) -> Iterator[Told]:
    if name is not None and name not in choices and not free(name):
        yield f'{file} has no "{name}", so this rule would mute nothing', nearest(name, choices)


def _close(name: str, choices: Collection[str]) -> bool:
    return bool(difflib.get_close_matches(name, choices, n=1, cutoff=0.8))


def _about_something(mute: Mute) -> Iterator[tuple[str, str, str]]:
    if not (mute.metric or mute.speaker or mute.source):
        yield "", "a rule without metric, speaker or source would mute everything", "name one of them"
