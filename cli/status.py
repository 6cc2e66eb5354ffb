"""``beltwatch status`` and ``verify``: does the operator have to do something?"""

import platform
import pyexpat
import sqlite3
from collections.abc import Iterator
from datetime import datetime, timedelta
from importlib.metadata import version
from typing import Annotated, Any

import typer
from rich.table import Table
from rich.text import Text

from cli.shapes import DataDir, Format, OutFormat, console, notices, print_rows, settings_from
from difflog.text import inert
from facts.rhythm import UNREADABLE, Health
from flows.desk import wall_clock
from flows.scenes import shown_database
from flows.serving import SEAT
from models.chain import head
from models.chain import verify as broken_links
from models.rows import number_of
from models.store import Store, open_store
from models.upkeep import Counts

FAILED, OPERATOR = 1, 3
_LONGEST_WAIT = timedelta(hours=6)  # an alert that waits longer says that its channels are down
_LONGEST_SILENCE = timedelta(hours=24)  # without a pass, while sources are due


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command(epilog="Example: beltwatch status --format jsonl")(status)
    app.command(epilog="Example: beltwatch verify --head F-1042:9f2c…")(verify)


def status(data_dir: DataDir = None, shape: OutFormat = Format.TABLE) -> None:
    """How much there is, how much waits, and what needs you. Exit code 3 when something does."""
    now = wall_clock()
    with open_store(shown_database(settings_from(data_dir))) as store:
        counts = store.counts()
        needed = [*_needs(store, counts, now), *_idle(store, now)]
        row = _row(store, counts, needed, now)
    if shape is not Format.TABLE:
        print_rows([row], shape)
    else:
        _show(row)
    raise typer.Exit(OPERATOR if needed else 0)


def verify(
    printed: Annotated[
        str | None, typer.Option("--head", metavar="F-NUMBER:HASH", help="A head that was printed earlier; the log must still hold it.")
    ] = None,
    data_dir: DataDir = None,
) -> None:
    """Walk the log's hash chain and name every row that was altered, is missing, was put in or changed places."""
    expected = _printed(printed)
    with open_store(shown_database(settings_from(data_dir))) as store:
        broken = broken_links(store, expected_head=expected)
        last = head(store)
    for one in broken:
        notices.print(f"beltwatch: {one}", markup=False)
    if broken:
        notices.print("beltwatch: the log is not as it was written; restore a backup with `beltwatch db restore`", markup=False)
        raise typer.Exit(FAILED)
    console.print(f"The log holds: {number_of(last[0])} findings, head {last[0]} {last[1]}", markup=False)


def _printed(text: str | None) -> tuple[str, str] | None:
    if text is None:
        return None
    number, _, digest = text.partition(":")
    try:
        return f"F-{number_of(number)}", digest.strip()
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--head") from None


def _needs(store: Store, counts: Counts, now: datetime) -> Iterator[str]:
    if counts.versions_parked:
        parked = ", ".join(url for _, url, _ in store.parked(3))
        yield f"{counts.versions_parked} articles could not be judged: {parked}; tried again after an upgrade, or by beltwatch db unpark"
    if counts.alerts_dead:
        yield f"{counts.alerts_dead} alerts could not be delivered: beltwatch alerts list, then beltwatch alerts retry"
    if counts.oldest_alert and now - counts.oldest_alert > _LONGEST_WAIT:
        yield f"alerts wait since {counts.oldest_alert:%Y-%m-%d %H:%M} UTC: look at BELTWATCH_CHANNELS"
    asked = [source for source in store.sources() if source.listed and not source.dead and source.state]
    lost = [source for source in asked if source.told_failing]
    if asked and all(source.state in UNREADABLE for source in asked):
        yield f"none of the {len(asked)} sources could be read: is there a network?"
    elif lost:
        yield f"{len(lost)} sources unreadable for a day or more: " + ", ".join(source.name for source in lost[:5])
    gone = [source.name for source in asked if source.state == Health.GONE]
    if gone:
        yield f"taken away for good (410): {', '.join(gone[:5])}; look for another address"


def _idle(store: Store, now: datetime) -> Iterator[str]:
    """Passes that should be made and are not."""
    holder = store.last_holder(SEAT)
    if holder is not None and store.seat(SEAT, now) is None:
        yield (
            f"process {holder.process} on {holder.machine} made the passes and ended without a word, last heard of before "
            f"{holder.until:%Y-%m-%d %H:%M} UTC: beltwatch serve"
        )
    last, due = next(iter(store.last_passes(1)), None), store.next_due()
    if last is not None and due is not None and max(last.started, due) < store.reckoned(now) - _LONGEST_SILENCE:
        yield f"no pass was made since {last.started:%Y-%m-%d %H:%M} UTC though sources are due: beltwatch serve, or look at its workers"


def _row(store: Store, counts: Counts, needed: list[str], now: datetime) -> dict[str, Any]:
    last = next(iter(store.last_passes(1)), None)
    states = [source.state or "not asked yet" for source in store.sources() if source.listed and not source.dead]
    names = [name for name in counts.__slots__ if name != "oldest_alert"]
    return {
        "database": store.engine.url.render_as_string(hide_password=True),
        "last_pass": f"{last.started:%Y-%m-%dT%H:%M:%SZ}" if last else None,
        "last_pass_ended": f"{last.ended:%Y-%m-%dT%H:%M:%SZ}" if last and last.ended else None,
        **{name: getattr(counts, name) for name in names},
        "oldest_alert": f"{counts.oldest_alert:%Y-%m-%dT%H:%M:%SZ}" if counts.oldest_alert else None,
        "states": {state: states.count(state) for state in sorted(set(states))},
        "served_by": f"process {holder.process} on {holder.machine}" if (holder := store.seat(SEAT, now)) else None,
        "head": head(store)[0],
        "runs_on": runs_on(),
        "needed": needed,
    }


def runs_on() -> str:
    """What stands below us: the versions by which a known fault of a library is told."""
    expat = ".".join(map(str, pyexpat.version_info))
    return f"beltwatch {version('beltwatch')}, Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, expat {expat}"


def _show(row: dict[str, Any]) -> None:
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    for name, value in row.items():
        if name == "needed":
            continue
        text = (
            ", ".join(f"{count} {state}" for state, count in value.items())
            if isinstance(value, dict)
            else str(value if value is not None else "–")
        )
        table.add_row(Text(name.replace("_", " "), style="dim"), Text(inert(text)))
    console.print(table, soft_wrap=False)
    for one in row["needed"]:
        console.print(f"✖ {inert(one)}", style="red", markup=False)
    if not row["needed"]:
        console.print("Nothing needs you.", style="green")
