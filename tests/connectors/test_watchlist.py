"""The watchlist folder: read whole, or refused whole with every fault of every file."""

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from connectors.errors import WatchlistError
from connectors.watchlist import load_baseline, load_watchlist
from facts.figure import Flow, Kind, Qualifier
from facts.watch import Camp, SourceKind

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
  BY: {en: [{read: 'Belarus\\w*', proof: "the Belarusian side"}]}
  CN: {en: [{read: 'Chin(?:a|ese)', proof: "a Chinese company"}]}
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


@pytest.fixture
def folder(tmp_path):
    """A folder of four sound files, some of them replaced."""

    def write(**changed: str | bytes | None) -> Path:
        for name, text in {**SOUND, **{f"{name}.yaml": text for name, text in changed.items()}}.items():
            if text is not None:
                (tmp_path / name).write_bytes(text if isinstance(text, bytes) else text.encode())
        return tmp_path

    return write


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


def test_a_sound_folder_is_read_into_values(folder):
    watchlist = load_watchlist(folder())

    agency, ministry = watchlist.sources
    assert (agency.camp, agency.every, agency.home, agency.kind, agency.verified) == (
        Camp.BY_STATE,
        timedelta(hours=6),
        "BY",
        SourceKind.FEED,
        False,
    )
    assert (ministry.kind, ministry.links, ministry.dead) == (SourceKind.PAGE_LIST, r"t\d+\.html$", "moved away")
    assert list(watchlist.metrics) == ["exports", "visits"]
    assert watchlist.metrics["exports"].name == "exports"
    assert watchlist.metrics["exports"].step == Decimal(10)
    assert watchlist.topic.parties[0].roles[0].since == date(2020, 1, 2)
    assert watchlist.topic.subjects[0].id == "trade"
    assert watchlist.topic.formulas[0].verbs["support"]["en"][0].read == "support"


def test_a_baseline_figure_is_completed_from_what_is_written(folder):
    over, span, doubled = (row.figure for row in load_watchlist(folder()).baselines[0].figures)

    assert (over.low, over.high, over.qualifier, over.flow) == (Decimal(1_600_000_000), None, Qualifier.OVER, Flow.EXPORTS)
    assert (over.start, over.end, str(over.period)) == (0, len("over £1.6 billion"), "2022")
    assert over.resolution == Decimal(100_000_000)
    assert (span.value, span.low, span.high) == (None, Decimal(10), Decimal(12))
    assert (doubled.kind, doubled.low, doubled.high, doubled.resolution) == (Kind.CHANGE, Decimal(2), Decimal(2), Decimal(1))


def test_several_baselines_stand_side_by_side(folder):
    other = BASELINE.replace("B-0", "C-0").replace("name: first", "name: second")

    watchlist = load_watchlist(folder(**{"baseline-2026": other}))

    assert [baseline.name for baseline in watchlist.baselines] == ["second", "first"]


def test_one_baseline_can_be_read_alone(folder):
    watchlist = load_watchlist(folder())

    assert load_baseline(folder() / "baseline.yaml", watchlist.metrics, watchlist.topic) == watchlist.baselines[0]


def test_a_baseline_read_alone_is_checked_alike(folder):
    watchlist = load_watchlist(folder())
    broken = folder(baseline=BASELINE.replace("metric: visits", "metric: visit"))

    with pytest.raises(WatchlistError, match=r'baseline\.yaml:11: .*metrics\.yaml has no "visit"; did you mean "visits"\?'):
        load_baseline(broken / "baseline.yaml", watchlist.metrics, watchlist.topic)


def test_a_fault_says_where_what_and_what_to_do(folder):
    assert faults(folder(feeds=FEEDS.replace("every: 6h", "evry: 6h"))) == [
        'feeds.yaml:8: "evry" is no key of "agency-en"; did you mean "every"?'
    ]


