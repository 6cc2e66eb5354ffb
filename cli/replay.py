"""``beltwatch replay``: an archive taken through judge and announce, in date order, as though it had been polled."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from cli.shapes import DataDir, Format, OutFormat, WatchlistDir, console, notices, print_rows, progress, settings_from
from difflog.text import inert, line
from flows.desk import Scene
from flows.replay import replayed
from flows.report import Report
from flows.scenes import replay_scene
from models.rows import Row


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(epilog="Example: beltwatch replay archive-2025.jsonl --fresh --format jsonl")(replay)


def replay(
    files: Annotated[
        list[Path], typer.Argument(help="JSONL as `extract` takes it, plain or .gz, or .parquet; of any size.", exists=True, dir_okay=False)
    ],
    fresh: Annotated[bool, typer.Option("--fresh", help="In a new database that knows the baseline alone; yours is not touched.")] = False,
    data_dir: DataDir = None,
    watchlist: WatchlistDir = None,
    shape: OutFormat = Format.TABLE,
) -> None:
    """Take articles through judge in date order, alerting nobody, and print the findings as they come.

    May be stopped anywhere: asked again, it goes on where it ended.
    """
    settings = settings_from(data_dir, watchlist)
    with progress() as tell, replay_scene(settings, tell, fresh=fresh) as scene:
        judged, findings, missed = asyncio.run(_replay(scene, files, shape))
    if shape is Format.TABLE:
        console.print(f"{judged} articles judged, {findings} findings", style="dim")
    raise typer.Exit(1 if missed else 0)


async def _replay(scene: Scene, files: list[Path], shape: Format) -> tuple[int, int, int]:
    """Print each chunk's findings and what it missed, and keep only their numbers: an archive may hold more than memory does."""
    judged = findings = missed = 0
    kept: list[Row] = []  # a CSV has one header, made of all rows
    async for report in replayed(scene, files):
        if shape is Format.CSV:
            kept.extend(report.findings)
        else:
            _show(report, shape)
        _complain(report)
        judged, findings, missed = judged + report.judged, findings + len(report.findings), missed + len(report.missed)
    print_rows((row.as_json() for row in kept), Format.CSV)
    return judged, findings, missed


def _show(report: Report, shape: Format) -> None:
    if shape is Format.JSONL:
        print_rows((row.as_json() for row in report.findings), shape)
    else:
        for row in report.findings:
            console.print(line(row))


def _complain(report: Report) -> None:
    for missed in report.missed:
        notices.print(f"beltwatch: {inert(missed.what)}: {inert(missed.why)}", markup=False)
