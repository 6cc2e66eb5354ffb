"""The watchlist folder: read whole, or refused whole with every fault of every file."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from connectors.errors import WatchlistError
from connectors.watchlist import load_baseline, load_watchlist
from facts.figure import Flow, Kind, Qualifier
from facts.watch import Camp, SourceKind
from tests.connectors.handwritten import BASELINE, FEEDS, METRICS, TOPIC, assert_told, faults


def test_a_sound_folder_is_read_into_values(folder):
    watchlist = load_watchlist(folder())

    agency, ministry = watchlist.sources
    assert (agency.camp, agency.every, agency.home, agency.kind, agency.verified) == (
        Camp("BY state"),
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

    assert (over.low, over.high, over.qualifier, over.flow) == (Decimal(1_600_000_000), None, Qualifier.OVER, Flow("BY->CN"))
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
        ("home: BY", "accept_invalid_certificate_because: true", 7, '"true" is no reason', "say why, as to a colleague"),
        ("home: BY", 'accept_invalid_certificate_because: ""', 7, '"" is no reason', "say why, as to a colleague"),
        ("- name: agency-en", "- name: Agency EN", 2, "the name would not do on a command line", "use small letters"),
        ("sources:", "- sources:", 1, "feeds.yaml has keys, it is not a list", "write keys with a colon"),
        ("sources:", "sources:\n  one:", 3, '"one" has keys, it is not a list', "write keys with a colon"),
    ],
)
def test_o1_o2_a_fault_of_the_feeds_is_told(folder, old, new, line, what, remedy):
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
        ("  CN: {", "  CN: {adjective: Chinese}  # {", 3, '"CN" has no words', "add words: with a row"),
        ("  CN: {", "  XX: {", 3, '"XX" is no code of a country', "ISO 3166"),
        (
            "  CN: {",
            "  CN: {adjective: Chinese, words: {en: [{read: China, proof: China}]}}  # {",
            3,
            '"CN" has words in "en" and no name',
            "add en:",
        ),
        ("proof: China}", "proof: near China}", 3, 'the name in "en" is more than', "write the bare name"),
        ("    side: BY", "    side: RU", 7, '"RU" is none of BY, CN', "choose from BY, CN"),
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


def test_o1_all_faults_of_all_files_are_told_at_once(folder):
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
