"""Readers of a process: children that take facts out of articles for whatever thread asks, on a loop of their own.

Prefect's task runners call a plain function in a thread, a Dask worker or a Ray worker. Each such process starts its
children at the first call and keeps them, so that the language tables are loaded once a child and not once a chunk.
"""

import asyncio
import os
from functools import cache
from threading import Thread

from connectors.sandbox import Children
from facts.article import Article
from flows.archive import Read, read_all
from flows.reading import Folder


class Readers:
    """As many children as this machine has processors, started as they are needed; they end with their process."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        Thread(target=self._loop.run_forever, name="readers", daemon=True).start()
        self._children = asyncio.run_coroutine_threadsafe(self._open(), self._loop).result()

    async def _open(self) -> Children:
        return Children(workers=os.cpu_count() or 1)

    def read(self, articles: list[Article], folder: Folder) -> list[Read]:
        """Read articles in one child; other threads may ask meanwhile."""
        return asyncio.run_coroutine_threadsafe(read_all(articles, folder, self._children), self._loop).result()

    def close(self) -> None:
        """End the children."""
        asyncio.run_coroutine_threadsafe(self._children.close(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)


@cache
def readers() -> Readers:
    """The readers of this process."""
    return Readers()


def read_chunk(articles: list[Article], folder: Folder) -> list[Read]:
    """Read one chunk, wherever this is called; what it takes and gives can be pickled."""
    return readers().read(articles, folder)
