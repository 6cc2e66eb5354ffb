"""``beltwatch alerts``: the channels, and what waits for them."""

import asyncio
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any
from uuid import uuid4

import typer

from cli.shapes import DataDir, Format, OutFormat, console, grid, notices, print_rows, settings_from
from connectors.channels import send
from connectors.errors import ChannelError
from connectors.readers import Channel, channels_of
from connectors.settings import Settings
from difflog.message import title
from difflog.reader import Reader, span
from flows.desk import wall_clock
from flows.scenes import shown_database
from models.addressed import ChannelState
from models.store import Alert, Store, open_store

FAILED, OPERATOR = 1, 3
HELP = """Channels and what waits for them.

BELTWATCH_CHANNELS holds Apprise addresses with blanks between; they are secrets and never shown whole. Before an address may
stand, with commas between and an equals sign, what it is sent and its reader's language:

  act=ntfys://topic   what asks for action, at once; feeds lost and found again

  digest,ru=mailto://user:password@mail.example?to=me@mail.example   the digest alone, framed in Russian

  json://127.0.0.1:8080/hook   both, in English. A note waits for the digest, so "note" means the same as "digest"

BELTWATCH_QUIET_HOURS=22:00-07:00 lets alerts wait; BELTWATCH_DIGEST_AT is 07:30, "monday 07:30" or off; both go by BELTWATCH_TIMEZONE.
What is muted, until when and why stands in alerts.yaml of the watchlist: mutes: [{metric: exports, until: 2026-03-01, reason: …}]
"""


class State(StrEnum):
    """What became of an alert."""

    WAITING = "waiting"
    DEAD = "dead"
    SENT = "sent"
    DROPPED = "dropped"


def register(app: typer.Typer) -> None:
    """Add the commands."""
    family = typer.Typer(help=HELP, no_args_is_help=True)
    family.command("list", epilog="Example: beltwatch alerts list --state dead")(list_)
    family.command("test", epilog="Example: BELTWATCH_CHANNELS=json://127.0.0.1:8080/hook beltwatch alerts test")(test)
    family.command("retry", epilog="Example: beltwatch alerts retry && beltwatch run --step announce")(retry)
    app.add_typer(family, name="alerts")


def list_(
    state: Annotated[list[State] | None, typer.Option(help="waiting, dead, sent or dropped; default: waiting and dead.")] = None,
    data_dir: DataDir = None,
    shape: OutFormat = Format.TABLE,
) -> None:
    """Alerts with their state and why they are in it, newest first. Exit code 3 when a dead one is among them."""
    settings = settings_from(data_dir)
    reader = Reader(zone=settings.zone)
    with open_store(shown_database(settings)) as store:
        rows = [_row(alert, now, why, reader) for alert, now, why in store.alerts(tuple(state or ("waiting", "dead")))]
        if shape is Format.TABLE:
            _show(rows, store, settings)
    if shape is not Format.TABLE:
        print_rows(rows, shape)
    raise typer.Exit(OPERATOR if any(row["state"] == "dead" for row in rows) else 0)


def test(data_dir: DataDir = None) -> None:
    """Send a test message over every channel and say which took it."""
    settings = settings_from(data_dir)
    if not settings.channels:
        notices.print("beltwatch: there is no channel; set BELTWATCH_CHANNELS to Apprise addresses with blanks between", markup=False)
        raise typer.Exit(OPERATOR)
    failed = asyncio.run(_test(channels_of(settings.channels), wall_clock()))
    raise typer.Exit(FAILED if failed else 0)


def retry(data_dir: DataDir = None) -> None:
    """Give every dead letter another try with the next pass."""
    with open_store(shown_database(settings_from(data_dir))) as store:
        revived = store.retry_dead(wall_clock())
    console.print(f"{revived} alerts wait again; `beltwatch run --step announce` sends them now", markup=False)


async def _test(channels: tuple[Channel, ...], now: datetime) -> int:
    failed = 0
    for channel in channels:
        text = f"Sent {now:%Y-%m-%d %H:%M} UTC. {' and '.join(sorted(channel.levels))} come this way."
        try:
            await send(channel.address, "beltwatch: a test", text, key=f"test/{uuid4().hex}")
        except ChannelError as error:
            failed += 1
            notices.print(f"beltwatch: {error}", markup=False)
        else:
            console.print(f"{channel.name} took it", markup=False)
    return failed


def _row(alert: Alert, state: str, why: str, reader: Reader) -> dict[str, Any]:
    return {
        "created": f"{alert.created:%Y-%m-%dT%H:%M:%SZ}",
        "state": state,
        "attempts": alert.attempts,
        "kind": alert.kind,
        "message": title(alert, reader),
        "why": why,
        "channels": {one.channel: one.state for one in alert.tries},
        "key": alert.key,
    }


def _show(rows: list[dict[str, Any]], store: Store, settings: Settings) -> None:
    known = {state.name: state for state in store.channels()}
    channels = channels_of(settings.channels)
    for channel in channels:
        console.print(_health(channel, known.get(channel.name), wall_clock()), style="dim", markup=False)
    if not channels:
        console.print("No channel is set: the console is the channel", style="dim")
    if rows:
        shown = ("created", "state", "attempts", "message", "why")
        console.print(grid(rows, shown, lambda row: "red" if row["state"] == "dead" else ""), soft_wrap=False)
    else:
        console.print("Nothing waits.")


def _health(channel: Channel, state: ChannelState | None, now: datetime) -> str:
    head = f"{channel.name}  {' and '.join(sorted(channel.levels))}, {channel.language}"
    if state is None or (state.last_good is None and state.down_since is None):
        return f"{head}: never sent to"
    if state.down_since is None:
        return f"{head}: well"
    return f"{head}: down for {span(now - state.down_since)}, {state.failures} failures ({state.why})"
