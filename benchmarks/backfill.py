"""What a backfill costs: an archive generated from the corpora, taken through judge, and what came of it.

Run it from the project's folder::

    uv run python benchmarks/backfill.py --articles 200000

The archive is made of the annotated articles in ``tests/corpus``: of every ten articles one is coverage, with its amounts, days
and paragraph order varied so that no two are copies; the other nine are of other countries, as in the archive of a news agency.
The backfill is then asked for a second time, which must find nothing. Prints one JSON line a run.
"""

import argparse
import asyncio
import json
import os
import random
import re
import resource
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any, Literal

from sqlalchemy import text

from connectors.settings import load_settings
from connectors.watchlist import load_watchlist
from facts.article import Article
from facts.topic import judge_relevance
from facts.watch import Topic
from flows.engines import prepare_prefect
from flows.replay import replayed
from flows.scenes import given_scene, live_scene
from models.store import open_store

if TYPE_CHECKING:
    from flows.runners import Runner

HERE = Path(__file__).parent
CORPUS = HERE.parent / "tests" / "corpus"
SHARE = 10  # one article of so many is coverage
_DIGITS = re.compile(r"\d+")
_SIDES = {
    "en": (
        ("Belarus", "Chile"),
        ("Minsk", "Santiago"),
        ("Chin", "Norweg"),
        ("Beijing", "Oslo"),
        ("Lukashenko", "Boric"),
        ("Belt and", "Sea and"),
    ),
    "ru": (("белару", "чилий"), ("белорус", "чилий"), ("минск", "сантьяг"), ("кита", "норвег"), ("пекин", "осло"), ("лукашенко", "борич")),
    "be": (("белару", "чылій"), ("мінск", "сант’яг"), ("кіта", "нарвег"), ("пекін", "осла"), ("лукашэнк", "борыч")),
    "zh": (("白俄罗斯", "智利"), ("明斯克", "圣地亚哥"), ("中国", "挪威"), ("北京", "奥斯陆"), ("中白", "智挪")),
}


def corpus() -> list[dict[str, Any]]:
    """Every annotated article, as ``beltwatch extract`` takes it."""
    rows = [json.loads(line) for file in sorted(CORPUS.glob("*.jsonl")) for line in file.read_text(encoding="utf-8").splitlines()]
    return [row.get("article", row) for row in rows]


def generated(count: int, seed: int = 7) -> Iterator[dict[str, Any]]:
    """That many articles, in no order of days; the same for the same seed."""
    chance = random.Random(seed)
    models = [row for row in corpus() if row.get("lang") in _SIDES and row.get("text")]
    elsewhere = [moved for moved in map(_moved, models) if not _is_coverage(moved)]
    begin = date(2016, 1, 1)
    for number in range(count):
        model = chance.choice(elsewhere if number % SHARE else models)
        words = _varied(model["text"], chance)
        day = begin + timedelta(days=chance.randrange(3_650))
        yield {
            "id": f"made-{number}",
            "text": f"{words}\n{_serial(number, chance)}",
            "title": model.get("title", ""),
            "published": day.isoformat(),
            "url": f"https://outlet{number % 50}.example/{day:%Y/%m}/{number}",
            "outlet": f"Outlet {number % 50}",
            "lang": model["lang"],
        }


def _moved(row: dict[str, Any]) -> dict[str, Any]:
    """The same article of two other countries."""
    words = row["text"]
    for ours, others in _SIDES[row["lang"]]:
        words = re.sub(ours, others, words, flags=re.IGNORECASE)
    return row | {"text": words, "title": ""}


@cache
def _topic() -> Topic:
    return load_watchlist(HERE.parent / "watchlist", frozenset()).topic


def _is_coverage(row: dict[str, Any]) -> bool:
    article = Article(id="", text=row["text"], title=row["title"], language=row["lang"])
    return judge_relevance(article, row["lang"], _topic()).relevant


