"""kill -9 of whoever sends, at a random moment, over a real webhook and a real mailbox that are at times down, rude or gone.

What was committed arrives everywhere; what the database knows to be acknowledged never comes again; what comes twice says so.
"""

import asyncio
import multiprocessing
import random
import re
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pydantic import SecretStr
from sqlalchemy import select

from connectors.client import Client
from connectors.readers import channels_of
from connectors.sandbox import Children
from connectors.settings import Settings
from facts.watch import Topic, Watchlist
from flows.desk import Desk, Plan, Scene
from flows.steps import announce
from models.store import Store, open_store
from models.tables import outbox, tries
from tests.chaos.lives import Begun
from tests.chaos.world import World
from tests.receivers import Answer, Mailbox, Webhook, receivers, text_of

KILLED = -9
AGAIN = "(repeat)"
PER_LIFE = 5  # alerts committed before each sender begins
LATER = timedelta(hours=2)
START = datetime(2026, 3, 2, 6, tzinfo=UTC)
_ANSWERS: tuple[Answer, ...] = (*((200, {}),) * 16, (503, {}), (429, {"Retry-After": "60"}), None, (500, {}))
_POST = (*("250 OK",) * 17, "451 later", "", "421 busy")
_WORD = re.compile(r"\bword-\d+\b")
_NOTHING = Watchlist(sources=(), topic=Topic(sides={}, parties=(), subjects=(), formulas=()), metrics={}, baselines=())
# Receivers are threads of this process, which must therefore not be forked itself.
_LIVES = multiprocessing.get_context("forkserver")
_LIVES.set_forkserver_preload(["tests.chaos.warm", "tests.chaos.sending"])


@dataclass(slots=True)
class Posts:
    """One database and two receivers; ``put`` are the words of every alert that was committed."""

    address: str
    folder: Path
    hook: Webhook
    box: Mailbox
    put: list[str] = field(default_factory=list)
    strikes: int = 0
    found: list[str] = field(default_factory=list)
    acknowledged: dict[tuple[str, str], int] = field(default_factory=dict)

    @property
    def channels(self) -> tuple[str, str]:
        """The two addresses."""
        return self.hook.channel("/hook"), self.box.channel()

    @property
    def number(self) -> int:
        """How many messages came in so far."""
        return len(self.hook.arrivals) + len(self.box.letters)

    def names(self) -> tuple[str, str]:
        """What the database calls them."""
        hook, box = channels_of(map(SecretStr, self.channels))
        return hook.name, box.name

    def arrived(self) -> dict[str, list[tuple[str, str, str]]]:
        """What came in, by channel: key, subject and everything it says."""
        hook, box = self.names()
        letters = [(str(one["X-Idempotency-Key"]), str(one["Subject"]), f"{one['Subject']}\n{text_of(one)}") for one in [*self.box.letters]]
        return {hook: [(one.key, one.title, f"{one.title}\n{one.body}") for one in [*self.hook.arrivals]], box: letters}


def senders_killed(address: str, folder: Path, world: World, lives: int) -> Posts:
    """So many senders one after another, each with new alerts to send and killed at a random moment; then one in peace."""
    chance = random.Random(world.seed)
    with receivers() as (hook, box):
        posts = Posts(address, folder, hook, box)
        hook.choose = lambda _: chance.choice(_ANSWERS)
        box.answer = lambda: chance.choice(_POST)
        for at in range(lives):
            _one_life(posts, START + at * LATER, chance)
        hook.choose, box.answer = None, lambda: "250 OK"
        _settle(posts, START + lives * LATER)
    return posts


