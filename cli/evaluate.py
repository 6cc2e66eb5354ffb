"""``beltwatch evaluate``: extract, and score against an annotated corpus."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from cli.shapes import Format, OutFormat, WatchlistDir, console, grid, notices, print_rows, progress, settings_from, watchlist_of
from connectors.archive import Unreadable
from connectors.gold import read_gold
from difflog.text import inert
from facts.extract import read_article
from facts.scoring import Miss, Score, Share, score
from facts.watch import Watchlist

_ALL = "all"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(epilog="Example: beltwatch evaluate gold.jsonl --errors 20")(evaluate)


def evaluate(
    gold: Annotated[
        list[Path], typer.Argument(help="Annotated articles, JSONL: as `extract` takes them, with what is to be found.", exists=True)
    ],
    errors: Annotated[int, typer.Option("--errors", min=-1, help="Show so many differences before the table; -1 for all.")] = 0,
    watchlist: WatchlistDir = None,
    shape: OutFormat = Format.TABLE,
) -> None:
    """Read annotated articles and say, by language and kind, how much was found and how much of it is right."""
    watched = watchlist_of(settings_from(None, watchlist))
    by_language, unreadable = _scores(gold, watched)
    whole = sum(by_language.values(), Score())
    for miss in whole.misses if errors < 0 else whole.misses[:errors]:
        notices.print(inert(_told(miss)), markup=False)
    rows = list(_rows({**dict(sorted(by_language.items())), **({_ALL: whole} if len(by_language) > 1 else {})}))
    if shape is Format.TABLE:
        console.print(grid(rows, list(rows[0]) if rows else ["lang"]))
    else:
        print_rows(rows, shape)
    for why in unreadable:
        notices.print(f"beltwatch: {inert(why)}", markup=False)
    raise typer.Exit(1 if unreadable else 0)


def _scores(files: list[Path], watched: Watchlist) -> tuple[dict[str, Score], list[str]]:
    scores: dict[str, Score] = {}
    unreadable: list[str] = []
    metrics = frozenset(watched.metrics)
    with progress() as tell:
        for file in files:
            with file.open(encoding="utf-8", errors="replace") as lines:
                for item in read_gold(lines, str(file)):
                    if isinstance(item, Unreadable):
                        unreadable.append(item.why)
                        continue
                    read = read_article(item.article, watched)
                    language = item.article.language or read.language
                    scores[language] = scores.get(language, Score()) + score(item, read, metrics)
                    tell("evaluate", 1)
    return scores, unreadable


def _rows(scores: Mapping[str, Score]) -> Iterator[dict[str, Any]]:
    for language, one in scores.items():
        for name, share in one.shares.items():
            if share.gold or share.read:
                yield _row(language, name, share)
        for name, share in one.fields.items():
            yield _row(language, f"field_{name}", share)


def _row(language: str, name: str, share: Share) -> dict[str, Any]:
    return {
        "lang": language,
        "kind": name,
        "precision": round(share.precision, 3),
        "recall": round(share.recall, 3),
        "f1": round(share.f1, 3),
        "right": share.right,
        "gold": share.gold,
        "read": share.read,
    }


def _told(miss: Miss) -> str:
    sides = [f"annotated {miss.gold}"] if miss.gold else []
    sides += [f"read {miss.read}"] if miss.read else []
    return f"{miss.article}: {miss.what}: {miss.words!r}" + (f" – {', '.join(sides)}" if sides else "")