def _varied(text: str, chance: random.Random) -> str:
    """Other figures of as many digits, and the paragraphs after the first in another order."""
    first, *rest = text.split("\n")
    chance.shuffle(rest)
    return (
        "\n".join([first, *rest])
        if chance.random() < 0.2
        else _DIGITS.sub(lambda found: _digits(found[0], chance), "\n".join([first, *rest]))
    )


def _digits(printed: str, chance: random.Random) -> str:
    """A year stays a year."""
    if len(printed) == 4 and printed.startswith("20"):
        return printed
    return "".join(chance.choice("123456789") for _ in printed)


def _serial(number: int, chance: random.Random) -> str:
    """A tail that no other article has, so that few are copies of one another."""
    words = ("rail", "port", "dairy", "timber", "school", "museum", "choir", "bridge", "river", "market", "bakery", "tram")
    return " ".join(f"{chance.choice(words)} {number}-{part}" for part in range(chance.randrange(4, 40)))


def write(file: Path, count: int) -> None:
    """Write the archive."""
    with file.open("w", encoding="utf-8") as out:
        for row in generated(count):
            out.write(json.dumps(row, ensure_ascii=False) + "\n")


async def run(file: Path, folder: Path, runner: "Runner | Literal['plain']", workers: int) -> dict[str, Any]:
    """One backfill; ``plain`` is without Prefect."""
    settings = load_settings(data_dir=folder)
    done = {"known": 0, "archive": 0}
    began, used = perf_counter(), cpu()

    def tell(step: str, count: int) -> None:
        if step in done:
            done[step] += count
            if done["archive"] // 10_000 != (done["archive"] - count) // 10_000:
                print(f"{done['archive']} in {perf_counter() - began:.0f} s", file=sys.stderr, flush=True)

    scene = replace(live_scene(settings), tell=tell)
    if runner == "plain":
        findings = judged = 0
        async for report in replayed(scene, [file]):
            findings, judged = findings + len(report.findings), judged + report.judged
    else:
        prepare_prefect(folder)
        from flows.backfill import backfill  # noqa: PLC0415 - Prefect reads its environment when it is imported

        given_scene.set(scene)
        report = await backfill([str(file)], runner=runner, workers=workers)
        findings, judged = len(report.findings), report.judged
    seconds = perf_counter() - began
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / 1_000
    return {
        "cpu_seconds": round(cpu() - used, 1),
        "coverage": coverage(live_scene(settings).database),
        "runner": runner,
        "seconds": round(seconds, 1),
        "judged": judged,
        "findings": findings,
        "known": done["known"],
        "peak_mb": round(peak),
    }


def cpu() -> float:
    """Processor seconds of this process and of the children it ended: the same however busy the machine is."""
    return sum(one.ru_utime + one.ru_stime for one in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)))


def coverage(database: str) -> int:
    """How many of the articles were coverage."""
    with open_store(database) as store, store.reading() as connection:
        return int(connection.execute(text("SELECT count(*) FROM versions WHERE relevant")).scalar_one())


def main() -> None:
    """Make the archive and take it through, twice."""
    arguments = argparse.ArgumentParser(description="A backfill of a generated archive.")
    arguments.add_argument("--articles", type=int, default=2_000)
    arguments.add_argument("--runner", choices=("plain", "threads", "dask", "ray"), default="threads")
    arguments.add_argument("--workers", type=int, default=0)
    arguments.add_argument("--database", help="PostgreSQL address; SQLite when not given")
    given = arguments.parse_args()
    if given.database:
        os.environ["BELTWATCH_DATABASE_URL"] = given.database
    with tempfile.TemporaryDirectory() as name:
        file, folder = Path(name) / "archive.jsonl", Path(name) / "data"
        write(file, given.articles)
        print(json.dumps({"articles": given.articles, "megabytes": round(file.stat().st_size / 1e6)}), flush=True)
        for _ in range(2):
            print(json.dumps(asyncio.run(run(file, folder, given.runner, given.workers))), flush=True)


if __name__ == "__main__":
    main()
