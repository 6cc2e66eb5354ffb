"""``beltwatch run``: one pass, and what it found and missed."""

import asyncio
import sys
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from time import perf_counter
from typing import Annotated

import typer

from cli.shapes import DataDir, Format, OutFormat, console, notices, print_rows, progress, settings_from
from connectors.opml import load_addresses
from connectors.settings import Settings
from connectors.watchlist import load_watchlist
from difflog.message import title
from difflog.text import inert, line
from facts.rhythm import UNREADABLE
from flows.desk import STEPS, Plan, Scene
from flows.engines import MakePass, plain_pass, prefect_pass
from flows.report import Report
from flows.sampling import sample_days
from flows.scenes import live_scene
from models.rows import Row

OPERATOR = 3  # exit code: something needs the operator
NOTES = 12  # notes printed per pass; all of them stand in the log


class Step(StrEnum):
    """The steps of a pass."""

    POLL = "poll"
    READ = "read"
    JUDGE = "judge"
    ANNOUNCE = "announce"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(epilog="Example: beltwatch run --source belta-en --force")(run)


def run(  # noqa: PLR0913 - one parameter an option
    *,
    plain: Annotated[bool, typer.Option("--plain", help="Without Prefect: the same steps in this process.")] = False,
    step: Annotated[list[Step] | None, typer.Option("--step", help="Only this step; may be given several times.")] = None,
    sample: Annotated[bool, typer.Option("--sample", help="Against the newsroom that ships with the project, day by day.")] = False,
    watchlist: Annotated[
        Path | None, typer.Option("--watchlist", help="Folder of the watchlist, or a file of feed addresses, one a line.")
    ] = None,
    source: Annotated[list[str] | None, typer.Option("--source", help="Only this source; may be given several times.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Also what is not due.")] = False,
    tell_first: Annotated[
        bool | None,
        typer.Option(
            "--tell-first/--quiet-first", help="Alert what the first pass over a source finds; otherwise it waits for the digest."
        ),
    ] = None,
    data_dir: DataDir = None,
    shape: OutFormat = Format.TABLE,
) -> None:
    """Make one pass: poll, read, judge, announce. Prints what was found and what could not be read."""
    addresses = watchlist if watchlist and watchlist.is_file() else None
    settings = settings_from(data_dir, None if addresses else watchlist, tell_first=tell_first)
    steps = tuple(name for name in STEPS if not step or name in step)
    # A plain list of addresses has no schedule: whoever gives one wants it polled now.
    plan = Plan(names=frozenset(source) if source else None, force=force or addresses is not None, steps=steps)
    make_pass = plain_pass if plain else prefect_pass
    if sample:
        raise typer.Exit(asyncio.run(_run_sample(settings, plan, make_pass, shape)))
    if addresses is None:
        _refuse_unknown(settings, plan)
    raise typer.Exit(asyncio.run(_run_live(settings, plan, make_pass, shape, addresses)))


def _refuse_unknown(settings: Settings, plan: Plan) -> None:
    """Say that a source is not in the watchlist, before anything else is touched."""
    if not plan.names:
        return
    known = {source.name for source in load_watchlist(settings.watchlist, settings.allow_addresses).sources}
    if unknown := sorted(plan.names - known):
        raise typer.BadParameter(f"there is no source {', '.join(unknown)}; `beltwatch sources list` names them", param_hint="--source")


async def _run_live(settings: Settings, plan: Plan, make_pass: MakePass, shape: Format, addresses: Path | None) -> int:
    with progress() as tell:
        scene = live_scene(settings, tell)
        if addresses:
            scene = replace(scene, sources=load_addresses(addresses, settings.allow_addresses))
        _announce_exceptions(scene)
        began = perf_counter()
        report = await make_pass(scene, plan)
        seconds = perf_counter() - began
    if shape is not Format.TABLE:
        print_rows((row.as_json() for row in report.findings), shape)
        if shape is Format.JSONL:
            print_rows([{"poll_s": round(seconds, 3), "new": report.new_entries}], shape)
    else:
        _show(report)
    return _verdict(report)


