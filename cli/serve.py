"""``beltwatch serve``: passes one after another, until SIGTERM or Ctrl-C."""

import asyncio
from contextlib import aclosing
from typing import Annotated

import typer

from cli.run import counts
from cli.shapes import DataDir, WatchlistDir, console, settings_from
from connectors.settings import Settings
from difflog.text import line
from flows.desk import wall_clock
from flows.engines import MakePass, plain_pass, prefect_pass
from flows.schedule import keep_passing, stop_on_signals


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(epilog="Example: beltwatch serve --plain")(serve)


def serve(
    plain: Annotated[bool, typer.Option("--plain", help="Without Prefect: the same steps in this process.")] = False,
    data_dir: DataDir = None,
    watchlist: WatchlistDir = None,
) -> None:
    """Keep passes running over the live watchlist; each source is asked when it is due. Stops cleanly on SIGTERM."""
    asyncio.run(_serve(settings_from(data_dir, watchlist), plain_pass if plain else prefect_pass))


async def _serve(settings: Settings, make_pass: MakePass) -> None:
    stop = asyncio.Event()
    undo = stop_on_signals(asyncio.get_running_loop(), stop)
    try:
        async with aclosing(keep_passing(settings, make_pass, stop)) as passes:
            async for report in passes:
                console.print(f"{wall_clock():%Y-%m-%d %H:%M} UTC  {counts(report)}", style="dim", markup=False)
                for row in report.findings:
                    if row.level == "act":
                        console.print(line(row))
    finally:
        undo()
    console.print("Stopped; the next start goes on where this one ended.", style="dim")
