"""Four sound files of a watchlist, small enough to break one line at a time, and what is asked of a broken folder."""

from pathlib import Path

import pytest

from connectors.errors import WatchlistError
from connectors.watchlist import load_watchlist

FEEDS = """\
sources:
  - name: agency-en
    url: https://agency.example/rss
    outlet: Agency
    language: en
    camp: BY state
    home: BY
    every: 6h
  - name: ministry-zh
    url: https://ministry.example/news/
    outlet: Ministry
    language: zh
    camp: CN state
    every: 2d
    kind: page_list
    links: 't\\d+\\.html$'
    dead: moved away
"""


TOPIC = """\
sides:
  BY: {adjective: Belarusian, named: {en: {read: 'Belarus\\w*', proof: Belarus}}, words: {en: [{read: Belarus, proof: "a Belarusian"}]}}
  CN: {adjective: Chinese, named: {en: {read: 'Chin(?:a|ese)', proof: China}}, words: {en: [{read: Chin(?:a|ese), proof: "a Chinese"}]}}
parties:
  - name: Anna Novik
    kind: person
    side: BY
    leader: true
    words: {en: [{read: Novik, proof: "Novik said"}]}
    roles:
      - {title: minister of trade, since: 2020-01-02, words: {en: [{read: minister, proof: "the minister"}]}}
subjects:
  trade: {label: trade, words: {en: [{read: trade, proof: "trade grew"}]}}
formulas:
  - id: win_win
    label: win-win
    words: {en: [{read: win-win, proof: "a win-win"}]}
    verbs: {support: {en: [{read: support, proof: "we support"}]}}
"""


METRICS = """\
exports:
  label: Exports
  nature: flow
  flow: BY->CN
  step: 10
  words: {en: [{read: exports, proof: "exports grew"}], ru: [{read: экспорт, proof: "Экспорт вырос"}]}
visits:
  label: Visits
  nature: event
  unit: visits
  words: {en: [{read: visits, proof: "two visits"}]}
"""


BASELINE = """\
name: first
title: A first look
outlet: Agency
camp: other
language: en
published: 2023-12-05
figures:
  - id: B-01
    figure: {text: "over £1.6 billion", value: 1_600_000_000, qualifier: over, unit: GBP, metric: exports, flow: BY->CN, period: 2022}
  - id: B-02
    figure: {text: 10 to 12 visits, low: 10, high: 12, unit: visits, metric: visits, period: since 2023-03}
  - id: B-03
    figure: {text: doubled, value: 2, kind: change, unit: times, metric: exports}
statements:
  - id: B-04
    said_on: 2023-12-04
    statement: {speaker: Anna Novik, mode: indirect, text: Trade grows., topics: [trade], formulas: [win_win]}
"""


SOUND = {"feeds.yaml": FEEDS, "topic.yaml": TOPIC, "metrics.yaml": METRICS, "baseline.yaml": BASELINE}


def faults(folder: Path, **options) -> list[str]:
    with pytest.raises(WatchlistError) as caught:
        load_watchlist(folder, **options)
    assert str(caught.value) == "\n".join(map(str, caught.value.faults))
    return [str(fault) for fault in caught.value.faults]


def assert_told(told: list[str], place: str, what: str, remedy: str) -> None:
    """One fault, with its place first and the remedy behind the fault."""
    [fault] = told
    assert fault.startswith(place)
    assert what in fault.split("; ")[0]
    assert remedy in fault.split("; ", 1)[1]
