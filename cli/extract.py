"""``beltwatch extract``: articles in as JSONL, facts out as JSONL. No database, no network."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated, TextIO

import typer

from cli.shapes import WatchlistDir, progress, settings_from, watchlist_of
from connectors.archive import Unreadable, read_articles
from difflog.export import jsonl
from facts import plain
from facts.extract import read_article


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(epilog='Example: echo \'{"id":"1","text":"Trade reached $8.9 billion."}\' | beltwatch extract -')(extract)


def extract(
    file: Annotated[
        Path, typer.Argument(help="JSONL with id, title, text, published, url, outlet and, if known, lang; - for stdin.")
    ] = Path("-"),
    watchlist: WatchlistDir = None,
) -> None:
    """Take the figures and statements out of articles: one JSON object a line, in the order read."""
    watched = watchlist_of(settings_from(None, watchlist))
    failed = 0
    with _opened(file) as lines, progress() as tell:
        for item in read_articles(lines, str(file)):
            if isinstance(item, Unreadable):
                failed += 1
                sys.stdout.write(jsonl({"id": item.id, "error": item.why}) + "\n")
            else:
                sys.stdout.write(jsonl(plain.reading(item.id, read_article(item, watched))) + "\n")
            tell("extract", 1)
    if failed:
        sys.stderr.write(f"beltwatch: {failed} lines of {file} could not be read; each has its error in the output\n")
        raise typer.Exit(1)


@contextmanager
def _opened(file: Path) -> Iterator[TextIO]:
    """Standard input for ``-``, else the file; bytes that are no UTF-8 are shown as such, they stop nothing."""
    if str(file) == "-":
        # The runner of tests gives a stream that is no file.
        if isinstance(sys.stdin, TextIOWrapper):
            sys.stdin.reconfigure(encoding="utf-8", errors="replace")
        yield sys.stdin
        return
    if not file.is_file():
        raise typer.BadParameter(f"there is no file {file}", param_hint="FILE")
    with file.open(encoding="utf-8", errors="replace") as lines:
        yield lines
