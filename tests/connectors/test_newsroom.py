"""The sample newsroom: real HTTP, real pages, and days that differ as its README says."""

from datetime import UTC, datetime, time

import pytest

from connectors.client import Client
from connectors.errors import HttpStatus, WatchlistError
from connectors.feeds import parse_feed
from connectors.newspapers import load_papers
from connectors.newsroom import Newsroom
from connectors.pages import read_page


@pytest.fixture
def newsroom():
    with Newsroom() as opened:
        yield opened


@pytest.fixture
def get(newsroom, run):
    """Fetch one address as a pass does."""

    def fetch(url, **conditions):
        async def work():
            async with Client("test", frozenset({newsroom.address})) as client:
                return await client.get(url, **conditions)

        return run(work())

    return fetch


def morning(day):
    return datetime.combine(day, time(9), UTC)


def entries(newsroom, get, day):
    """Every entry of every feed that answers on a day, by source."""
    newsroom.open_day(day)
    found = {}
    for source in newsroom.sources():
        try:
            response = get(source.url)
        except HttpStatus:
            continue
        found[source] = parse_feed(response.body, response.content_type, source, morning(day)).entries
    return found


def test_it_speaks_four_languages_from_several_camps_in_both_forms_of_feed(newsroom):
    sources = newsroom.sources()

    assert {source.language for source in sources} == {"en", "ru", "be", "zh"}
    assert len({source.camp for source in sources}) >= 4
    assert {str(outlet.form) for outlet in load_papers_of(newsroom).outlets.values()} == {"rss", "atom"}


def load_papers_of(newsroom):
    return newsroom._papers


def test_every_day_adds_entries_and_every_entry_leads_to_an_article(newsroom, get):
    for day in newsroom.days:
        for source, found in entries(newsroom, get, day).items():
            for entry in found:
                page_ = get(entry.link)
                page = read_page(page_.body, page_.content_type, page_.final_url, morning(day))
                assert page.title == entry.title
                assert page.published == entry.published
                assert page.language == source.language
                assert len(page.text) > 80
                assert not page.corrected


def test_of_a_page_only_the_article_is_read(newsroom, get):
    newsroom.open_day(newsroom.days[-1])
    papers = load_papers_of(newsroom)
    for (name, slug), piece in papers.stands(newsroom.days[-1]).items():
        outlet = papers.outlets[name]
        response = get(f"http://127.0.0.1:{newsroom.address[1]}/{name}/{slug}.html")
        text = read_page(response.body, response.content_type, response.final_url, morning(newsroom.days[-1])).text
        assert piece.text.strip().splitlines()[0] in text
        assert piece.text.strip().splitlines()[-1] in text
        for furniture in (outlet.rates, outlet.footer, outlet.comments, *outlet.menu[1:]):
            assert furniture not in text.splitlines()


def test_validators_are_honoured_until_the_day_changes(newsroom, get):
    url = newsroom.sources()[0].url
    first = get(url)

    assert get(url, etag=first.etag).not_modified
    assert get(url, modified=first.modified).not_modified
    newsroom.open_day(newsroom.days[-1])
    assert not get(url, etag=first.etag, modified=first.modified).not_modified


def test_a_feed_goes_away_and_others_stay(newsroom, get):
    first, second, third = ({source.name for source in entries(newsroom, get, day)} for day in newsroom.days)

    assert (len(first), first - second, first - third) == (10, {"ledger-en"}, {"ledger-en"})


def test_a_page_is_edited_in_place_on_the_last_day(newsroom):
    papers = load_papers_of(newsroom)
    before, after = (papers.stands(day)["volga-ru", "velikiy-kamen-rezidenty"] for day in newsroom.days[1:])

    assert ("107" in before.text, "118" in before.text) == (True, False)
    assert ("107" in after.text, "118" in after.text) == (False, True)
    assert before.moment == after.moment


def test_the_port_that_was_wanted_is_taken_when_it_is_free(newsroom):
    with Newsroom(port=newsroom.address[1]) as other:
        assert other.address != newsroom.address
        wanted = other.address[1]
    with Newsroom(port=wanted) as again:
        assert again.address[1] == wanted


def test_an_article_keeps_its_address_whatever_the_port(newsroom, get):
    newsroom.open_day(newsroom.days[0])
    entry = entries(newsroom, get, newsroom.days[0])[newsroom.sources()[0]][0]
    response = get(entry.link)
    page = read_page(response.body, response.content_type, response.final_url, morning(newsroom.days[0]))

    assert page.canonical_url == entry.link.replace(f":{newsroom.address[1]}", "")


def test_a_fault_in_its_files_names_file_and_line(tmp_path):
    (tmp_path / "outlets.yaml").write_text("outlets:\n  - {name: x, outlet: X}\n")
    (tmp_path / "day-1.yaml").write_text("day: tomorrow\narticles: []\n")

    with pytest.raises(WatchlistError) as caught:
        load_papers(tmp_path)

    assert {(fault.file, fault.line) for fault in caught.value.faults} == {("outlets.yaml", 2), ("day-1.yaml", 1)}


def test_every_page_says_that_it_is_made_up(newsroom, get):
    newsroom.open_day(newsroom.days[-1])
    papers = load_papers_of(newsroom)
    for name, slug in papers.stands(newsroom.days[-1]):
        outlet = papers.outlets[name]
        response = get(f"http://127.0.0.1:{newsroom.address[1]}/{name}/{slug}.html")
        assert outlet.footer in response.body.decode(outlet.encoding)
        assert "beltwatch" in outlet.footer
