"""An alert as a message: one title line, a plain body. What a channel may do with outside text is the channel's care."""

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from ipaddress import ip_address
from urllib.parse import urlsplit

from difflog.reader import NOBODY, Reader, span
from difflog.text import SIGNS, inert
from facts.finding import Verdict
from models.rows import Row
from models.values import Alert, Echo

_MOST = 12  # findings told one by one; a development with more of them is counted
_STATUS = re.compile(r"answered (\d{3})\b")


def title(alert: Alert, reader: Reader = NOBODY, *, repeat: bool = False, sample: bool = False) -> str:
    """The line a reader sees first.

    "▲ Trade turnover BY–CN: £5.8bn (2022) → $8.9bn (Jan–Nov 2025), goods, Belarus side. Snopkov via BelTA, en+ru+zh, 1 origin. F-1042"

    repeat  whether the channel may have had it before
    sample  whether it is about the newsroom's made-up reports
    """
    line = inert(_what(alert, reader))
    line = reader.say("message", "sample", line=line) if sample else line
    return reader.say("message", "repeat", line=line) if repeat else line


def body(alert: Alert, reader: Reader = NOBODY) -> str:
    """Everything else, a line a finding with its source and address; the last one's hash, so that a cut log shows.

    returns  never nothing: channels refuse a message without a body
    """
    try:
        return "\n".join(inert(line) for line in _lines(alert, reader)) or title(alert, reader)
    except (LookupError, ValueError, TypeError):
        return title(alert, reader)


def headline(row: Row, echo: Echo | None = None, reader: Reader = NOBODY) -> str:
    """One finding as an alert or a digest tells it: its sign, its line with everybody who states the value by now, its number."""
    line = _with_echo(row, echo, reader).replace("<->", "–").replace("->", "→")
    if row.verdict == Verdict.EDITED:
        line = reader.say("message", "edited", host=feed_name(row.url, row.outlet), time=reader.clock(row.recorded_at), line=line)
    return f"{SIGNS.get(row.verdict, '·')} {line} {row.id}"


def feed_name(url: str, name: str) -> str:
    """What a reader knows a source by: its host; where that is a bare number, the name we gave it."""
    host = urlsplit(url).hostname or ""
    try:
        ip_address(host)
    except ValueError:
        return host or name
    return name


def _what(alert: Alert, reader: Reader) -> str:
    plain = f"{alert.kind}: {alert.content.get('text', alert.group)}"
    if alert.kind not in _TITLES:
        return plain
    try:
        return _TITLES[alert.kind](alert, reader)
    except (LookupError, ValueError, TypeError):
        # Written by another version, or by hand: told plainly rather than not at all.
        return plain


def _reminder(alert: Alert, reader: Reader) -> str:
    return reader.say("message", "reminder", line=_first(alert, reader))


def _parked(alert: Alert, reader: Reader) -> str:
    return f"✖ {reader.say('message', 'parked', url=alert.content['url'], attempts=alert.content['attempts'])}"


def _channel(alert: Alert, reader: Reader) -> str:
    return f"✖ {reader.say('message', 'channel', channel=alert.content['channel'], why=alert.content['why'])}"


def _digest(alert: Alert, _reader: Reader) -> str:
    return str(alert.content.get("text") or f"digest {alert.content.get('day', '')}")


def _first(alert: Alert, reader: Reader) -> str:
    if not alert.rows:
        return "a finding"
    line = _told(_foremost(alert.rows, reader), alert, reader)
    return reader.say("message", "more", line=line, count=len(alert.rows) - 1) if len(alert.rows) > 1 else line


def _told(row: Row, alert: Alert, reader: Reader) -> str:
    return headline(row, alert.echoes.get(row.id), reader)


def _foremost(rows: tuple[Row, ...], reader: Reader) -> Row:
    """Of several findings of one development the one the reader can read in the original, else the first."""
    return next((row for row in rows if row.lang == reader.language), rows[0])


def _with_echo(row: Row, echo: Echo | None, reader: Reader) -> str:
    """The finding's line, with all languages in which the value is stated and how many independent origins there are."""
    languages = "+".join(echo.languages) if echo else row.lang
    number = echo.origins if echo else row.origins
    told = reader.say("message", "origin") if number == 1 else reader.say("message", "origins", count=number)
    place = f"{row.outlet}, {row.lang}"
    head, found, tail = row.summary.partition(place)
    if not found:
        return row.summary
    return f"{head}{row.outlet}, {languages}, {told}{tail}" if row.fact == "figure" else row.summary


