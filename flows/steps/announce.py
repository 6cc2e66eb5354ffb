"""Announce: send what waits in the outbox. Which findings share a message was decided when they were written there."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from connectors.channels import send
from connectors.errors import ChannelError
from connectors.readers import ACT, DIGEST, Channel, channels_of
from difflog.message import body, title
from difflog.morning import Letter, digest_of, letter
from difflog.reader import Reader
from facts import alerting
from facts.watch import Mute
from flows.desk import Desk
from flows.report import Missed, Report
from models.addressed import ChannelState
from models.rows import Row
from models.store import Alert

BATCH = 50
CONSOLE = "console"
TWICE = 2  # tries at a message that may have been taken: then it is a dead letter, for a third would be one too many


@dataclass(frozen=True, slots=True)
class Miss:
    """One alert that one channel does not have.

    until  when the channel is tried again; None where it refused the alert for good
    lost   whether somebody else is at it by now, and says what becomes of it
    """

    channel: str
    why: str
    until: datetime | None
    lost: bool = False


async def announce(desk: Desk) -> Report:
    """Send every alert that is due, over every channel that has not got it yet, each channel in the order of the outbox.

    Without a channel the console is the channel: the report carries the alerts to whoever prints the pass.
    """
    began, report = desk.now(), Report()
    channels = channels_of(desk.scene.settings.channels)
    # In quiet hours the digest goes out alone, which has an hour of its own. Whoever looks at a console is awake.
    kinds = (DIGEST,) if channels and _is_quiet(desk, began) else None
    if mutes := desk.watchlist.mutes:
        desk.store.mute_alerts(lambda row: _muted(row, mutes, _today(desk, began)), began)
    for channel in channels:
        if kinds is None and ACT in channel.levels:
            desk.store.fold_alerts(channel.name, began)
    while alerts := desk.store.due_alerts(began, owner=desk.owner, size=BATCH, kinds=kinds):
        heard = [_without_muted(alert, desk, began) for alert in alerts]
        report += await _round(heard, channels, desk) if channels else _print(heard, desk)
        desk.tell("announce", len(alerts))
    return report


async def digest_if_due(desk: Desk) -> Report:
    """Send the digest of the day once its local hour has come; does nothing before, and nothing once it was sent. For every tick.

    A day's digest goes into the outbox together with the row that says so: no restart, no second process and no hour that comes
    twice brings another.
    """
    settings, now = desk.scene.settings, desk.now()
    turn = settings.digest_at
    if turn is None:
        return Report()
    last = desk.store.last_digest(now.astimezone(settings.zone).date())
    day = alerting.digest_day(turn, now, settings.zone, last[0] if last else None)
    if day is None or not desk.store.post_digest(day, last[1] if last else now - turn.span, now):
        return Report()
    return await announce(desk)


def _is_quiet(desk: Desk, now: datetime) -> bool:
    settings = desk.scene.settings
    return alerting.is_quiet(settings.quiet_hours, now, settings.zone)


def _print(alerts: Sequence[Alert], desk: Desk) -> Report:
    told = [
        replace(alert, content=alert.content | {"text": _digest(alert, Reader(zone=desk.scene.settings.zone), desk).text})
        if alert.kind == DIGEST
        else alert
        for alert in alerts
    ]
    for alert in alerts:
        desk.store.alert_sent(alert.id, "printed", desk.now(), channel=CONSOLE)
    return Report(alerts=len(told), told=tuple(told))


async def _round(alerts: Sequence[Alert], channels: Sequence[Channel], desk: Desk) -> Report:
    """Each channel goes its own way through the alerts; none waits for another."""
    ways = await asyncio.gather(*(_along(channel, [alert for alert in alerts if _is_for(channel, alert)], desk) for channel in channels))
    report = Report()
    for alert in alerts:
        missed = [way[alert.id] for way in ways if alert.id in way]
        report += _settle(alert, any(_is_for(channel, alert) for channel in channels), missed, desk)
    return report


def _is_for(channel: Channel, alert: Alert) -> bool:
    told = alert.content
    return channel.wants(alert.kind) and told.get("only", channel.name) == channel.name != told.get("not")


async def _along(channel: Channel, alerts: Sequence[Alert], desk: Desk) -> dict[int, Miss]:
    """Send over one channel, oldest first, until it fails: then it rests, and what is behind keeps its place."""
    state = _state_of(channel, desk)
    rest = Miss(channel.name, state.why, state.paused_until) if state.rests(desk.now()) else None
    missed: dict[int, Miss] = {}
    for alert in alerts:
        ended = next((one for one in alert.tries if one.channel == channel.name and one.state != "open"), None)
        if ended is not None and ended.state != "dead":
            continue
        # A refusal stands: the repeats for others do not bring it back.
        miss = Miss(channel.name, ended.why, None) if ended else rest or await _one(alert, channel, desk)
        if miss is not None:
            missed[alert.id] = miss
            rest = rest or (miss if miss.until is not None else None)
    return missed


async def _one(alert: Alert, channel: Channel, desk: Desk) -> Miss | None:
    """One try. It is counted before it is made, so that whoever is killed in between leaves a repeat."""
    before = desk.store.sending(alert.id, channel.name, desk.now(), owner=desk.owner)
    if before is None:
        return Miss(channel.name, "", None, lost=True)
    error = await _deliver(alert, channel, before, desk)
    if error is None:
        return None
    dead = error.final or (error.ambiguous and before + 1 >= TWICE)
    rest = max(alerting.pause(_state_of(channel, desk).failures + 1), error.retry_after or timedelta())
    until = None if dead else desk.now() + rest
    desk.store.undelivered(alert.id, channel.name, error.reason, desk.now(), until=until)
    if dead and alert.kind != "channel":
        _tell_others(channel, error.reason, desk)
    return Miss(channel.name, error.reason, until)


async def _deliver(alert: Alert, channel: Channel, before: int, desk: Desk) -> ChannelError | None:
    """Send, and note it at once: a repeat is then only for the others."""
    try:
        made = _written(alert, channel, desk, repeat=before > 0)
        receipt = await send(channel.address, made.subject, made.text, key=alert.key, html=made.html)
    except ChannelError as error:
        return error
    except (LookupError, ValueError, TypeError) as error:
        # One alert that cannot be put into words, whatever is wrong with it, blocks none behind it.
        return ChannelError(channel.name, f"it cannot be put into words ({type(error).__name__})", final=True)
    desk.store.delivered(alert.id, channel.name, receipt.key, desk.now())
    return None


def _written(alert: Alert, channel: Channel, desk: Desk, *, repeat: bool) -> Letter:
    reader = Reader(channel.language, desk.scene.settings.zone)
    if alert.kind == DIGEST:
        return _digest(alert, reader, desk, repeat=repeat)
    return Letter(subject=title(alert, reader, repeat=repeat, sample=bool(desk.scene.day)), text=body(alert, reader), html="")


def _digest(alert: Alert, reader: Reader, desk: Desk, *, repeat: bool = False) -> Letter:
    since, until = (datetime.fromisoformat(alert.content[name]) for name in ("since", "until"))
    digest = digest_of(desk.store, since, until, desk.watchlist.mutes, reader)
    return letter(digest, reader, repeat=repeat, sample=bool(desk.scene.day))


def _state_of(channel: Channel, desk: Desk) -> ChannelState:
    return next((one for one in desk.store.channels() if one.name == channel.name), ChannelState(name=channel.name))


def _settle(alert: Alert, wanted: bool, missed: Sequence[Miss], desk: Desk) -> Report:
    """Say what became of an alert on all channels: everywhere, refused somewhere for good, or to be tried again."""
    now = desk.now()
    if not wanted:
        desk.store.alert_dropped(alert.id, "no channel is sent this")
        return Report()
    if any(miss.lost for miss in missed):
        return Report()
    if not missed:
        desk.store.alert_sent(alert.id, "all channels acknowledged", now)
        return Report(alerts=1)
    why = "; ".join(f"{miss.channel}: {miss.why}" for miss in missed)
    later = [miss.until for miss in missed if miss.until is not None]
    desk.store.alert_failed(alert.id, why, min(later, default=None), not later, now)
    return Report(missed=(Missed(step="announce", what=alert.group or alert.key, why=why),))


def _tell_others(channel: Channel, why: str, desk: Desk) -> None:
    """A channel that refuses messages is worth one a day on the others; the dead letter itself waits for the operator."""
    day = _today(desk, desk.now())
    desk.store.tell(f"channel/{day}/{channel.name[-3:]}", "channel", {"channel": channel.name, "why": why, "not": channel.name}, desk.now())


def _without_muted(alert: Alert, desk: Desk, now: datetime) -> Alert:
    """Findings that a rule mutes are only counted in a message that is about others too."""
    mutes = desk.watchlist.mutes
    heard = tuple(row for row in alert.rows if not _muted(row, mutes, _today(desk, now))) if mutes else alert.rows
    if len(heard) in (0, len(alert.rows)):
        return alert
    parts = tuple(_without_muted(part, desk, now) for part in alert.parts)
    return replace(alert, rows=heard, parts=parts, content=alert.content | {"muted": len(alert.rows) - len(heard)})


def _muted(row: Row, mutes: Sequence[Mute], day: date) -> str:
    mute = alerting.mute_of(mutes, metric=row.metric, speaker=row.speaker, source=row.source, day=day)
    return f"muted until {mute.until}: {mute.reason}" if mute else ""


def _today(desk: Desk, now: datetime) -> date:
    return now.astimezone(desk.scene.settings.zone).date()
