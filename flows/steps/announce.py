"""Announce: send what waits in the outbox. Which findings share a message was decided when they were written there."""

import asyncio
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta

from connectors.channels import redact, send
from connectors.errors import ChannelError
from difflog.message import body, title
from flows.desk import Desk
from flows.report import Missed, Report
from models.store import Alert

BATCH = 200
CONSOLE = "console"
LONGEST_PAUSE = timedelta(days=1)


async def announce(desk: Desk) -> Report:
    """Send every alert that is due, over every channel that has not got it yet.

    Without a channel the console is the channel: the report carries the alerts to whoever prints the pass.
    """
    report = Report()
    while alerts := desk.store.due_alerts(desk.now(), owner=desk.owner, size=BATCH):
        for alert in alerts:
            report += await _announce(alert, desk)
        desk.tell("announce", len(alerts))
    return report


async def _announce(alert: Alert, desk: Desk) -> Report:
    channels = dict(_channels(desk))
    if not channels:
        desk.store.alert_sent(alert.id, "printed", desk.now(), channel=CONSOLE)
        return Report(alerts=1, told=(alert,))
    left = [name for name in channels if name not in alert.delivered]
    outcomes = await asyncio.gather(*(_deliver(alert, name, channels[name], desk) for name in left))
    failures = [(name, error) for name, error in zip(left, outcomes, strict=True) if error is not None]
    if not failures:
        desk.store.alert_sent(alert.id, "all channels acknowledged", desk.now(), channel="")
        return Report(alerts=1)
    return _failed(alert, failures, desk)


def _channels(desk: Desk) -> Iterator[tuple[str, str]]:
    """The channels by a name that may be shown. Two that read alike are told apart by their number."""
    seen: Counter[str] = Counter()
    for secret in desk.scene.settings.channels:
        address = secret.get_secret_value()
        shown = redact(address)
        seen[shown] += 1
        yield (shown if seen[shown] == 1 else f"{shown} #{seen[shown]}"), address


async def _deliver(alert: Alert, name: str, address: str, desk: Desk) -> ChannelError | None:
    """Send over one channel and note it at once: a repeat is then only for the others."""
    try:
        receipt = await send(address, title(alert), body(alert), key=alert.key)
    except ChannelError as error:
        return error
    desk.store.delivered(alert.id, name, receipt.key, desk.now())
    return None


def _failed(alert: Alert, failures: list[tuple[str, ChannelError]], desk: Desk) -> Report:
    """Try again later, or never: a message refused for good stays refused, and one that may have been taken is repeated only once."""
    later = [error for _, error in failures if not (error.final or (error.ambiguous and alert.repeat))]
    why = "; ".join(f"{name}: {error.reason}" for name, error in failures)
    next_try = _next_try(alert, later, desk.now()) if later else None
    desk.store.alert_failed(alert.id, why, next_try, not later, desk.now(), channel=failures[0][0])
    return Report(missed=(Missed(step="announce", what=alert.group or alert.key, why=why),))


def _next_try(alert: Alert, failures: list[ChannelError], now: datetime) -> datetime:
    pause = min(timedelta(minutes=1 << min(alert.attempts, 12)), LONGEST_PAUSE)
    asked = [error.retry_after for error in failures if error.retry_after]
    return now + max([pause, *asked])
