"""``beltwatch baseline``: what is known from the start."""

import asyncio
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from cli.shapes import DataDir, Format, OutFormat, WatchlistDir, console, print_rows, settings_from, watchlist_of
from connectors.archive import Unreadable, read_articles
from connectors.watchlist import load_baseline
from difflog.draft import draft as draft_baseline
from difflog.text import inert
from facts import plain
from facts.article import Article
from facts.extract import read_article
from facts.watch import Baseline
from flows.desk import wall_clock
from flows.drafting import fetch_article
from flows.scenes import shown_database
from models.store import open_store

_ADDRESS = re.compile(r"https?://", re.IGNORECASE)


def register(app: typer.Typer) -> None:
    """Add the commands."""
    family = typer.Typer(help="What is known from the start: the facts of December 2023, or others beside them.", no_args_is_help=True)
    family.command("show", epilog="Example: beltwatch baseline show --format jsonl")(show)
    family.command("load", epilog="Example: beltwatch baseline load my-baseline.yaml")(load)
    family.command("draft", epilog="Example: beltwatch baseline draft https://eng.belta.by/… > watchlist/baseline-2026.yaml")(draft)
    app.add_typer(family, name="baseline")


def show(watchlist: WatchlistDir = None, shape: OutFormat = Format.TABLE) -> None:
    """Every figure and statement of the watchlist's baselines."""
    for baseline in watchlist_of(settings_from(None, watchlist)).baselines:
        if shape is Format.TABLE:
            _show(baseline)
        else:
            print_rows(_rows(baseline), shape)


def load(
    file: Annotated[Path, typer.Argument(help="YAML in the shape of watchlist/baseline.yaml.", exists=True, dir_okay=False)],
    data_dir: DataDir = None,
    watchlist: WatchlistDir = None,
) -> None:
    """Check a baseline and put its facts into the ledger. Loading the same one again changes nothing."""
    settings = settings_from(data_dir, watchlist)
    watched = watchlist_of(settings)
    baseline = load_baseline(file, watched.metrics, watched.topic)
    with open_store(shown_database(settings)) as store:
        added = store.load_baseline(baseline, wall_clock())
    facts = len(baseline.figures) + len(baseline.statements)
    console.print(f"{baseline.name}: {facts} facts, {added} of them new to the ledger", markup=False)


def draft(
    article: Annotated[
        str, typer.Argument(help="An address (https://…), a text file, or JSONL as `extract` takes it (its first article).")
    ],
    name: Annotated[str, typer.Option(help="The baseline's name; its ids begin with it.")] = "draft",
    watchlist: WatchlistDir = None,
) -> None:
    """Read an article and write the YAML of a baseline to be edited."""
    settings = settings_from(None, watchlist)
    watched = watchlist_of(settings)
    text = asyncio.run(fetch_article(article, settings)) if _ADDRESS.match(article) else _article(Path(article))
    reading = read_article(text, watched)
    written = draft_baseline(text, reading.facts, name=name, language=reading.language, today=wall_clock().date())
    typer.echo(written, nl=False)


def _article(file: Path) -> Article:
    if not file.is_file():
        raise typer.BadParameter(f"there is no file {file}; give a file, or an address that begins with https://", param_hint="ARTICLE")
    content = file.read_text(encoding="utf-8", errors="replace")
    if file.suffix != ".jsonl":
        return Article(id=file.name, text=content)
    first = next(read_articles(content.splitlines(), str(file)), None)
    if first is None or isinstance(first, Unreadable):
        raise typer.BadParameter(first.why if first else f"{file} is empty", param_hint="ARTICLE")
    return replace(first, id=file.name)


def _rows(baseline: Baseline) -> Iterator[dict[str, object]]:
    for row in baseline.figures:
        yield {"id": row.id, "baseline": baseline.name, "fact": "figure", **plain.figure(row.figure), "note": row.note}
    for said in baseline.statements:
        day = said.said_on.isoformat() if said.said_on else None
        yield {
            "id": said.id,
            "baseline": baseline.name,
            "fact": "statement",
            "said_on": day,
            **plain.statement(said.statement),
            "note": said.note,
        }


def _show(baseline: Baseline) -> None:
    console.print(Text(f"{baseline.name}: {baseline.title} – {baseline.outlet}, {baseline.published}", style="bold"))
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    for row in baseline.figures:
        figure = row.figure
        about = " · ".join(str(part) for part in (figure.metric, figure.flow, figure.kind, figure.period, figure.attributed_to) if part)
        table.add_row(Text(row.id, style="bold"), Text(inert(figure.text)), Text(about))
    for said in baseline.statements:
        who = f"{said.statement.speaker}, {said.said_on or ''}".rstrip(", ")
        table.add_row(Text(said.id, style="bold"), Text(who), Text(inert(said.statement.text)))
    console.print(table, soft_wrap=False)
