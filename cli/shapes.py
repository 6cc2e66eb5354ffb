"""What the commands share: consoles, output formats, settings from options, progress."""

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from connectors.settings import Settings, load_settings
from connectors.watchlist import load_watchlist
from difflog.export import csv_lines, jsonl
from difflog.spans import moment
from difflog.text import inert
from facts.watch import Watchlist
from flows.desk import wall_clock


class Format(StrEnum):
    """How rows are printed."""

    TABLE = "table"
    JSONL = "jsonl"
    CSV = "csv"


DataDir = Annotated[
    Path | None, typer.Option("--data-dir", help="Folder for the database and Prefect's home. Default: BELTWATCH_DATA_DIR or ./data.")
]
WatchlistDir = Annotated[
    Path | None, typer.Option("--watchlist", help="Folder with feeds.yaml, topic.yaml, metrics.yaml and baseline.yaml.")
]
OutFormat = Annotated[Format, typer.Option("--format", help="Rows as a table, one JSON object a line, or CSV.")]

_UNBOUND = 220  # columns, where nobody looks at them through a terminal of a certain width

console = Console(highlight=False, soft_wrap=True, width=None if sys.stdout.isatty() else _UNBOUND)
notices = Console(stderr=True, highlight=False, soft_wrap=True)


def settings_from(data_dir: Path | None = None, watchlist: Path | None = None, **own: Any) -> Settings:
    """The environment's settings with the options of this call on top."""
    given = {"data_dir": data_dir, "watchlist": watchlist} | own
    return load_settings(**{name: value for name, value in given.items() if value is not None})


def watchlist_of(settings: Settings) -> Watchlist:
    """The watchlist the settings name."""
    return load_watchlist(settings.watchlist, settings.allow_addresses)


def print_rows(rows: Iterable[Mapping[str, Any]], shape: Format) -> None:
    """Rows for another program, as they come: a JSON object or a CSV record a line."""
    lines = csv_lines(rows) if shape is Format.CSV else map(jsonl, rows)
    for line in lines:
        sys.stdout.write(line + "\n")


@contextmanager
def progress(*, shown: bool = True) -> Iterator[Callable[[str, int], None]]:
    """A line per step that counts up while the work goes on; nothing where there is no terminal."""
    columns = (SpinnerColumn(), TextColumn("{task.description:9}"), TextColumn("{task.completed:.0f}"), TimeElapsedColumn())
    with Progress(*columns, console=notices, transient=True, disable=not (shown and notices.is_terminal)) as bar:
        lines: dict[str, Any] = {}

        def tell(step: str, done: int) -> None:
            if step not in lines:
                lines[step] = bar.add_task(step, total=None)
            bar.advance(lines[step], done)

        yield tell


def moment_of(text: str, option: str, now: datetime | None = None) -> datetime:
    """What was typed for a time, counted back from ``now``; what is none is wrong use of ``option``."""
    try:
        return moment(text, now or wall_clock())
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint=option) from None


def grid(rows: Iterable[Mapping[str, Any]], names: Sequence[str], style: Callable[[Mapping[str, Any]], str] = lambda _: "") -> Table:
    """Rows as a table of these columns; the first one, by which a row is named, is never cut."""
    table = Table(box=None, header_style="dim", padding=(0, 2, 0, 0))
    for number, name in enumerate(names):
        table.add_column(name.replace("_", " "), no_wrap=number == 0, overflow="fold")
    for row in rows:
        table.add_row(*(Text(inert("" if row[name] is None else str(row[name])), style=style(row)) for name in names))
    return table
