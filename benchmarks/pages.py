"""What the pages cost on a large log: ``python -m benchmarks.pages --sizes 10000 1000000``.

Every GET route of the page's own route table is asked for, several times, at each size, in this process and without a network: what is
measured is the server's time: by the clock, and by the processor, which a busy machine does not slow. A route this file knows no address
for fails the run, so that no page is left unmeasured.
"""

import argparse
import asyncio
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
from fastapi import FastAPI
from starlette.routing import Mount, Route

from benchmarks.archive import YEARS, build
from connectors.settings import Settings
from connectors.watchlist import load_watchlist
from flows.desk import Plan
from flows.engines import plain_pass
from flows.sampling import sample_days
from models.rows import Filter
from models.store import Store, open_store
from web.app import create_app
from web.door import Door

LIMIT = 100  # milliseconds
HOST = "127.0.0.1:1"
ADDRESSES: Mapping[str, tuple[str, ...]] = {
    "/": ("/", "/?hours=720"),
    "/log": (
        *("/log", "/log?level=act", "/log?level=act&state=new", "/log?state=watching", "/log?state=rejected", "/log?before={middle}"),
        *("/log?lang=be", "/log?lang=be&verdict=conflicts", "/log?camp=West&level=note&fact=statement", "/log?verdict=unit_conflict"),
        *("/log?speaker=xi", "/log?speaker=nobody", "/log?metric=exports&level=act", "/log?since=7d", "/log?since=2000d&lang=zh"),
        *("/log?until=2022-01-01", "/log?source=ledger-en", "/log?since=2021-01-01&until=2021-02-01&level=act", "/log?lang=fr"),
        "/log?camp=BY+independent&fact=figure&state=accepted",
        "/log?metric=exports&verdict=unit_conflict",
    ),
    "/log.atom": ("/log.atom", "/log.atom?level=act"),
    "/finding/{number}": ("/finding/F-{last}", "/finding/F-{middle}", "/finding/F-{conflict}", "/finding/F-{edited}"),
    "/ledger": (
        *("/ledger", "/ledger?metric=trade_turnover", "/ledger?metric=exports", "/ledger?metric=exports&before=2020"),
        *("/ledger?as_of={then}", "/ledger?metric=trade_turnover&as_of={then}", "/ledger?metric=exports&as_of={then}&before=2020"),
    ),
    "/chart/{metric}.svg": ("/chart/trade_turnover.svg", "/chart/trade_turnover.svg?as_of={then}"),
    "/gap/{metric}.svg": ("/gap/trade_turnover.svg",),
    "/phrases.svg": ("/phrases.svg?speaker=Xi+Jinping",),
    "/editions/{number}.svg": ("/editions/{article}.svg",),
    "/article/{number}/editions": ("/article/{article}/editions",),
    "/statements": ("/statements", "/statements?speaker=Xi+Jinping", "/statements?speaker=Official+8", "/statements?before=1000"),
    "/articles": ("/articles", "/articles?only=all", "/articles?only=other", "/articles?before=1000"),
    "/article/{number}": ("/article/14", "/article/{article}"),
    "/article/{number}/text": ("/article/14/text",),
    "/rejected": ("/rejected", "/rejected?before=1000"),
    "/export/findings": ("/export/findings?shape=csv&since=7d", "/export/findings?shape=jsonl&level=act&since=7d"),
    "/api/v1/findings": ("/api/v1/findings", "/api/v1/findings?level=act&limit=100", "/api/v1/findings?lang=zh&before={middle}"),
    "/api/v1/findings/{number}": ("/api/v1/findings/F-{middle}",),
    "/api/v1/ledger": ("/api/v1/ledger", "/api/v1/ledger?metric=trade_turnover", "/api/v1/ledger?as_of={then}&skip=1000"),
    "/api/v1/articles/{number}": ("/api/v1/articles/14",),
}
"""What is asked for of a route that has more than one address, or whose address has a part to fill in."""


Taken = dict[str, list[tuple[float, float]]]
"""By address, how long each asking took: milliseconds by the clock and by the processor."""


def routes(app: FastAPI) -> Iterator[str]:
    """Every path of the app that can be read."""

    def flat(found: Sequence[Any]) -> Iterator[Any]:
        for route in found:
            inner = getattr(route, "original_router", None)
            yield from flat(inner.routes) if inner is not None else [route]

    for route in flat(app.routes):
        if isinstance(route, Route) and "GET" in (route.methods or ()):
            yield route.path
        elif isinstance(route, Mount):
            yield f"{route.path}/style.css"


def addresses(app: FastAPI) -> list[str]:
    """Every address to ask for, with the parts to fill in.

    raises  SystemExit where a route has such a part and no address is known for it
    """
    found: list[str] = []
    for path in dict.fromkeys(routes(app)):
        if path not in ADDRESSES and "{" in path:
            raise SystemExit(f"no address is known for {path}: add one to ADDRESSES")
        found += ADDRESSES.get(path, (path,))
    return found


