"""The sample newsroom in a process that made a pass before, so that passes forked from it begin at once."""

import asyncio
import socketserver
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

from connectors.newsroom import Newsroom
from connectors.settings import Settings
from connectors.watchlist import load_watchlist
from facts.article import Article
from flows import desk
from flows.desk import Plan
from flows.engines import plain_pass
from flows.reading import Folder, read_in
from tests.chaos.reels import Reel

_READ_ONCE = {
    "en": "Belarus and China: trade came to 7 billion dollars in 2024, the ministry in Minsk said.",
    "ru": "Беларусь и Китай: товарооборот составил 7 млрд долларов в 2024 году, сообщили в Минске.",
    "be": "Беларусь і Кітай: тавараабарот склаў 7 млрд долараў у 2024 годзе, паведамілі ў Мінску.",
    "zh": "白俄罗斯与中国2024年贸易额为70亿美元，明斯克方面表示。",
}


def learn_languages() -> None:
    """Load in this process what every pass needs, so that those forked from it begin at once."""
    settings = Settings()
    folder = Folder(settings.watchlist, settings.allow_addresses)
    for language, text in _READ_ONCE.items():
        read_in(folder, Article(id="1", text=text, language=language, published=date(2026, 1, 27)))


@contextmanager
def in_the_newsroom() -> Iterator[Newsroom]:
    """The newsroom, open, in a process that made a pass before; readers who hang up in mid sentence are no news to it."""
    learn_languages()
    silent = patch.object(socketserver.BaseServer, "handle_error")
    once = patch.object(desk, "load_watchlist", cache(load_watchlist))
    with silent, once, Newsroom() as newsroom:
        _rehearse(newsroom)
        yield newsroom


def _rehearse(newsroom: Newsroom) -> None:
    with TemporaryDirectory(prefix="beltwatch-chaos-") as folder:
        reel = Reel(f"sqlite:///{folder}/rehearsal.db", Path(folder), newsroom, days=newsroom.days[:1], kills=0)
        asyncio.run(plain_pass(reel.scene(0), Plan(steps=("poll", "read", "judge"))))
