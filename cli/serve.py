"""``beltwatch serve``: passes on their schedules and the log page beside them, until SIGTERM or Ctrl-C."""

import asyncio
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, nullcontext
from datetime import timedelta
from functools import partial
from typing import Annotated

import typer

from cli.page import PageChild
from cli.run import counts
from cli.shapes import DataDir, WatchlistDir, console, settings_from, watchlist_of
from cli.status import runs_on
from connectors.logs import log, set_up_logs
from connectors.settings import Settings
from difflog.message import title
from difflog.text import inert, line
from flows.desk import wall_clock
from flows.engines import plain_pass, prefect_pass
from flows.logged import log_report
from flows.report import Report
from flows.sampling import MovingDays
from flows.scenes import live_scene
from flows.schedule import Pace, stop_on_signals
from flows.serving import BEAT, Service, keep_serving


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(epilog="Example: beltwatch serve --plain --every 300")(serve)


def serve(
    plain: Annotated[bool, typer.Option("--plain", help="Without Prefect: the same steps in this process.")] = False,
    page: Annotated[bool, typer.Option("--page/--no-page", help="The log page beside the passes, at WEB_HOST and WEB_PORT.")] = True,
    every: Annotated[
        float | None, typer.Option(min=1, metavar="SECONDS", help="A pass every so often. Default: when a source is due.")
    ] = None,
    sample: Annotated[
        float | None,
        typer.Option(min=1, metavar="SECONDS", help="Over the sample newsroom, whose days last so long, instead of live feeds."),
    ] = None,
    wait: Annotated[bool, typer.Option("--wait", help="Where another process serves this database: wait for its end.")] = False,
    data_dir: DataDir = None,
    watchlist: WatchlistDir = None,
) -> None:
    """Keep passes, alerts, the digest and the nightly checks going, each when it is due. Stops cleanly on SIGTERM."""
    settings = settings_from(data_dir, watchlist)
    watchlist_of(settings)  # a wrong one is told now, at length; later it is only missed
    told = log_report if set_up_logs(settings) else _print
    log().info("start", runs_on=runs_on())
    with ExitStack() as stack:
        service = Service(
            scene=stack.enter_context(MovingDays(settings, sample)).scene if sample else lambda: live_scene(settings),
            make_pass=plain_pass if plain else prefect_pass,
            told=told,
            pace=_pace(every, sample),
            beat=2.0 if sample else BEAT,
            beside=partial(_page, settings) if page else nullcontext,
        )
        asyncio.run(_serve(service, wait=wait))
    if told is _print:
        console.print("Stopped; the next start goes on where this one ended.", style="dim")


def _pace(every: float | None, sample: float | None) -> Pace:
    if sample:
        second = timedelta(seconds=1)
        return Pace(every=timedelta(seconds=every) if every else None, shortest=second / 2, longest=60 * second, tick=second / 2)
    return Pace(every=timedelta(seconds=every)) if every else Pace()


async def _serve(service: Service, *, wait: bool) -> None:
    stop = asyncio.Event()
    undo = stop_on_signals(asyncio.get_running_loop(), stop)
    try:
        await keep_serving(service, stop, wait=wait)
    finally:
        undo()
    log().info("stopped")


@contextmanager
def _page(settings: Settings) -> Iterator[None]:
    with PageChild(settings) as child:
        log().info("page", address=child.address)
        yield


def _print(kind: str, report: Report, seconds: float = 0.0, skipped: int = 0) -> None:
    """For eyes: what was done in a line, and the findings that need somebody."""
    skipping = f" · {skipped} turns skipped: it took {seconds:.0f} s" if skipped else ""
    told = counts(report) if kind == "pass" else f"{kind}: {report.alerts} sent, {len(report.missed)} failed"
    console.print(f"{wall_clock():%Y-%m-%d %H:%M} UTC  {told}{skipping}", style="dim", markup=False)
    for row in report.findings:
        if row.level == "act":
            console.print(line(row))
    for alert in report.told:
        console.print(title(alert), style="bold", markup=False)
    if kind == "verify" and report.missed:
        console.print(f"✖ {inert(report.missed[0].why)}: beltwatch verify", style="bold red", markup=False)
