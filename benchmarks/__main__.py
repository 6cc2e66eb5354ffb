"""All benchmarks in one run, each beside what a user would pick instead: ``python -m benchmarks``.

The sizes are such that it takes some ten minutes on two cores; ``--full`` takes those of docs/performance.md, which take hours.
The peers want an environment of their own, so that they do not become some of ours; without one the rows beside them stay empty::

    python -m venv .peers && .peers/bin/pip install reader sgmllib3k quantulum3 recognizers-text-suite "emoji<2"
    uv run python -m benchmarks --peers .peers/bin/python
"""

import argparse
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[1]


def main() -> None:
    """Run one after another, so that none disturbs the next; what fails is told at the end and costs only itself."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--peers", help="a Python that has the peers installed")
    parser.add_argument("--full", action="store_true", help="the sizes of docs/performance.md")
    parser.add_argument("--only", nargs="+", help="names: poll stream figures statements record memory pages backfill feeds")
    given = parser.parse_args()
    failed = []
    for name, words in _runs(given.peers, full=given.full):
        if given.only and name not in given.only:
            continue
        print(f"\n== {name}: python -m benchmarks.{' '.join([name, *words])}", flush=True)
        if subprocess.run([sys.executable, "-m", f"benchmarks.{name}", *words], cwd=_ROOT, check=False).returncode:
            failed.append(name)
    if failed:
        sys.exit(f"failed: {', '.join(failed)}")


def _runs(peers: str | None, *, full: bool) -> Iterator[tuple[str, list[str]]]:
    sizes = ["10000", "5000000"] if full else ["10000", "50000"]
    if peers:
        yield "poll", ["--reader", peers, *([] if full else ["--rounds", "1"])]
    yield "stream", ["--pages", "1000" if full else "200"]
    yield "figures", [*(["--peers", peers] if peers else []), *([] if full else ["--rounds", "2"])]
    yield "statements", ["--sizes", "10000", "1000000" if full else "50000"]
    for where in ([], ["--postgres"]) if full else ([],):
        yield "record", ["--sizes", *sizes, *where]
        yield "memory", ["--sizes", *sizes, *where]
    yield "pages", ["--sizes", "10000", "1000000" if full else "20000"]
    yield "backfill", ["--articles", "200000" if full else "500"]
    yield "feeds", ["--feeds", "20000" if full else "200", "--workers", "4" if full else "1"]


if __name__ == "__main__":
    main()