def _one_life(posts: Posts, now: datetime, chance: random.Random) -> None:
    """Commit alerts, start a sender, and kill it some milliseconds after one of the first messages came in, or before any did."""
    with open_store(posts.address) as store:
        _put(posts, store, now)
    begun, before = _LIVES.Event(), posts.number
    process = _LIVES.Process(target=_send, args=(posts.address, posts.folder, posts.channels, now, begun))
    process.start()
    begun.wait(60)
    wanted, patience = before + chance.randrange(2 * PER_LIFE), time.monotonic() + 30
    while posts.number < wanted and process.exitcode is None and time.monotonic() < patience:
        time.sleep(0.001)
    process.join(chance.uniform(0, 0.06))
    process.kill()
    process.join()
    posts.strikes += process.exitcode == KILLED
    _look(posts)


def _put(posts: Posts, store: Store, now: datetime) -> None:
    for _ in range(PER_LIFE):
        word = f"word-{len(posts.put)}"
        store.tell(word, "system", {"text": word}, now)
        posts.put.append(word)


def _send(address: str, folder: Path, channels: tuple[str, ...], now: datetime, begun: Begun) -> None:
    """What the process does that is killed: the announce step over a real store and real channels."""
    scene = Scene(settings=Settings(data_dir=folder, channels=tuple(map(SecretStr, channels))), database=address, clock=lambda: now)

    async def work() -> None:
        with open_store(address) as store:
            store.bury()
            client, children = Client(scene.settings.user_agent), Children.__new__(Children)
            desk = Desk(scene, Plan(), _NOTHING, store=store, client=client, children=children)
            begun.set()
            await announce(desk)

    asyncio.run(work())


def _settle(posts: Posts, now: datetime) -> None:
    """Receivers are well, dead letters get their try: then everything has to be everywhere."""
    for again in range(6):
        with open_store(posts.address) as store:
            store.retry_dead(now + again * LATER)
        begun = _LIVES.Event()
        process = _LIVES.Process(target=_send, args=(posts.address, posts.folder, posts.channels, now + again * LATER, begun))
        process.start()
        process.join(120)
        posts.found += [] if process.exitcode == 0 else [f"a sender in peace ended with {process.exitcode}"]
    _look(posts)
    posts.found += _missing(posts) + _unmarked(posts) + _unfinished(posts)


def _look(posts: Posts) -> None:
    """I3: whatever the database knows to be acknowledged has not come in once more since."""
    counts = {(name, key): number for name, told in posts.arrived().items() for key, number in Counter(key for key, *_ in told).items()}
    for pair, number in posts.acknowledged.items():
        if counts.get(pair, 0) > number:
            posts.found.append(f"I3: {pair[1]} came again over {pair[0]} after it was acknowledged")
    with open_store(posts.address) as store, store.reading() as connection:
        query = select(tries.c.channel, outbox.c.key, tries.c.attempts).join(outbox, outbox.c.id == tries.c.alert_id)
        rows = connection.execute(query.where(tries.c.state == "sent")).all()
    for row in rows:
        number = counts.get((row.channel, row.key), 0)
        posts.acknowledged.setdefault((row.channel, row.key), number)
        if not 0 < number <= row.attempts:
            posts.found.append(f"I3: {row.key} came {number} times over {row.channel} in {row.attempts} tries")


def _missing(posts: Posts) -> list[str]:
    """What was committed and is told in no message of a channel."""
    told = {name: {word for *_, text in arrived for word in _WORD.findall(text)} for name, arrived in posts.arrived().items()}
    return [f"I3: {word} never came over {name}" for name, words in told.items() for word in posts.put if word not in words]


def _unmarked(posts: Posts) -> list[str]:
    """What came more than once as if it were the first time."""
    found = []
    for name, arrived in posts.arrived().items():
        first = Counter(key for key, title, _ in arrived if not title.startswith(AGAIN))
        found += [f"I3: {key} came {times} times over {name} as if it were new" for key, times in first.items() if times > 1]
    return found


def _unfinished(posts: Posts) -> list[str]:
    with open_store(posts.address) as store:
        return [f"{alert.key} is {state} in the end: {why}" for alert, state, why in store.alerts()]