async def timed(app: FastAPI, known: Mapping[str, object], times: int) -> Taken:
    """Each asking of each address; the first, which warms up, is not counted."""
    taken: Taken = {address: [] for address in addresses(app)}
    for number in range(times + 1):
        transport = httpx.ASGITransport(app, client=(f"10.0.0.{number}", 1))
        async with httpx.AsyncClient(transport=transport, base_url=f"http://{HOST}", headers={"accept": "text/html"}) as client:
            for address, mine in taken.items():
                began, worked = time.perf_counter(), time.process_time()
                answer = await client.get(address.format(**known))
                spent = ((time.perf_counter() - began) * 1000, (time.process_time() - worked) * 1000)
                if answer.status_code != 200:
                    raise SystemExit(f"{address} answered {answer.status_code}: {answer.text[:300]}")
                if number:
                    mine.append(spent)
    return taken


def measure(store: Store, times: int) -> Taken:
    """Ask one log for every address."""
    app = create_app(store, Door(hosts=frozenset({HOST})), load_watchlist(Settings.model_fields["watchlist"].default))
    return asyncio.run(timed(app, _known(store), times))


def _known(store: Store) -> dict[str, object]:
    """What the addresses are filled in with: a finding of several kinds, and an article."""
    last = store.findings(Filter(), 1)[0].number
    found = {name: store.findings(Filter(verdicts=(name,)), 1)[0] for name in ("unit_conflict", "edited", "updates")}
    article = found["updates"].article
    return {
        "last": last,
        "middle": last // 2,
        "conflict": found["unit_conflict"].number,
        "edited": found["edited"].number,
        "article": article,
        "metric": "exports",
        "then": (datetime.now(UTC) - timedelta(days=365 * YEARS // 2)).date(),
        "number": article,
    }


def table(taken: Sequence[Taken], sizes: Sequence[int], tell: Callable[[str], None]) -> list[str]:
    """Print median and 95th percentile at each size, and the growth; returns what is slower than the limit at the largest."""
    tell(f"{'milliseconds':58}" + "".join(f" | {f'{size:,} findings':^30}" for size in sizes))
    tell(f"{'address':58}" + " |  clock    p95    processor    " * len(sizes) + " | growth")
    middle = {address: [_middle(one[address]) for one in taken] for address in taken[-1]}
    for address, of in sorted(middle.items(), key=lambda pair: -pair[1][-1][1]):
        cells = [
            f" | {clock:6.1f} {p95:6.1f} {processor:10.1f}      "
            for (clock, processor), p95 in zip(of, map(_p95, taken, [address] * len(of)), strict=True)
        ]
        tell(f"{address[:58]:58}{''.join(cells)} | x {of[-1][1] / of[0][1]:.1f}")
    return [address for address, of in middle.items() if min(of[-1]) > LIMIT]


def _middle(mine: Sequence[tuple[float, float]]) -> tuple[float, float]:
    return statistics.median(clock for clock, _ in mine), statistics.median(processor for _, processor in mine)


def _p95(one: Taken, address: str) -> float:
    clocks = [clock for clock, _ in one[address]]
    return statistics.quantiles(clocks, n=20)[-1] if len(clocks) > 1 else clocks[0]


async def _live_through(settings: Settings) -> None:
    async for _ in sample_days(settings, Plan(), plain_pass):
        pass


def main() -> int:
    """Measure; 0 when every page of the largest log stayed within the limit."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.pages", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 1_000_000])
    parser.add_argument("--times", type=int, default=20)
    parser.add_argument("--addresses", nargs="+", help="an empty database for each size; new SQLite files where none are given")
    parser.add_argument(
        "--keep", type=Path, help="a folder for the files, filled where they are missing and used again where they are there"
    )
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="beltwatch-pages-") as scratch:
        folder = asked.keep or Path(scratch)
        files = [f"sqlite:///{folder / f'pages-{size}.db'}" for size in asked.sizes]
        taken = [_sized(address, size, folder, asked.times) for address, size in zip(asked.addresses or files, asked.sizes, strict=True)]
    slow = table(taken, asked.sizes, print)
    print(f"slower than {LIMIT} ms: " + (", ".join(slow) or "nothing"))
    return 1 if slow else 0


def _sized(address: str, size: int, folder: Path, times: int) -> Taken:
    with open_store(address) as store:
        if not store.last_passes(1):
            if not (folder / "sample.db").exists():
                asyncio.run(_live_through(Settings(data_dir=folder)))
            began = time.monotonic()
            with open_store(f"sqlite:///{folder / 'sample.db'}") as seed:
                build(store, seed, size, datetime.now(UTC), print)
            print(f"{size:,} findings after {time.monotonic() - began:.0f} s")
        return measure(store, times)


if __name__ == "__main__":
    sys.exit(main())
