"""The long chaos: ``python -m tests.chaos --rounds 200`` strikes so often with every kind on both databases.

Each kind is a process of its own, two of them at a time. Seeds are printed; ``--seed N --kind NAME --database NAME`` repeats one
run, in this process.
"""

import argparse
import random
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from functools import partial
from pathlib import Path

from tests.chaos.newsrooms import in_the_newsroom
from tests.chaos.runs import KINDS, OUTSIDE, Ground, Run
from tests.chaos.servers import Server
from tests.chaos.world import World


def main() -> int:
    """Run what was asked for; 0 when nothing broke."""
    asked = _arguments()
    runs = [(database, kind) for database in asked.database or KINDS for kind in KINDS[database] if kind in (asked.kind or KINDS[database])]
    if len(runs) == 1:
        return _strike(*runs[0], asked.seed, asked.rounds)
    _tell(f"seed {asked.seed}, at least {asked.rounds} strikes of each kind")
    began = time.monotonic()
    with ThreadPoolExecutor(asked.together) as pool:
        ended = list(pool.map(partial(_apart, asked), runs))
    _tell(f"{len(runs)} kinds, {sum(map(bool, ended))} of them broken, {time.monotonic() - began:.0f} s")
    return max(ended)


def _apart(asked: argparse.Namespace, run: tuple[str, str]) -> int:
    """One kind on one database, in a process of its own."""
    database, kind = run
    given = ("--rounds", str(asked.rounds), "--seed", str(asked.seed), "--database", database, "--kind", kind)
    return subprocess.run((sys.executable, "-W", "ignore", "-m", "tests.chaos", *given), check=False).returncode


def _strike(database: str, kind: str, seed: int, rounds: int) -> int:
    """Runs with one seed after another until chaos struck often enough."""
    began, strikes, seeds = time.monotonic(), 0, 0
    found: list[str] = []
    with ExitStack() as stack:
        ground, run = _ground(database, kind, stack), KINDS[database][kind]
        while strikes < rounds:
            strikes += _once(run, ground, seed + seeds, found)
            seeds += 1
    told = f"{len(found)} broken" if found else "nothing broken"
    lines = [f"{database}, {kind}: seeds {seed} to {seed + seeds - 1}, {strikes} strikes, {told}, {time.monotonic() - began:.0f} s"]
    _tell("\n".join([*lines, *(f"{database}, {kind}, {what}" for what in found)]))
    return 1 if found else 0


def _once(run: Run, ground: Ground, seed: int, found: list[str]) -> int:
    """One run; returns how often it struck."""
    played = run(ground, World(seed, rounds=random.Random(seed).randint(2, 4)))
    found += [f"seed {seed}: {what}" for what in played.found]
    return played.strikes


def _ground(database: str, kind: str, stack: ExitStack) -> Ground:
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="beltwatch-chaos-")))
    server = stack.enter_context(Server()) if database == "postgresql" else None
    return Ground(folder, server, stack.enter_context(in_the_newsroom()) if kind in OUTSIDE else None)


def _tell(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.chaos", description=__doc__)
    kinds = list(dict.fromkeys(kind for of_one in KINDS.values() for kind in of_one))
    parser.add_argument("--rounds", type=int, default=200, help="strikes of each kind at least")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    parser.add_argument("--kind", action="append", choices=kinds)
    parser.add_argument("--database", action="append", choices=list(KINDS))
    parser.add_argument("--together", type=int, default=2, help="kinds at a time")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
