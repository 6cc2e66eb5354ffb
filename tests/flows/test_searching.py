"""A search as a source: what it finds is another outlet's, and is kept even where its link leads nowhere."""

from datetime import timedelta

from facts.watch import SourceKind
from flows import steps

ITEM = """<item><title>Belarus and China trade more - {outlet}</title><link>{link}</link>
<pubDate>Tue, 27 Jan 2026 06:00:00 +0000</pubDate><source url="https://x.example">{outlet}</source></item>"""


async def poll(desk):
    """Poll what is due."""
    return await steps.poll(desk.store.due_sources(desk.now(), owner=desk.owner), desk)


def test_what_a_search_finds_is_read_where_its_link_leads_and_kept_where_it_leads_nowhere(outside, one_pass, store):
    outside.page("/story")
    items = ITEM.format(outlet="Minsk Courier", link=outside.url("/story")) + ITEM.format(outlet="Far Gazette", link=outside.url("/shell"))
    outside.serve("/search", f'<rss version="2.0"><channel><title>Search</title>{items}</channel></rss>', kind="application/rss+xml")
    source = outside.source("search-en", "/search", outlet="Search", kind=SourceKind.SEARCH)

    one_pass([poll, steps.read], source)
    for _ in range(3):
        outside.now += timedelta(hours=13)
        one_pass([steps.read], source)

    taken = store.unjudged(outside.now, owner="test", size=9)
    assert {version.article.outlet for version in taken} == {"Minsk Courier", "Far Gazette"}
    assert {version.article.text for version in taken if version.article.outlet == "Far Gazette"} == {"Belarus and China trade more"}
