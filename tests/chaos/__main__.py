"""The long chaos: ``python -m tests.chaos --rounds 200`` strikes so often with every kind on both databases.

Seeds are printed; ``--seed N --kind NAME --database NAME`` repeats one run.
"""

import argparse
import random
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

from tests.chaos.real import in_the_newsroom
from tests.chaos.runs import KINDS, Ground, Run
from tests.chaos.servers import Server
from tests.chaos.world import World


def main() -> int:
    """Run what was asked for; 0 when nothing broke."""
    asked = _arguments()
    _tell(f"seed {asked.seed}, at least {asked.rounds} strikes of each kind")
    found: list[str] = []
    for database in asked.database or KINDS:
        with ExitStack() as stack:
            ground = _ground(database, stack)
            for kind, run in KINDS[database].items():
                if not asked.kind or kind in asked.kind:
                    found += _strike(f"{database}, {kind}", run, ground, asked.seed, asked.rounds)
    for what in found:
        _tell(what)
    return 1 if found else 0


def _strike(name: str, run: Run, ground: Ground, seed: int, rounds: int) -> list[str]:
    """Runs with one seed after another until chaos struck often enough."""
    began, strikes, seeds = time.monotonic(), 0, 0
    found: list[str] = []
    while strikes < rounds:
        stage = run(ground, World(seed + seeds, rounds=random.Random(seed + seeds).randint(2, 4)))
        strikes += stage.strikes
        seeds += 1
        found += [f"{name}, {what}" for what in stage.found]
    told = f"{len(found)} broken" if found else "nothing broken"
    _tell(f"{name}: seeds {seed} to {seed + seeds - 1}, {strikes} strikes, {told}, {time.monotonic() - began:.0f} s")
    return found


def _ground(database: str, stack: ExitStack) -> Ground:
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="beltwatch-chaos-")))
    server = stack.enter_context(Server()) if database == "postgresql" else None
    return Ground(folder, server, stack.enter_context(in_the_newsroom()))


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
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
