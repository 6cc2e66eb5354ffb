"""What an article of an unfiltered stream costs: a raw page looked at, and, where it could be about the topic, read to its facts.

Prints milliseconds of CPU per page, for pages of 140 KB of which one in a hundred is relevant,
beside taking the text out of every page first.

    uv run python -m benchmarks.stream [--pages 400]
"""

import argparse
import json
import random
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from connectors.errors import ConnectorError
from connectors.pages import read_page
from connectors.scan import Scan
from connectors.settings import Settings
from connectors.watchlist import load_watchlist
from facts.article import Article
from facts.extract import read_article
from facts.language import tell
from facts.topic import judge_relevance
from facts.watch import Watchlist

_SIZE = 140_000
_CORPORA = Path(__file__).resolve().parents[1] / "tests" / "corpus"
_NOW = datetime(2026, 1, 27, 9, tzinfo=UTC)


def main() -> None:
    """Make the pages, read them both ways, print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=400)
    watched = load_watchlist(Settings.model_fields["watchlist"].default)
    scan = Scan(watched.topic)
    rows = corpus()
    pages = made(parser.parse_args().pages, scan, rows)
    once = warmed([row for row in rows if row["relevant"]][1::2], watched)
    relevant = {number for number, (_, about) in enumerate(pages) if about}
    ours, kept = timed(pages, lambda body: not scan.lacks(body) and facts(body, watched))
    each, all_read = timed(pages, lambda body: facts(body, watched))
    look, _ = timed(pages, lambda body: not scan.lacks(body))
    size = sum(len(body) for body, _ in pages) / len(pages)
    print(f"{len(pages)} pages of {size / 1000:.0f} KB, {len(relevant)} about the topic, CPU per page")
    print(f"  the look alone            {look:7.2f} ms")
    print(f"  look, then read           {ours:7.2f} ms   {len(kept & relevant)} of {len(relevant)} found")
    print(f"  text first, then judge    {each:7.2f} ms   {len(all_read & relevant)} of {len(relevant)} found")
    print(f"  the second costs {each / ours:.1f} times the first; before, the tables of four languages were loaded and tried: {once:.1f} s")


def corpus() -> list[dict[str, Any]]:
    """The articles, in four languages."""
    return [json.loads(line) for file in sorted(_CORPORA.glob("dev-*.jsonl")) for line in file.read_text(encoding="utf-8").splitlines()]


def warmed(rows: list[dict[str, Any]], watched: Watchlist) -> float:
    """Read other articles than those in the pages, so that every table is there; the seconds it took."""
    began = time.process_time()
    for row in rows:
        read_article(Article(id=row["id"], text=row["text"], title=row["title"]), watched)
    return time.process_time() - began


def made(count: int, scan: Scan, rows: list[dict[str, Any]]) -> list[tuple[bytes, bool]]:
    """Pages with menus and scripts around an article of ``rows``; one in a hundred holds a relevant one."""
    about = [row for row in rows if row["relevant"]][::2]
    # The corpora's irrelevant articles are near misses; most of a stream tells of neither side.
    spoken = {word for row in rows if not row["relevant"] for word in row["text"].split() if word.isalpha()}
    words = sorted(word for word in spoken if not scan.sides(word.encode()))
    chance = random.Random(1)
    return [
        (_page(about[number % len(about)], words, chance), True)
        if number % 100 == 0
        else (_page(_stranger(words, chance), words, chance), False)
        for number in range(count)
    ]


def _stranger(words: list[str], chance: random.Random) -> dict[str, Any]:
    lines = [" ".join(chance.choices(words, k=18)).capitalize() + f" {chance.randint(2, 90)}." for _ in range(30)]
    return {"title": lines[0], "text": "\n".join(lines)}


def _page(row: dict[str, Any], words: list[str], chance: random.Random) -> bytes:
    body = "".join(f"<p>{line}</p>" for line in row["text"].splitlines())
    menu = "".join(f'<li class="item"><a href="/s/{n}">{chance.choice(words)}</a></li>' for n in range(400))
    head = f"<html><head><meta charset=utf-8><title>{row['title']}</title></head><body><nav><ul>{menu}</ul></nav>"
    head += f"<article><h1>{row['title']}</h1>{body}</article>"
    rest = _SIZE - len(head.encode())
    script = "".join(f"window.q.push({{id:{n},k:'{chance.random():.9f}',c:[{n},{n + 1}]}});" for n in range(max(0, rest) // 55))
    return f"{head}<script>{script}</script></body></html>".encode()


def facts(body: bytes, watched: Watchlist) -> bool:
    """Take the text out of a page and, where it is relevant, the facts; whether it was."""
    try:
        page = read_page(body, "text/html", "https://stream.example/1", _NOW)
    except ConnectorError:
        return False
    article = Article(id="1", text=page.text, title=page.title, published=_NOW.date())
    if not judge_relevance(article, tell(page.text), watched.topic).relevant:
        return False
    return read_article(article, watched).relevance.relevant


def timed(pages: list[tuple[bytes, bool]], read: Callable[[bytes], bool]) -> tuple[float, set[int]]:
    """Milliseconds of CPU per page, and which pages were kept."""
    began = time.process_time()
    kept = {number for number, (body, _) in enumerate(pages) if read(body)}
    return (time.process_time() - began) / len(pages) * 1000, kept


if __name__ == "__main__":
    main()
