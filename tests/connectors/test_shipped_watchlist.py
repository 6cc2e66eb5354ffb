"""The watchlist that ships with the project: it loads, and it holds what its readers rely on."""

from collections import Counter
from decimal import Decimal

import pytest

from connectors.settings import Settings
from connectors.watchlist import load_watchlist
from facts.extract.languages.proof import pattern
from facts.language import LANGUAGES, tell
from facts.watch import Camp

CAMPS = ("BY state", "BY independent", "CN state", "CN other", "RU state", "RU other", "West", "other")


@pytest.fixture(scope="module")
def shipped():
    return load_watchlist(Settings.model_fields["watchlist"].default)


def test_sources_of_every_camp_and_language_are_polled(shipped):
    polled = [source for source in shipped.sources if not source.dead]

    assert len(polled) >= 100
    assert {source.camp for source in polled} == {*map(Camp, CAMPS)}
    assert {source.language for source in polled} == set(LANGUAGES)


def test_no_source_is_called_verified_that_nobody_could_reach(shipped):
    assert not [source.name for source in shipped.sources if source.verified]


def test_outlets_of_the_two_states_write_from_home(shipped):
    homes = Counter((source.camp, source.home) for source in shipped.sources)

    assert homes[Camp("BY state"), None] == homes[Camp("CN state"), None] == 0


def test_every_figure_of_the_first_article_is_known(shipped):
    [baseline] = shipped.baselines
    figures = {row.id: row.figure for row in baseline.figures}

    assert [(figure.metric, figure.value, figure.unit) for figure in figures.values()] == [
        ("trade_turnover", Decimal(5_800_000_000), "GBP"),
        ("exports", Decimal(1_600_000_000), "GBP"),
        ("exports", Decimal(2), "times"),
        ("economic_effect", Decimal(3_500_000_000), "GBP"),
        ("investment", Decimal(100_000_000), "GBP"),
        ("mutual_visits", Decimal(120), "visits"),
        ("bri_members", Decimal(140), "countries"),
        ("talks_duration", Decimal(3), "times"),
        ("lukashenko_visits_to_china", Decimal(2), "visits"),
    ]
    assert figures["B-01"].resolution == Decimal(100_000_000)


def test_the_flow_of_each_figure_is_that_of_its_metric(shipped):
    flows = {row.id: (row.figure.flow, shipped.metrics[row.figure.metric].flow) for row in shipped.baselines[0].figures}

    assert {name: pair for name, pair in flows.items() if pair[1] is not None and pair[0] != pair[1]} == {}


def test_every_speaker_of_the_first_article_is_a_party(shipped):
    speakers = {row.statement.speaker for row in shipped.baselines[0].statements}

    assert speakers == {"Alexander Lukashenko", "Xi Jinping", "Nikolai Snopkov"}
    assert speakers <= {party.name for party in shipped.topic.parties}


def test_the_set_phrases_of_each_statement_are_those_that_stand_in_its_words(shipped):
    for row in shipped.baselines[0].statements:
        rows = {formula.id: formula.words.get("en", ()) for formula in shipped.topic.formulas}
        found = {name for name, words in rows.items() if any(pattern(one.read).search(row.statement.text) for one in words)}
        assert set(row.statement.formulas) == found, row.id


def test_statements_are_told_in_english_with_a_day_each(shipped):
    for row in shipped.baselines[0].statements:
        assert tell(row.statement.text) == "en"
        assert row.said_on is not None
        assert row.statement.topics


def test_searches_are_listed_and_off(shipped):
    searches = [source for source in shipped.sources if source.outlet in ("Google News", "GDELT")]

    assert {source.language for source in searches} == {"en", "ru", "zh"}
    assert all(source.dead and source.dead.startswith("off by default") for source in searches)
