"""What is written into the watchlist is read back as it was, and what stood there stays."""

import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from connectors.errors import WatchlistError
from connectors.feedfile import add_sources, remove_source
from connectors.watchlist import Feeds, read_page
from connectors.watchrules import feed_rules
from facts.watch import Camp, Source, SourceKind

FEEDS = """\
# why these
sources:
  # the first camp
  - {name: one, url: "https://one.example/rss", outlet: One, language: en, camp: West, every: 6h}  # as told

  # the second camp
  - name: two
    url: https://two.example/rss
    outlet: Two
    language: be
    camp: BY state
    every: 2d

  - {name: three, url: "https://three.example/rss", outlet: Three, language: zh, camp: CN state, every: 1w}
"""
FOUR = Source(
    name="four", url="https://four.example/?a=1&b=2", outlet="Чацвёрты: «4»", language="", camp=Camp.OTHER, every=timedelta(minutes=90)
)


@pytest.fixture
def feeds(tmp_path):
    file = tmp_path / "feeds.yaml"
    file.write_text(FEEDS, encoding="utf-8")
    return file


def names(file: Path) -> list[str]:
    page = read_page(file, Feeds, file.name, feed_rules(()))
    assert page.faults == []
    return [source.name for source in page.value.sources]


def test_added_sources_stand_at_the_end_and_the_rest_is_untouched(feeds):
    assert add_sources(feeds, [FOUR, replace(FOUR, name="again", url="http://www.one.example/rss/")]) == (FOUR,)

    assert feeds.read_text(encoding="utf-8").startswith(FEEDS)
    page = read_page(feeds, Feeds, feeds.name, feed_rules(()))
    assert page.value.sources[-1] == FOUR


def test_adding_the_same_again_changes_nothing(feeds):
    add_sources(feeds, [FOUR])
    before = feeds.read_bytes()

    assert add_sources(feeds, [FOUR]) == ()
    assert feeds.read_bytes() == before


@pytest.mark.parametrize("wrong", [replace(FOUR, name="one"), replace(FOUR, name="Four"), replace(FOUR, url="http://127.0.0.1/")])
def test_a_source_that_would_break_the_file_is_refused_and_the_file_left_alone(feeds, wrong):
    with pytest.raises(WatchlistError):
        add_sources(feeds, [wrong])

    assert feeds.read_text(encoding="utf-8") == FEEDS
    assert [file.name for file in feeds.parent.iterdir()] == ["feeds.yaml"]


@pytest.mark.parametrize("name", ["one", "two", "three"])
def test_a_removed_source_takes_only_its_own_lines(feeds, name):
    assert remove_source(feeds, name)

    text = feeds.read_text(encoding="utf-8")
    assert names(feeds) == [other for other in ("one", "two", "three") if other != name]
    assert [line for line in text.splitlines() if line.strip().startswith("#")] == [
        "# why these",
        "  # the first camp",
        "  # the second camp",
    ]


def test_removing_what_is_not_there_is_said(feeds):
    assert not remove_source(feeds, "nobody")
    assert feeds.read_text(encoding="utf-8") == FEEDS


def test_a_file_without_an_end_to_its_last_line_is_taken(feeds):
    feeds.write_text(FEEDS.rstrip("\n"), encoding="utf-8")

    add_sources(feeds, [FOUR])
    remove_source(feeds, "four")

    assert feeds.read_text(encoding="utf-8") == FEEDS


def test_a_broken_file_is_not_written_to(feeds):
    feeds.write_text(FEEDS.replace("West", "Nowhere"), encoding="utf-8")

    with pytest.raises(WatchlistError, match="Nowhere"):
        add_sources(feeds, [FOUR])


@settings(max_examples=50)
@given(
    source=st.builds(
        Source,
        name=st.from_regex(r"x[a-z0-9]+(-[a-z0-9]+)*", fullmatch=True),
        url=st.just("https://a.example/f"),
        outlet=st.text(st.characters(categories=["L", "N", "P", "S"]), min_size=1),
        language=st.sampled_from(["en", "ru", "be", "zh", ""]),
        camp=st.sampled_from([*map(Camp, ("BY state", "KZ independent", "CN other", "West", "other"))]),
        every=st.integers(1, 60_000).map(lambda minutes: timedelta(minutes=minutes)),
        home=st.sampled_from([None, "BY", "CN"]),
        kind=st.just(SourceKind.PAGE_LIST),
        links=st.text(st.characters(categories=["L", "N", "P", "S"]), min_size=1).map(re.escape),
        verified=st.booleans(),
        dead=st.none() | st.just("no: more #1"),
    )
)
def test_any_source_is_read_back_as_it_was(tmp_path_factory, source):
    file = tmp_path_factory.mktemp("any") / "feeds.yaml"
    file.write_text(FEEDS, encoding="utf-8")

    add_sources(file, [source])

    page = read_page(file, Feeds, file.name, feed_rules(()))
    assert page.value.sources[-1] == source