@pytest.mark.parametrize(
    ("old", "new", "line", "what", "remedy"),
    [
        ("    every: 6h\n", "", 2, '"agency-en" lacks "every"', "add every: with its value"),
        ("every: 6h", "every: six hours", 8, 'every of "agency-en" cannot be "six hours"', "write minutes, hours, days or weeks"),
        ("every: 6h", "every: 0h", 8, 'every of "agency-en" cannot be "0h"', "write minutes, hours, days or weeks"),
        ("every: 6h", "every: [6h]", 8, 'every of "agency-en" is one value, not a list', "write it behind the colon, on one line"),
        ("outlet: Agency", "outlet:", 4, 'outlet of "agency-en" is empty', "write a value behind the colon, or take the line away"),
        ("outlet: Agency", 'outlet: ""', 4, 'outlet of "agency-en" is empty', "write something between the quotation marks"),
        ("camp: BY state", "camp: BY stat", 6, 'camp of "agency-en" cannot be "BY stat"', 'did you mean "BY state"?'),
        ("language: en", "language: eng", 5, '"agency-en": "eng" is none of be, en, ru, zh', 'did you mean "en"?'),
        ("home: BY", "home: RU", 7, '"agency-en": "RU" is none of BY, CN', "choose from BY, CN"),
        ("ministry-zh", "agency-en", 9, 'the name "agency-en" stands already at line 2', "keep one of the two"),
        ("https://ministry.example/news/", "http://www.agency.example/rss/#top", 10, "stands already at line 3", "keep one of the two"),
        ("    links: 't\\d+\\.html$'\n", "", 15, '"ministry-zh" is a page of headlines and does not say', "a page_list has links:"),
        ("    kind: page_list\n", "", 9, '"ministry-zh" has links and is no page_list', "a page_list has links:"),
        ("links: 't", "links: '(t", 16, "pattern '(t\\\\d+\\\\.html$' does not compile", "mend the regular expression"),
        ("- name: agency-en", "- name: Agency EN", 2, "the name would not do on a command line", "use small letters"),
        ("sources:", "- sources:", 1, "feeds.yaml has keys, it is not a list", "write keys with a colon"),
        ("sources:", "sources:\n  one:", 3, '"one" has keys, it is not a list', "write keys with a colon"),
    ],
)
def test_a_fault_of_the_feeds_is_told(folder, old, new, line, what, remedy):
    assert old in FEEDS

    assert_told(faults(folder(feeds=FEEDS.replace(old, new, 1))), f"feeds.yaml:{line}: ", what, remedy)


@pytest.mark.parametrize(
    ("old", "new", "line", "what", "remedy"),
    [
        (
            'proof: "trade grew"',
            'proof: "it grew"',
            13,
            "row 'trade' is not found in its proof 'it grew'",
            "mend the pattern or the sentence",
        ),
        ("read: trade", "read: 'trade('", 13, "pattern 'trade(' does not compile", "mend the regular expression"),
        ("read: trade", "read: 'trade|'", 13, "pattern 'trade|' matches the empty text", "make one part of it obligatory"),
        ("  CN: {", "  CN: {}  # {", 2, "CN: it has no words", "add a row"),
        (
            "since: 2020-01-02",
            "since: 2020-01-02, until: 2019-01-01",
            11,
            '"minister of trade" ends on 2019-01-01',
            "write a day after 2020-01-02",
        ),
        ("leader: true", "leader: perhaps", 8, 'leader of "Anna Novik" cannot be "perhaps"', "write true or false"),
        ("id: win_win", "id: win_win\n    id: win_win", 16, '"id" stands here again after line 15', "keep one of the two"),
    ],
)
def test_a_fault_of_the_topic_is_told(folder, old, new, line, what, remedy):
    assert old in TOPIC

    assert_told(faults(folder(topic=TOPIC.replace(old, new, 1))), f"topic.yaml:{line}: ", what, remedy)


@pytest.mark.parametrize(
    ("old", "new", "line", "what", "remedy"),
    [
        ("nature: event", "nature: events", 9, 'nature of "visits" cannot be "events"', 'did you mean "event"?'),
        ("ru: [", "rus: [", 6, '"rus" is no key of words of "exports"', 'did you mean "ru"?'),
        ("step: 10", "step: -1", 5, '"exports": a step of -1 is never reached or always', "write a change in percent above 0"),
        ("visits:\n", "exports:\n", 7, '"exports" stands here again after line 1', "keep one of the two"),
    ],
)
def test_a_fault_of_the_metrics_is_told(folder, old, new, line, what, remedy):
    assert old in METRICS

    assert_told(faults(folder(metrics=METRICS.replace(old, new, 1))), f"metrics.yaml:{line}: ", what, remedy)


