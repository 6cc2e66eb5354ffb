"""The words that frame messages: every language says the same things, with the same blanks to fill in."""

import string
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from connectors.readers import LANGUAGES
from connectors.settings import Settings
from connectors.watchlist import load_watchlist
from difflog.reader import Reader, _table, languages, span
from facts.finding import Verdict

WHEN = datetime(2026, 10, 3, 15, 20, tzinfo=UTC)


def blanks(sentence):
    return {name.split(":")[0] for _, name, _, _ in string.Formatter().parse(sentence) if name}


def flat(language):
    return {
        (part, name): text
        for part, names in _table(language).items()
        for name, text in (names.items() if isinstance(names, dict) else [("", names)])
    }


def test_there_is_a_table_for_every_language_a_channel_can_have():
    assert set(languages()) == set(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_table_says_everything_the_others_do_and_leaves_the_same_blanks(language):
    here, there = flat(language), flat("en")

    assert here.keys() == there.keys()
    assert {key: blanks(text) for key, text in here.items() if key[0] in ("message", "digest")} == {
        key: blanks(text) for key, text in there.items() if key[0] in ("message", "digest")
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_verdict_and_camp_has_a_name(language):
    assert set(_table(language)["verdicts"]) == {str(verdict) for verdict in Verdict}
    shipped = load_watchlist(Settings.model_fields["watchlist"].default)
    assert set(_table(language)["camps"]) == {str(source.camp) for source in shipped.sources}


@pytest.mark.parametrize(
    ("language", "told"), [("en", "3 Oct 18:20"), ("ru", "03.10 18:20"), ("be", "03.10 18:20"), ("zh", "10月3日 18:20")]
)
def test_a_moment_is_told_by_the_clock_of_the_place(language, told):
    assert Reader(language, ZoneInfo("Europe/Minsk")).moment(WHEN) == told


@pytest.mark.parametrize(
    ("length", "told"),
    [
        (timedelta(minutes=40), "40 min"),
        (timedelta(hours=3, minutes=50), "3 h"),
        (timedelta(days=2, hours=3), "2 d 3 h"),
        (timedelta(days=1), "1 d"),
    ],
)
def test_how_long_something_lasted(length, told):
    assert span(length) == told
