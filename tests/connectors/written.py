"""Feeds as they are written, and read."""

from datetime import UTC, datetime, timedelta

from connectors.feeds import parse_feed
from facts.watch import Camp, Source

NOW = datetime(2026, 1, 28, 9, tzinfo=UTC)


SOURCE = Source(
    name="example-ru", url="https://news.example/rss", outlet="Example", language="ru", camp=Camp.OTHER, every=timedelta(hours=6)
)


STORY = "Экспорт калийных удобрений в Китай вырос за год вдвое, сообщили в министерстве"


STORY_ZH = "白俄罗斯与中国签署三项农业合作协议"


def rss(*items: str, head: str = '<?xml version="1.0" encoding="utf-8"?>', channel: str = "") -> str:
    return f'{head}<rss version="2.0"><channel><title>Outlet</title>{channel}{"".join(items)}</channel></rss>'


def item(title: str = "", link: str = "", guid: str = "", date: str = "", text: str = "") -> str:
    parts = {"title": title, "link": link, "guid": guid, "pubDate": date, "description": text}
    return f"<item>{''.join(f'<{name}>{words}</{name}>' for name, words in parts.items() if words)}</item>"


def three(**more: str) -> list[str]:
    return [item(title=f"Story {number}", link=f"https://news.example/{number}", **more) for number in (1, 2, 3)]


def read(body: str | bytes, content_type: str = "", source: Source = SOURCE):
    return parse_feed(body.encode() if isinstance(body, str) else body, content_type, source, NOW)


def known(body: str | bytes) -> set[str]:
    return {entry.identity for entry in read(body).entries}