async def _run_sample(settings: Settings, plan: Plan, make_pass: MakePass, shape: Format) -> int:
    found: list[Row] = []
    with progress() as tell:
        async for day in sample_days(settings, plan, make_pass, tell):
            if shape is not Format.TABLE:
                print_rows((row.as_json() for row in day.report.findings), shape)
                continue
            again = ", read again" if day.again else ""
            console.print(f"\n[bold]Sample newsroom, day {day.number} of {day.of}[/] – {day.day:%d %B %Y}{again}")
            _show(day.report)
            found += day.report.findings
    if shape is Format.TABLE:
        _where_next(next((row.id for row in found if row.level == "act" and row.fact == "figure"), "F-1"))
    return 0


def _announce_exceptions(scene: Scene) -> None:
    for host, port in sorted(scene.allow | frozenset(scene.settings.allow_addresses)):
        notices.print(f"beltwatch: {host}:{port} may be fetched although it is this machine (ALLOW_ADDRESSES)", markup=False)


def _show(report: Report) -> None:
    console.print(counts(report), style="dim")
    # A mirror gap alerts nobody while it stays as it is, but whoever looks at a pass wants to see it.
    told = [row for row in report.findings if row.level != "log" or row.verdict == "mirror_gap"]
    act = [row for row in told if row.level == "act"]
    notes = sorted((row for row in told if row.level != "act"), key=lambda row: row.fact)  # figures before statements
    shown = [*act, *notes[:NOTES]]
    for row in shown:
        console.print(line(row))
    counted = len(report.findings) - len(told)
    rest = [
        f"{len(told) - len(shown)} more notes" if len(told) > len(shown) else "",
        f"{counted} confirmed, repeated or older ones" if counted else "",
    ]
    if any(rest):
        console.print(f"= and {' and '.join(filter(None, rest))}: beltwatch log", style="dim")
    if not report.findings and not report.nothing_reached:
        console.print("Nothing new.", style="dim")
    _show_told(report)
    _show_missed(report)


def _show_told(report: Report) -> None:
    """Alerts for the console that no line above has told: sources lost for a day, reminders, what an earlier pass left behind."""
    printed = {row.id for row in report.findings}
    for alert in report.told:
        if not alert.rows or any(row.id not in printed for row in alert.rows):
            console.print(title(alert), style="bold", markup=False)


def counts(report: Report) -> str:
    """What a pass came to, in one line."""
    unread = sum(source.state in UNREADABLE for source in report.polled)
    asked = len(report.polled)
    return (
        f"{asked} sources asked, {asked - unread} read · {report.new_entries} new items · {report.pages} pages read, "
        f"{report.set_aside} set aside · {report.judged} judged · {len(report.findings)} findings"
    )


def _show_missed(report: Report) -> None:
    if report.nothing_reached:
        asked = "the only source asked" if len(report.polled) == 1 else f"all {len(report.polled)} sources"
        console.print(f"✖ Nothing could be reached: {asked} failed.{' Is there a network?' if report.cut_off else ''}", style="bold red")
    for name in report.unproved:
        told = f"! {inert(name)}: read although its certificate does not hold, as the watchlist allows"
        console.print(told, style="yellow", markup=False)
    states = {source.source: source.state for source in report.polled}
    for missed in sorted(report.missed, key=lambda missed: (missed.step != "poll", missed.what if missed.step == "poll" else "")):
        state = f" ({states[missed.what]})" if missed.step == "poll" and missed.what in states else ""
        console.print(f"✖ {missed.step}: {inert(missed.what)}{state}: {inert(missed.why)}", style="red", markup=False)


def _verdict(report: Report) -> int:
    return OPERATOR if report.nothing_reached else 0


def _where_next(finding: str) -> None:
    called = _as_called()
    console.print("\n[bold]Where to go next[/]")
    for command, why in (
        ("log --level act", "what needs you"),
        (f"show {finding}", "one finding: its sentence, what it was compared with, why"),
        ("ledger trade_turnover", "what is known, period by period"),
        (f"review {finding} accept", "your decision, kept beside the finding"),
        ("run", "the same over the real feeds of watchlist/feeds.yaml"),
    ):
        console.print(f"  {called} {command:<24} {why}", markup=False)


def _as_called() -> str:
    """How this program can be called from here: by its path where that lies below, as after `make run`; else by its name."""
    program, here = Path(sys.argv[0]).absolute(), Path.cwd()
    return str(program.relative_to(here)) if program.is_relative_to(here) and program.stem == "beltwatch" else "beltwatch"
