"""What reading figures costs and finds, beside quantulum3 and Recognizers-Text: the same texts, in one run.

Run it from the project's folder, with a Python that has the others installed (in an environment of its own, so that they do
not become some of ours)::

    python -m venv /somewhere/else && /somewhere/else/bin/pip install quantulum3 recognizers-text-suite "emoji<2"
    uv run python benchmarks/figures.py --peers /somewhere/else/bin/python

The texts are the relevant articles of the development corpora. Two of our readers are measured: "amounts" does what the others
do (number and unit), "whole" reads all of an article: relevance, figures with metric and period, statements, who says what.
Two more lines tell what a stream pays, which leaves the facts of irrelevant articles unread: "stream" for all texts of all
corpora, most of them relevant, and "set aside" for the irrelevant ones among them, which are most of a real stream.
Recall counts the annotated figures whose place, value and unit are found; a counted noun counts whatever the other calls it.
Speed is processor time of the quickest round. A peer that is not there or lacks a language is said so, and left out.
"""

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from connectors.watchlist import load_watchlist  # noqa: E402 - the project's folder must be on the path first
from facts.article import Article  # noqa: E402
from facts.extract import read_article  # noqa: E402
from facts.extract.numbers import read_amounts  # noqa: E402

Found = Sequence[Any]
NAMES = {
    **dict.fromkeys(("dollar", "united states dollar", "us dollar"), "USD"),
    **dict.fromkeys(("euro",), "EUR"),
    **dict.fromkeys(("pound", "british pound", "pound sterling", "pound-mass"), "GBP"),
    **dict.fromkeys(("chinese yuan", "renminbi", "yuan", "chinese renminbi"), "CNY"),
    **dict.fromkeys(("percentage", "percent"), "percent"),
    **dict.fromkeys(("tonne", "ton", "metric ton", "metric tons"), "tonnes"),
    **dict.fromkeys(("kilometre", "kilometer"), "km"),
    **dict.fromkeys(("hectare",), "hectares"),
}
CLOSED = frozenset({"percent", "percentage_points", "times", "rank", "tonnes", "hectares", "km", "km2"})


@dataclass(frozen=True, slots=True)
class Side:
    """What one reader did: seconds of its quickest round, and what it found in each text."""

    seconds: float
    found: Sequence[Sequence[Found]]


def gold(language: str) -> list[dict[str, Any]]:
    """The relevant articles of a development corpus."""
    lines = (HERE.parent / "tests" / "corpus" / f"dev-{language}.jsonl").read_text(encoding="utf-8").splitlines()
    return [article for article in map(json.loads, lines) if article["relevant"]]


def ours(texts: Sequence[str], read: Callable[[str], list[Found]], rounds: int) -> Side:
    """Measure one of our readers, warm."""
    found = [read(text) for text in texts]
    best = float("inf")
    for _ in range(rounds):
        began = time.process_time()
        for text in texts:
            read(text)
        best = min(best, time.process_time() - began)
    return Side(best, found)


def peer(python: str, name: str, language: str, texts: Sequence[str], rounds: int) -> Side | str:
    """Measure another reader, or say why that cannot be."""
    command = [python, str(HERE / "figures_peers.py"), name, language, str(rounds)]
    done = subprocess.run(command, input=json.dumps(list(texts)), capture_output=True, text=True, check=False)
    if done.returncode:
        return done.stderr.strip().splitlines()[-1]
    told = json.loads(done.stdout.splitlines()[-1])
    return told["error"] if "error" in told else Side(told["seconds"], told["found"])


def recall(articles: Sequence[dict[str, Any]], side: Side) -> float:
    """The share of annotated figures that a side has found, place, value and unit."""
    wanted = [(figure, found, at) for article, found in zip(articles, side.found, strict=True) for figure, at in placed(article)]
    return sum(any(same(figure, at, one) for one in found) for figure, found, at in wanted) / max(1, len(wanted))


def placed(article: dict[str, Any]) -> list[tuple[dict[str, Any], int]]:
    """The annotated figures that are one value, with their places."""
    return [(each, each.get("start", article["text"].find(each["span"]))) for each in article["figures"] if each.get("value") is not None]


def same(figure: dict[str, Any], at: int, found: Found) -> bool:
    """Whether what was found is an annotated figure."""
    start, end, value, unit = found
    if not (start < at + len(figure["span"]) and at < end):
        return False
    try:
        agree = abs(float(value) - float(figure["value"])) <= 1e-6 * max(1.0, abs(float(figure["value"])))
    except ValueError:
        return False
    closed = figure["unit"] in CLOSED or (len(figure["unit"]) == 3 and figure["unit"].isupper())
    return agree and (not closed or NAMES.get(str(unit).lower(), unit) == figure["unit"])


def amounts(language: str) -> Callable[[str], list[Found]]:
    """Our reader of numbers and units."""
    return lambda text: [(one.start, one.end, str(one.value), one.unit) for one in read_amounts(text, language)]


def whole(language: str) -> Callable[[str], list[Found]]:
    """Our reader of everything an article says."""
    watchlist = load_watchlist(HERE.parent / "watchlist")

    def read(text: str) -> list[Found]:
        figures = read_article(Article(id="", text=text, language=language), watchlist).facts.figures
        return [(one.start, one.end, str(one.value), one.unit) for one in figures]

    return read


def every(language: str) -> list[dict[str, Any]]:
    """The articles of all corpora, relevant or not."""
    files = sorted((HERE.parent / "tests" / "corpus").glob(f"*-{language}.jsonl"))
    return [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines()]


def stream(language: str, rounds: int) -> None:
    """Print what a stream pays for a text."""
    watchlist = load_watchlist(HERE.parent / "watchlist")

    def read(text: str) -> list[Found]:
        figures = read_article(Article(id="", text=text, language=language), watchlist, whole=False).facts.figures
        return [(one.start, one.end, str(one.value), one.unit) for one in figures]

    articles = every(language)
    aside = [article["text"] for article in articles if not article["relevant"]]
    for name, texts in (("stream", [article["text"] for article in articles]), ("set aside", aside)):
        megabytes = sum(len(text.encode()) for text in texts) / 1e6
        print(f"{language}  {name:12} {megabytes / ours(texts, read, rounds).seconds:8.3f} MB/s   {len(texts)} texts")


def compare(language: str, python: str | None, rounds: int) -> None:
    """Print the table of one language."""
    articles = gold(language)
    texts = [article["text"] for article in articles]
    megabytes = sum(len(text.encode()) for text in texts) / 1e6
    mine = ours(texts, amounts(language), rounds)
    sides: list[tuple[str, Side | str]] = [("amounts", mine), ("whole", ours(texts, whole(language), rounds))]
    if python:
        sides += [(name, peer(python, name, language, texts, rounds)) for name in ("quantulum3", "recognizers")]
    for name, side in sides:
        if isinstance(side, str):
            print(f"{language}  {name:12} left out: {side}")
            continue
        speed, ratio = megabytes / side.seconds, side.seconds / mine.seconds
        print(f"{language}  {name:12} {speed:8.3f} MB/s   our amounts are {ratio:7.1f} x as quick   recall {recall(articles, side):.3f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--peers", help="a Python that has quantulum3 and recognizers-text-suite installed")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("languages", nargs="*", default=["en", "ru", "be", "zh"])
    asked = parser.parse_args()
    for language in asked.languages:
        compare(language, asked.peers, asked.rounds)
        stream(language, asked.rounds)


if __name__ == "__main__":
    main()