@pytest.mark.parametrize(
    ("old", "new", "line", "what", "remedy"),
    [
        ("metric: exports, flow", "metric: export, flow", 9, 'metrics.yaml has no "export"', 'did you mean "exports"?'),
        ("period: 2022}", "period: 2022-13}", 9, 'cannot be "2022-13"', "a month lies between 01 and 12"),
        ("unit: GBP", "unit: GBR", 9, '"GBR" is no currency', 'did you mean "GBP"?'),
        ("unit: times", "unit: Times", 13, '"Times" is no unit', "write an ISO 4217 code"),
        ("value: 1_600_000_000", "value: 1.6bn", 9, 'value of figure of "B-01" cannot be "1.6bn"', "write a number in base units"),
        ("low: 10, high: 12", "low: 12, high: 10", 11, "the range ends at 10, below its beginning 12", "swap low and high"),
        ("low: 10, high: 12", "low: 12", 11, 'figure "10 to 12 visits" has neither a value nor both bounds', "write value:"),
        ("value: 2,", "value: 2, low: 1,", 13, 'the bounds of "doubled" are not those of "exact"', "leave low and high out"),
        ("topics: [trade]", "topics: [trad]", 17, 'statement of "B-04": topic.yaml has no "trad"', 'did you mean "trade"?'),
        ("formulas: [win_win]", "formulas: [war]", 17, 'statement of "B-04": topic.yaml has no "war"', "choose from win_win"),
        ("id: B-04", "id: B-01", 15, 'the id "B-01" stands already at baseline.yaml:8', "keep one of the two"),
        ("published: 2023-12-05", "published: 2023-02-30", 6, 'published of "first" cannot be "2023-02-30"', "write a day that exists"),
    ],
)
def test_a_fault_of_the_baseline_is_told(folder, old, new, line, what, remedy):
    assert old in BASELINE

    assert_told(faults(folder(baseline=BASELINE.replace(old, new, 1))), f"baseline.yaml:{line}: ", what, remedy)


def test_a_metric_may_be_named_in_words_of_ones_own(folder):
    watchlist = load_watchlist(folder(baseline=BASELINE.replace("metric: visits", "metric: length of stay")))

    assert watchlist.baselines[0].figures[1].figure.metric == "length of stay"


def test_what_may_be_left_out_may_be_empty(folder):
    watchlist = load_watchlist(folder(baseline=BASELINE.replace("mode: indirect", 'mode: indirect, cue: "", speaker_role: null')))

    assert watchlist.baselines[0].statements[0].statement.cue == ""


def test_an_id_means_one_fact_over_all_baselines(folder):
    told = faults(folder(**{"baseline-2026": BASELINE}))

    assert len(told) == 4
    assert_told(told[:1], "baseline.yaml:8: ", 'the id "B-01" stands already at baseline-2026.yaml:8', "keep one of the two")


def test_all_faults_of_all_files_are_told_at_once(folder):
    told = faults(
        folder(
            feeds=FEEDS.replace("camp: CN state", "camp: nobody").replace("every: 6h", "evry: 6h"),
            topic=TOPIC.replace("kind: person", "kin: person"),
            metrics=METRICS.replace("nature: flow", "nature: 7"),
            baseline=BASELINE.replace("unit: visits", "unit: Visits"),
        )
    )

    assert [line.split(" ")[0] for line in told] == [
        "feeds.yaml:8:",
        "feeds.yaml:13:",
        "topic.yaml:6:",
        "metrics.yaml:3:",
        "baseline.yaml:11:",
    ]


