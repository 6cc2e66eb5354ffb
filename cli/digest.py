"""``beltwatch digest`` and ``export``: the findings of a while, for a morning or for another program."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated
from urllib.parse import urlencode

import typer

from cli.shapes import DataDir, console, moment_of, settings_from
from connectors.readers import LANGUAGES
from connectors.watchlist import load_mutes
from difflog.atom import atom
from difflog.digest import Digest, lines
from difflog.export import csv_lines, jsonl
from difflog.morning import digest_of, letter
from difflog.reader import Reader
from facts.finding import Level, Verdict
from flows.desk import wall_clock
from flows.scenes import shown_database
from models.errors import StoreError
from models.rows import Filter
from models.store import open_store

Since = Annotated[str, typer.Option(help="24h, 7d, 2w or a day: 2026-01-27.")]


class Shape(StrEnum):
    """What an export is written as."""

    CSV = "csv"
    JSONL = "jsonl"
    ATOM = "atom"


class DigestShape(StrEnum):
    """What a digest is written as; a table is its text."""

    TEXT = "text"
    TABLE = "table"
    HTML = "html"
    CSV = "csv"
    JSONL = "jsonl"


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command(epilog="Example: beltwatch digest --since 24h --format html --output digest.html")(digest)
    app.command(epilog="Example: beltwatch export findings.csv --since 30d")(export)


def digest(
    since: Since = "24h",
    language: Annotated[str, typer.Option("--language", help="What frames it: en, ru, be or zh.")] = "en",
    output: Annotated[Path | None, typer.Option("--output", help="File to write instead of printing.")] = None,
    data_dir: DataDir = None,
    shape: Annotated[
        DigestShape, typer.Option("--format", help="Text, a page, one JSON object, or the findings as CSV.")
    ] = DigestShape.TEXT,
) -> None:
    """What needs you, what is new, how much was confirmed, what is muted, and per camp what could be read at all."""
    if language not in LANGUAGES:
        raise typer.BadParameter(f"there are no words in {language}; choose from {', '.join(LANGUAGES)}", param_hint="--language")
    settings = settings_from(data_dir)
    reader = Reader(language, settings.zone)
    with open_store(shown_database(settings)) as store:
        now = store.reckoned(wall_clock())
        start = moment_of(since, "--since", now)
        made = digest_of(store, start, now, load_mutes(settings.watchlist), reader, bounded=False)
    if output is not None:
        _write(output, _written(made, reader, shape))
        console.print(f"digest written to {output}", markup=False)
    elif shape in (DigestShape.TEXT, DigestShape.TABLE):
        for line in lines(made, reader):
            console.print(line.removeprefix("# "), style="bold" if line.startswith("# ") else None, markup=False)
    else:
        sys.stdout.write(_written(made, reader, shape))


def export(
    file: Annotated[Path, typer.Argument(help="File to write; - for standard output.")] = Path("-"),
    since: Annotated[str | None, typer.Option(help="24h, 7d, 2w or a day. Default: everything.")] = None,
    level: Annotated[list[Level] | None, typer.Option(help="act, note or log; may be given several times.")] = None,
    verdict: Annotated[list[Verdict] | None, typer.Option(help="updates, conflicts …; may be given several times.")] = None,
    metric: Annotated[list[str] | None, typer.Option(help="trade_turnover, exports …; may be given several times.")] = None,
    camp: Annotated[list[str] | None, typer.Option(help='"BY state", "CN state" …; may be given several times.')] = None,
    data_dir: DataDir = None,
    shape: Annotated[Shape | None, typer.Option("--format", help="Default: what the file's name ends in, else jsonl.")] = None,
) -> None:
    """The findings as CSV for a spreadsheet, JSONL for a program, or Atom for a feed reader."""
    settings = settings_from(data_dir)
    wanted = Filter(
        since=moment_of(since, "--since") if since else None,
        levels=tuple(level or ()),
        verdicts=tuple(verdict or ()),
        metrics=tuple(metric or ()),
        camps=tuple(camp or ()),
    )
    with open_store(shown_database(settings)) as store:
        rows = store.findings(wanted)
    match shape or _by_name(file):
        case Shape.ATOM:
            base = f"http://{settings.web_host}:{settings.web_port}"
            written = atom(rows, base=base, address=_address(wanted), now=wall_clock()).decode()
        case Shape.CSV:
            written = "".join(f"{line}\n" for line in csv_lines(row.as_json() for row in rows))
        case Shape.JSONL:
            written = "".join(f"{jsonl(row.as_json())}\n" for row in rows)
    _write(file, written)
    if str(file) != "-":
        console.print(f"{len(rows)} findings written to {file}", markup=False)


def _address(wanted: Filter) -> str:
    """Where the log page serves the same feed."""
    named = (("level", wanted.levels), ("verdict", wanted.verdicts), ("metric", wanted.metrics), ("camp", wanted.camps))
    query = urlencode([(name, value) for name, values in named for value in values])
    return f"/log.atom?{query}" if query else "/log.atom"


def _written(made: Digest, reader: Reader, shape: DigestShape) -> str:
    match shape:
        case DigestShape.JSONL:
            return jsonl(made.as_json()) + "\n"
        case DigestShape.CSV:
            return "".join(f"{line}\n" for line in csv_lines(row.as_json() for row in (*made.act, *made.note)))
        case DigestShape.HTML:
            return letter(made, reader).html + "\n"
    return letter(made, reader).text + "\n"


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
