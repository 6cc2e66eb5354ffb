"""``beltwatch replay``: an archive taken through judge and announce, in date order, as though it had been polled."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from cli.shapes import DataDir, Format, OutFormat, WatchlistDir, console, notices, print_rows, progress, settings_from
from difflog.text import inert, line
from flows.replay import replay as replay_archive
from flows.scenes import replay_scene


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(epilog="Example: beltwatch replay archive-2025.jsonl --fresh --format jsonl")(replay)


def replay(
    files: Annotated[list[Path], typer.Argument(help="JSONL files as `extract` takes them.", exists=True, dir_okay=False)],
    fresh: Annotated[bool, typer.Option("--fresh", help="In a new database that knows the baseline alone; yours is not touched.")] = False,
    data_dir: DataDir = None,
    watchlist: WatchlistDir = None,
    shape: OutFormat = Format.TABLE,
) -> None:
    """Take articles through judge in date order, alerting nobody, and print the findings as they come."""
    settings = settings_from(data_dir, watchlist)
    with progress() as tell, replay_scene(settings, tell, fresh=fresh) as scene:
        report = asyncio.run(replay_archive(scene, files))
    if shape is not Format.TABLE:
        print_rows((row.as_json() for row in report.findings), shape)
    else:
        for row in report.findings:
            console.print(line(row))
        console.print(f"{report.judged} articles judged, {len(report.findings)} findings", style="dim")
    for missed in report.missed:
        notices.print(f"beltwatch: {inert(missed.what)}: {inert(missed.why)}", markup=False)
    raise typer.Exit(1 if report.missed else 0)