def _storm(alert: Alert, reader: Reader) -> str:
    line = reader.say("message", "storm", count=len(alert.parts))
    part, parts = alert.content.get("part", (1, 1))
    return line if parts == 1 else reader.say("message", "part", line=line, part=part, parts=parts)


def _source(alert: Alert, reader: Reader) -> str:
    told = alert.content
    sign = "✖" if alert.kind == "source" else "✓"
    return f"{sign} " + reader.say(
        "message",
        "source_gone" if told.get("state") == "gone" else alert.kind,
        feed=feed_name(str(told["url"]), str(told["source"])),
        reason=_reason(str(told.get("reason", ""))),
        tries=told.get("failures", 0),
        last=_moment(told.get("last_item") or told.get("last_good"), reader),
        span=_since(told, alert.created),
        camp=reader.camp(str(told["camp"])),
        read=told.get("camp_read", 0),
        asked=told.get("camp_asked", 0),
    )


def _network(alert: Alert, reader: Reader) -> str:
    told = alert.content
    since = _moment(told.get("since"), reader)
    line = reader.say("message", alert.kind, asked=told.get("asked", 0), since=since, span=_since(told, alert.created))
    return f"{'✖' if alert.kind == 'network' else '✓'} {line}"


def _reason(reason: str) -> str:
    """A bare number where a server gave one: "404"."""
    found = _STATUS.search(reason)
    return found[1] if found else reason


def _moment(stamp: object, reader: Reader) -> str:
    return reader.moment(datetime.fromisoformat(str(stamp))) if stamp else reader.say("message", "never")


def _since(told: dict[str, object], until: datetime) -> str:
    return span(until - datetime.fromisoformat(str(told["since"]))) if told.get("since") else "?"


def _lines(alert: Alert, reader: Reader) -> Iterator[str]:
    if alert.parts:
        yield from _of_parts(alert.parts, reader)
    else:
        rows = sorted(alert.rows, key=lambda row: row.lang != reader.language)
        yield from _of_rows(rows[:_MOST], alert, reader)
        if len(rows) > _MOST:
            yield reader.say("digest", "more", count=len(rows) - _MOST)
    if muted := alert.content.get("muted"):
        yield reader.say("message", "muted", count=muted)
    if alert.rows:
        last = max(alert.rows, key=lambda row: row.number)
        yield reader.say("message", "head", id=last.id, hash=last.hash)
    yield from _of_content(alert, reader)


def _of_rows(rows: Iterable[Row], alert: Alert, reader: Reader) -> Iterator[str]:
    for row in rows:
        yield _told(row, alert, reader)
        if row.lang == reader.language and row.sentence:
            yield "    " + reader.say("message", "words", outlet=row.outlet, text=row.sentence)
        yield f"    {' · '.join(part for part in (row.outlet, reader.camp(row.camp), row.lang) if part)}  {row.url}"


def _of_parts(parts: tuple[Alert, ...], reader: Reader) -> Iterator[str]:
    """Every fact of a storm: its line and its address."""
    for part in parts:
        if not part.rows:
            yield _what(part, reader)
        for row in part.rows:
            line = _told(row, part, reader)
            yield reader.say("message", "reminder", line=line) if part.kind == "reminder" else line
            yield f"    {row.url}"


def _of_content(alert: Alert, reader: Reader) -> Iterator[str]:
    told = alert.content
    match alert.kind:
        case "source" | "source_back":
            yield f"{told['source']}, {reader.camp(str(told['camp']))}: {told['url']}"
            if alert.kind == "source":
                since, last = _moment(told.get("since"), reader), _moment(told.get("last_good"), reader)
                yield reader.say("message", "failing_since", since=since, last=last)
                yield reader.say("message", "sources_list")
        case "network":
            yield reader.say("message", "sources_list")
        case "parked":
            yield reader.say("message", "kept")
        case "channel":
            yield reader.say("message", "retry")


_TITLES: dict[str, Callable[[Alert, Reader], str]] = {
    "finding": _first,
    "reminder": _reminder,
    "storm": _storm,
    "source": _source,
    "source_back": _source,
    "network": _network,
    "network_back": _network,
    "parked": _parked,
    "channel": _channel,
    "digest": _digest,
}
