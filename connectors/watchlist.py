"""watchlist/*.yaml → values, or one error that names every fault of every file."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from connectors.errors import Fault, WatchlistError
from connectors.inside import Pair
from connectors.muting import FILE, Muting, mute_rules
from connectors.nodes import read_nodes
from connectors.shapes import FAULTY, Reading, Rules
from connectors.topicrules import topic_rules
from connectors.watchrules import Once, baseline_rules, feed_rules, metric_rules
from facts.watch import Baseline, Metric, Mute, Source, Topic, Watchlist

_METRICS = Mapping[str, Metric]


@dataclass(frozen=True, slots=True, kw_only=True)
class Feeds:
    """The shape of feeds.yaml."""

    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """One file read: its value, None where faults leave none, and the faults."""

    value: Any
    faults: list[Fault]

    @property
    def sound(self) -> Any:
        """The value where the file has no fault at all, else None."""
        return None if self.faults else self.value


def load_watchlist(folder: Path, allowed: Collection[Pair] = ()) -> Watchlist:
    """Read and check the folder an analyst edits.

    folder   holds feeds.yaml, topic.yaml, metrics.yaml, one or more baseline*.yaml and, if anything is muted, alerts.yaml; each
             file's keys are the fields of facts/watch.py, rows of words are {read, proof}, durations are written 30m, 6h, 2d, 1w.
    allowed  host and port pairs inside this network that may be sources, from the settings.
    raises   WatchlistError with every fault of all files at once: file, line, what is wrong, what to do.
    """
    if not folder.is_dir():
        raise WatchlistError([Fault(str(folder), 0, "there is no such folder", "name one that holds feeds.yaml in BELTWATCH_WATCHLIST")])
    topic = read_page(folder / "topic.yaml", Topic, "the topic", topic_rules())
    feeds = read_page(folder / "feeds.yaml", Feeds, "feeds.yaml", feed_rules(allowed, topic.sound))
    metrics = read_page(folder / "metrics.yaml", _METRICS, "the metrics", metric_rules(topic.sound))
    ids = Once("id")
    baselines = [_read_baseline(file, ids, metrics.sound, topic.sound) for file in _baseline_files(folder)]
    muting = _read_muting(folder / FILE, metrics.sound, topic.sound, feeds.sound)
    _raise_faults([feeds, topic, metrics, *baselines, muting])
    return Watchlist(
        sources=feeds.value.sources,
        topic=topic.value,
        metrics=metrics.value,
        baselines=tuple(page.value for page in baselines),
        mutes=muting.value.mutes or (),
    )


def load_baseline(file: Path, metrics: Mapping[str, Metric], topic: Topic) -> Baseline:
    """Read one baseline file against the metrics and the topic that stand.

    raises  WatchlistError as load_watchlist does.
    """
    page = _read_baseline(file, Once("id"), metrics, topic)
    _raise_faults([page])
    baseline: Baseline = page.value
    return baseline


def load_mutes(folder: Path) -> tuple[Mute, ...]:
    """Read alone what is muted, for whoever shows the log: a fault in another file keeps nobody from it.

    raises  WatchlistError with the faults of alerts.yaml.
    """
    page = _read_muting(folder / FILE, None, None, None)
    _raise_faults([page])
    mutes: tuple[Mute, ...] = page.value.mutes or ()
    return mutes


def read_page(file: Path, wanted: Any, name: str, rules: Rules) -> Page:
    """Read one file as ``wanted``, a dataclass or a mapping of them; ``name`` is what messages call it."""
    reading = Reading(file.name, rules)
    node, faults = read_nodes(file)
    value = FAULTY if node is None else reading.read(node, wanted, name)
    return Page(None if value is FAULTY else value, sorted([*faults, *reading.faults]))


def _read_baseline(file: Path, ids: Once, metrics: Mapping[str, Metric] | None, topic: Topic | None) -> Page:
    return read_page(file, Baseline, "the baseline", baseline_rules(file.name, ids, metrics, topic))


def _read_muting(file: Path, metrics: Mapping[str, Metric] | None, topic: Topic | None, feeds: Feeds | None) -> Page:
    """The one file that need not be there."""
    if not file.exists():
        return Page(Muting(mutes=()), [])
    return read_page(file, Muting, "the alerts", mute_rules(metrics, topic, feeds.sources if feeds else None))


def _baseline_files(folder: Path) -> list[Path]:
    """Several baselines stand side by side: baseline.yaml, baseline-2026.yaml. With none, name the one that is missed."""
    return sorted(folder.glob("baseline*.yaml")) or [folder / "baseline.yaml"]


def _raise_faults(pages: Iterable[Page]) -> None:
    faults = [fault for page in pages for fault in page.faults]
    if faults:
        raise WatchlistError(faults)
