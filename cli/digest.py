"""``beltwatch digest`` and ``export``: the findings of a while, for a morning or for another program."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from cli.shapes import DataDir, Format, OutFormat, console, moment_of, print_rows, settings_from
from difflog.atom import atom
from difflog.digest import lines, put_together
from difflog.export import csv_lines, jsonl
from flows.desk import wall_clock
from flows.scenes import shown_database
from models.chain import head
from models.errors import StoreError
from models.rows import Filter
from models.store import open_store

Since = Annotated[str, typer.Option(help="24h, 7d, 2w or a day: 2026-01-27.")]


class Shape(StrEnum):
    """What an export is written as."""

    CSV = "csv"
    JSONL = "jsonl"
    ATOM = "atom"


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command(epilog="Example: beltwatch digest --since 24h")(digest)
    app.command(epilog="Example: beltwatch export findings.csv --since 30d")(export)


def digest(since: Since = "24h", data_dir: DataDir = None, shape: OutFormat = Format.TABLE) -> None:
    """What needs you, what is new, how much was confirmed, and per camp what could be read at all."""
    with open_store(shown_database(settings_from(data_dir))) as store:
        start = moment_of(since, "--since", store.reckoned(wall_clock()))
        made = put_together(store.findings(Filter(since=start)), store.sources(), start, head(store))
    if shape is not Format.TABLE:
        print_rows([made.as_json()], shape)
        return
    for line in lines(made):
        console.print(line.removeprefix("# "), style="bold" if line.startswith("# ") else None, markup=False)


def export(
    file: Annotated[Path, typer.Argument(help="File to write; - for standard output.")] = Path("-"),
    since: Annotated[str | None, typer.Option(help="24h, 7d, 2w or a day. Default: everything.")] = None,
    level: Annotated[list[str] | None, typer.Option(help="act, note or log; may be given several times.")] = None,
    data_dir: DataDir = None,
    shape: Annotated[Shape | None, typer.Option("--format", help="Default: what the file's name ends in, else jsonl.")] = None,
) -> None:
    """The findings as CSV for a spreadsheet, JSONL for a program, or Atom for a feed reader."""
    settings = settings_from(data_dir)
    wanted = Filter(since=moment_of(since, "--since") if since else None, levels=tuple(level or ()))
    with open_store(shown_database(settings)) as store:
        rows = store.findings(wanted)
    match shape or _by_name(file):
        case Shape.ATOM:
            written = atom(rows, base=f"http://{settings.web_host}:{settings.web_port}", address="/feed.atom", now=wall_clock()).decode()
        case Shape.CSV:
            written = "".join(f"{line}\n" for line in csv_lines(row.as_json() for row in rows))
        case Shape.JSONL:
            written = "".join(f"{jsonl(row.as_json())}\n" for row in rows)
    _write(file, written)
    if str(file) != "-":
        console.print(f"{len(rows)} findings written to {file}", markup=False)


def _by_name(file: Path) -> Shape:
    endings = {".csv": Shape.CSV, ".atom": Shape.ATOM, ".xml": Shape.ATOM}
    return endings.get(file.suffix.lower(), Shape.JSONL)


def _write(file: Path, text: str) -> None:
    if str(file) == "-":
        sys.stdout.write(text)
        return
    try:
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        raise StoreError(f"{file} cannot be written: {error.strerror}.", "Name a file in a folder you may write to.") from error
