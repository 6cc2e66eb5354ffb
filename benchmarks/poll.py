"""What a poll costs, beside lemon24/reader: the same generated feeds, from the same server, in one run.

Run it from the project's folder, with a Python that has ``reader`` installed (in an environment of its own, so that it
does not become one of ours)::

    python -m venv /somewhere/else && /somewhere/else/bin/pip install reader
    uv run python benchmarks/poll.py --reader /somewhere/else/bin/python

400 feeds of 45 KB, 24 items each, are polled cold (nothing known), warm (nothing changed: 95 % answer 304, the others
the same body again) and changed (5 % have one more item). Both sides take their turns, and the medians of some rounds
are compared. Then 20 times the history is put into our database and the warm poll is made again. Reader polls with
``update_feeds(workers=20, scheduled=False)``, as its ``update --workers 20`` does; ours is
``beltwatch run --plain --step poll --watchlist ADDRESSES``. Both report their own seconds, without the imports.
"""

import argparse
import json
import os
import sqlite3
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

HERE = Path(__file__).parent
HISTORY = 20
GOALS = {"cold": 5, "warm": 10, "changed": 10}


@dataclass(frozen=True, slots=True)
class Poll:
    """What one poll took: its own seconds, new entries, and the most memory its process held."""

    seconds: float
    new: int
    megabytes: float


class Server:
    """The feeds, in a process of their own."""

    def __init__(self, process: "subprocess.Popen[str]", feeds: int) -> None:
        assert process.stdin and process.stdout
        self._say: IO[str] = process.stdin
        self._hear: IO[str] = process.stdout
        self.port = int(self._hear.readline())
        self.addresses = "".join(f"http://127.0.0.1:{self.port}/feed/{number}\n" for number in range(feeds))

    def show(self, generation: int) -> None:
        """From now on the feeds are as they are in that generation."""
        print(generation, file=self._say, flush=True)
        self._hear.readline()


@contextmanager
def served(feeds: int) -> Iterator[Server]:
    """Serve that many feeds."""
    command = [sys.executable, str(HERE / "poll_server.py"), str(feeds)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield Server(process, feeds)
        finally:
            process.kill()


def polled(command: list[str], environment: Mapping[str, str]) -> Poll:
    """Run ``command`` and read its last line: {"poll_s": seconds, "new": entries}."""
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)
    assert process.stdout
    lines = process.stdout.read().splitlines()
    _, status, usage = os.wait4(process.pid, 0)
    if status or not lines:
        raise SystemExit(f"{' '.join(command)} failed")
    told = json.loads(lines[-1])
    return Poll(told["poll_s"], told["new"], usage.ru_maxrss / 1_000)


@dataclass(frozen=True, slots=True)
class Sides:
    """The two that are compared, and where each keeps what it knows."""

    folder: Path
    reader: str
    port: int

    @property
    def addresses(self) -> Path:
        """The file of addresses, one a line."""
        return self.folder / "addresses.txt"

    def theirs(self) -> Poll:
        """One poll by reader."""
        return polled([self.reader, str(HERE / "poll_reader.py"), str(self.folder / "reader.db"), str(self.addresses)], os.environ)

    def ours(self) -> Poll:
        """One poll by us."""
        command = [str(Path(sys.executable).with_name("beltwatch")), "run", "--plain", "--step", "poll", "--format", "jsonl"]
        command += ["--watchlist", str(self.addresses), "--data-dir", str(self.folder / "data")]
        return polled(command, os.environ | {"BELTWATCH_ALLOW_ADDRESSES": f"127.0.0.1:{self.port}"})

    def grow(self) -> int:
        """Put HISTORY times the entries into our database; returns how many there are then."""
        with closing(sqlite3.connect(self.folder / "data" / "beltwatch.db")) as database:
            columns = [row[1] for row in database.execute("PRAGMA table_info(entries)") if row[1] not in ("id", "identity")]
            names = ", ".join(columns)
            for copy in range(1, HISTORY):
                copies = f"SELECT identity || '-{copy}', {names} FROM entries WHERE identity NOT LIKE '%-%'"
                database.execute(f"INSERT INTO entries (identity, {names}) {copies}")
            database.commit()
            return int(database.execute("SELECT count(*) FROM entries").fetchone()[0])


def compare(sides: Sides, server: Server, rounds: int) -> bool:
    """Poll in turns, print the table; returns whether every goal is reached."""
    generation, told = 0, dict[str, list[tuple[Poll, Poll]]]()
    server.show(generation)
    told["cold"] = [(sides.theirs(), sides.ours())]
    told["warm"] = [(sides.theirs(), sides.ours()) for _ in range(rounds)]
    for _ in range(rounds):
        generation += 1
        server.show(generation)
        told.setdefault("changed", []).append((sides.theirs(), sides.ours()))
    reached = [report(kind, pairs) for kind, pairs in told.items()]
    before = statistics.median(sides.ours().seconds for _ in range(rounds))
    entries = sides.grow()
    sides.ours()
    after = [sides.ours() for _ in range(rounds)]
    growth = statistics.median(poll.seconds for poll in after) / before
    most = max(poll.megabytes for pairs in told.values() for _, poll in pairs)
    print(f"warm with {entries} entries, {HISTORY} times the history: {growth:.2f} times the seconds (goal 1.2)")
    print(f"most memory of ours: {most:.0f} MB (goal 100)")
    return all(reached) and growth <= 1.2 and most < 100


def report(kind: str, pairs: list[tuple[Poll, Poll]]) -> bool:
    """Print one line of the table; returns whether its goal is reached."""
    theirs, ours = (statistics.median(poll.seconds for poll in side) for side in zip(*pairs, strict=True))
    new = {(left.new, right.new) for left, right in pairs}
    times = theirs / ours
    print(f"{kind:8} reader {theirs:7.2f} s   ours {ours:6.2f} s   {times:5.1f} times (goal {GOALS[kind]})   new entries {sorted(new)}")
    return bool(times >= GOALS[kind])


def main() -> None:
    """Measure and say; the exit code is 1 where a goal is missed."""
    arguments = argparse.ArgumentParser(description="Polls beside lemon24/reader.")
    arguments.add_argument("--reader", required=True, help="a Python that has reader installed")
    arguments.add_argument("--feeds", type=int, default=400)
    arguments.add_argument("--rounds", type=int, default=3)
    given = arguments.parse_args()
    with served(given.feeds) as server, tempfile.TemporaryDirectory() as folder:
        sides = Sides(Path(folder), given.reader, server.port)
        sides.addresses.write_text(server.addresses, encoding="utf-8")
        sys.exit(0 if compare(sides, server, given.rounds) else 1)


if __name__ == "__main__":
    main()
