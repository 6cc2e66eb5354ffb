"""Fetching one article by its address, through the client and the child that every page goes through."""

from connectors.client import Client
from connectors.pages import read_page
from connectors.sandbox import Children
from connectors.settings import Settings
from facts.article import Article
from flows.desk import wall_clock

SECONDS = 20.0


async def fetch_article(url: str, settings: Settings) -> Article:
    """The article on a page.

    raises  ConnectorError: the address is refused, does not answer, asks not to be read, or holds no article
    """
    async with Client(settings.user_agent, frozenset(settings.allow_addresses)) as client, Children() as children:
        response = await client.get(url, robots=True)
        page = await children.call(read_page, response.body, response.content_type, response.final_url, wall_clock(), seconds=SECONDS)
    published = page.published.date() if page.published else None
    return Article(id=url, text=page.text, title=page.title, published=published, url=page.canonical_url, language=page.language)
