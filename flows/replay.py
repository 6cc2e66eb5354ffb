"""Replay: an archive of articles taken through judge and announce in date order, as though it had been polled."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from hashlib import sha256
from pathlib import Path

from connectors.archive import Unreadable, read_articles
from facts.article import Article
from facts.watch import Camp
from flows.desk import Desk, Plan, Scene, open_desk
from flows.report import Missed, Report
from flows.steps import announce, judge
from models.values import VersionIn


async def replay(scene: Scene, files: Sequence[Path]) -> Report:
    """Judge every article of the files, oldest first, alerting nobody.

    files    JSONL as ``extract`` takes it; a line that holds no article is missed, the rest goes on
    returns  the findings in the order they were recorded. An article replayed before gives none.
    """
    items = [item for file in files for item in _read(file)]
    missed = tuple(Missed(step="replay", what=item.id or "a line", why=item.why) for item in items if isinstance(item, Unreadable))
    articles = [item for item in items if isinstance(item, Article)]
    async with open_desk(scene, Plan(steps=("judge", "announce"))) as desk:
        _record(articles, desk)
        report = Report(missed=missed) + await judge(desk)
        return report + await announce(desk)


def _read(file: Path) -> Iterator[Article | Unreadable]:
    with file.open(encoding="utf-8", errors="replace") as lines:
        yield from read_articles(lines, file.name)


def _record(articles: Iterable[Article], desk: Desk) -> None:
    camps = {source.outlet: source.camp for source in desk.watchlist.sources}
    for article in sorted(articles, key=lambda one: one.published or date.max):
        desk.store.record_version(None, _version(article, camps.get(article.outlet, Camp.OTHER)), desk.now())
        desk.tell("replay", 1)


def _version(article: Article, camp: Camp) -> VersionIn:
    """An archive has no page: its text stands for one. Without an address, its id is one."""
    address = article.url or f"archive:{article.id}"
    text = article.text.encode("utf-8", "surrogatepass")
    return VersionIn(
        url=address,
        canonical_url=address,
        title=article.title,
        text=article.text,
        published=article.published,
        language=article.language,
        text_hash=sha256(text).hexdigest(),
        raw_hash=sha256(text).hexdigest(),
        raw=text,
        outlet=article.outlet or "archive",
        camp=camp,
        source="archive",
        quiet=True,
    )
