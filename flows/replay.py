"""Replay: an archive of articles taken through judge and announce in date order, as though it had been polled."""

from collections.abc import AsyncIterator, Sequence
from pathlib import Path

from connectors.shelf import open_shelf
from facts.article import Article
from flows.archive import Read, learn, missed, read_all
from flows.desk import Plan, Scene, open_desk
from flows.reading import Folder
from flows.report import Report
from flows.steps import announce


async def replay(scene: Scene, files: Sequence[Path]) -> Report:
    """Judge every article of the files, oldest first, alerting nobody.

    files    as ``replayed`` takes them
    returns  the findings in the order they were recorded. An article replayed before gives none.
    """
    return sum([report async for report in replayed(scene, files)], Report())


async def replayed(scene: Scene, files: Sequence[Path]) -> AsyncIterator[Report]:
    """As ``replay``, reporting after each chunk: an archive may hold more findings than memory does.

    files  JSONL as ``extract`` takes it, plain or gzipped, or Parquet; a line that holds no article is missed, the rest goes on
    """
    with open_shelf(files) as shelf:
        yield Report(missed=tuple(missed(shelf)))
        async with open_desk(scene, Plan(steps=("judge", "announce"))) as desk:

            async def read(articles: list[Article], folder: Folder) -> list[Read]:
                return await read_all(articles, folder, desk.children)

            async for report in learn(shelf, desk, read):
                yield report
            yield await announce(desk)
