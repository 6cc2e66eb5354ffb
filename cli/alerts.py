"""``beltwatch alerts``: the channels, and what waits for them."""

import asyncio
from datetime import datetime
from typing import Annotated, Any
from uuid import uuid4

import typer

from cli.shapes import DataDir, Format, OutFormat, console, grid, notices, print_rows, settings_from
from connectors.channels import redact, send
from connectors.errors import ChannelError
from connectors.settings import Settings
from difflog.message import title
from flows.desk import wall_clock
from flows.scenes import shown_database
from models.store import Alert, open_store

FAILED, OPERATOR = 1, 3


def register(app: typer.Typer) -> None:
    """Add the commands."""
    family = typer.Typer(help="Channels (BELTWATCH_CHANNELS) and what waits for them.", no_args_is_help=True)
    family.command("list", epilog="Example: beltwatch alerts list --state dead")(list_)
    family.command("test", epilog="Example: BELTWATCH_CHANNELS=json://127.0.0.1:8080/hook beltwatch alerts test")(test)
    family.command("retry", epilog="Example: beltwatch alerts retry && beltwatch run --step announce")(retry)
    app.add_typer(family, name="alerts")


def list_(
    state: Annotated[list[str] | None, typer.Option(help="waiting, dead, sent or dropped; default: waiting and dead.")] = None,
    data_dir: DataDir = None,
    shape: OutFormat = Format.TABLE,
) -> None:
    """Alerts with their state and why they are in it, newest first. Exit code 3 when a dead one is among them."""
    settings = settings_from(data_dir)
    with open_store(shown_database(settings)) as store:
        rows = [_row(alert, now, why) for alert, now, why in store.alerts(tuple(state or ("waiting", "dead")))]
    if shape is not Format.TABLE:
        print_rows(rows, shape)
    else:
        _show(rows, settings)
    raise typer.Exit(OPERATOR if any(row["state"] == "dead" for row in rows) else 0)


def test(data_dir: DataDir = None) -> None:
    """Send a test message over every channel and say which took it."""
    settings = settings_from(data_dir)
    if not settings.channels:
        notices.print("beltwatch: there is no channel; set BELTWATCH_CHANNELS to Apprise addresses with blanks between", markup=False)
        raise typer.Exit(OPERATOR)
    failed = asyncio.run(_test(settings, wall_clock()))
    raise typer.Exit(FAILED if failed else 0)


def retry(data_dir: DataDir = None) -> None:
    """Give every dead letter another try with the next pass."""
    with open_store(shown_database(settings_from(data_dir))) as store:
        revived = store.retry_dead(wall_clock())
    console.print(f"{revived} alerts wait again; `beltwatch run --step announce` sends them now", markup=False)


async def _test(settings: Settings, now: datetime) -> int:
    failed = 0
    for secret in settings.channels:
        address = secret.get_secret_value()
        try:
            await send(address, "beltwatch: a test", f"Sent {now:%Y-%m-%d %H:%M} UTC. Alerts come this way.", key=f"test/{uuid4().hex}")
        except ChannelError as error:
            failed += 1
            notices.print(f"beltwatch: {error}", markup=False)
        else:
            console.print(f"{redact(address)} took it", markup=False)
    return failed


def _row(alert: Alert, state: str, why: str) -> dict[str, Any]:
    return {
        "created": f"{alert.created:%Y-%m-%dT%H:%M:%SZ}",
        "state": state,
        "attempts": alert.attempts,
        "kind": alert.kind,
        "message": title(alert),
        "why": why,
        "key": alert.key,
    }


def _show(rows: list[dict[str, Any]], settings: Settings) -> None:
    channels = ", ".join(redact(secret.get_secret_value()) for secret in settings.channels)
    console.print(f"Channels: {channels or 'none; the console is the channel'}", style="dim", markup=False)
    if rows:
        shown = ("created", "state", "attempts", "message", "why")
        console.print(grid(rows, shown, lambda row: "red" if row["state"] == "dead" else ""), soft_wrap=False)
    else:
        console.print("Nothing waits.")