def test_what_a_broken_file_would_have_said_is_not_missed_in_another(folder):
    told = faults(folder(metrics=METRICS.replace("nature: flow", "nature: 7"), topic="sides: {}"))

    assert {line.split(":")[0] for line in told} == {"metrics.yaml", "topic.yaml"}


@pytest.mark.parametrize(
    "spelling",
    [
        "127.0.0.1",
        "127.1",
        "2130706433",
        "0x7f000001",
        "[::1]",
        "[::ffff:10.0.0.1]",
        "localhost",
        "printer",
        "nas.local",
        "10.0.0.1",
        "169.254.169.254",
    ],
)
def test_an_address_inside_this_network_is_refused_in_every_spelling(folder, spelling):
    [told] = faults(folder(feeds=FEEDS.replace("agency.example", spelling)))

    assert "lies inside this network" in told
    assert "BELTWATCH_ALLOW_ADDRESSES" in told


def test_a_pair_that_the_settings_name_may_be_a_source(folder):
    here = folder(feeds=FEEDS.replace("https://agency.example", "http://127.0.0.1:8080"))

    assert load_watchlist(here, allowed={("127.0.0.1", 8080)}).sources[0].url == "http://127.0.0.1:8080/rss"
    assert faults(here, allowed={("127.0.0.1", 8081)})


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("file:///etc/passwd", '"file" is not http or https'),
        ("agency.example/rss", '"agency.example/rss" is not http or https'),
        ("https:///rss", '"https:///rss" names no host'),
        ("https://agency.example:99999/rss", "is no address"),
        ("https://reader:word@agency.example/rss", "the address holds a password"),
    ],
)
def test_what_is_no_address_is_no_source(folder, address, why):
    [told] = faults(folder(feeds=FEEDS.replace("https://agency.example/rss", address)))

    assert why in told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (b"", "metrics.yaml:1: the file is empty"),
        (b"exports: [", "metrics.yaml:2: this is no YAML: did not find expected node content"),
        (b"a: 1\n  b: 2\n", "metrics.yaml:2: this is no YAML: mapping values are not allowed in this context"),
        (b"a: &x {b: 1}\nc: *x\n", "metrics.yaml:2: *x is an alias"),
        (b"a: 1\n---\nb: 2\n", "metrics.yaml:2: a second document begins here"),
        (b"a: " + b"[" * 100_000, "metrics.yaml:1: rows are nested more than 40 deep"),
        ("экспорт: 1".encode("cp1251"), "metrics.yaml:1: byte 0xfd is not UTF-8"),
        (b"a: \x07", "metrics.yaml:1: this is no YAML"),
        (b"#" * 4_000_001, "metrics.yaml: it is larger than 4 MB"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_fault(folder, text, told):
    [first] = faults(folder(metrics=text))

    assert first.startswith(told)


@settings(max_examples=150)
@given(name=st.sampled_from(sorted(SOUND)), cut=st.data(), put=st.text("aé:-[]{}'\"#&*!|>%@`,\n\t \\0~", max_size=6))
def test_a_file_damaged_anywhere_is_read_or_refused_and_nothing_else(tmp_path_factory, name, cut, put):
    here = tmp_path_factory.mktemp("damaged")
    begin = cut.draw(st.integers(0, len(SOUND[name])))
    end = cut.draw(st.integers(begin, min(begin + 30, len(SOUND[name]))))
    for other, text in SOUND.items():
        (here / other).write_text(text[:begin] + put + text[end:] if other == name else text, encoding="utf-8")

    try:
        load_watchlist(here)
    except WatchlistError as error:
        assert all(fault.file in SOUND and fault.message and fault.remedy for fault in error.faults)


@pytest.mark.parametrize("name", ["feeds", "topic", "metrics", "baseline"])
def test_a_missing_file_is_named(folder, name, tmp_path):
    assert faults(folder(**{name: None})) == [f"{name}.yaml: there is no such file in {tmp_path}; write it, or name another place"]


def test_a_missing_folder_is_named(tmp_path):
    assert faults(tmp_path / "nowhere") == [
        f"{tmp_path / 'nowhere'}: there is no such folder; name one that holds feeds.yaml in BELTWATCH_WATCHLIST"
    ]
