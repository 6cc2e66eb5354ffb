"""An alert as a message: one title line, a plain body. What a channel may do with outside text is the channel's care."""

from collections.abc import Iterator

from difflog.text import SIGNS, inert
from models.rows import Row
from models.values import Alert

_MOST = 12  # findings told one by one; a development with more of them is counted


def title(alert: Alert) -> str:
    """The line a reader sees first: "▲ Trade BY–CN: £5.8bn (2022) → $8.9bn (Jan–Nov 2025) F-1042"."""
    line = inert(_what(alert))
    # Only one that was tried before can have been seen before.
    return f"(repeat) {line}" if alert.repeat else line


def body(alert: Alert) -> str:
    """Everything else, a line a finding with its source and address; the last one's hash, so that a cut log shows.

    returns  never nothing: channels refuse a message without a body
    """
    return "\n".join(inert(line) for line in _lines(alert)) or title(alert)


def _what(alert: Alert) -> str:
    match alert.kind:
        case "finding":
            return _first(alert.rows)
        case "reminder":
            return f"Not reviewed for a day: {_first(alert.rows)}"
        case "source":
            told = alert.content
            return f"✖ Feed: {told['source']} unreadable for 24 h ({told['reason']}, {told['failures']} tries)"
        case "parked":
            return f"✖ Not judged: {alert.content['url']} failed its reader {alert.content['attempts']} times"
        case _:
            return f"{alert.kind}: {alert.content.get('text', alert.group)}"


def _first(rows: tuple[Row, ...]) -> str:
    if not rows:
        return "a finding"
    more = f" and {len(rows) - 1} more" if len(rows) > 1 else ""
    return f"{SIGNS.get(rows[0].verdict, '·')} {rows[0].summary} {rows[0].id}{more}"


def _lines(alert: Alert) -> Iterator[str]:
    for row in alert.rows[:_MOST]:
        yield f"{row.id} {row.verdict}: {row.summary}"
        yield f"    {' · '.join(part for part in (row.outlet, row.camp, row.lang) if part)}  {row.url}"
    if len(alert.rows) > _MOST:
        yield f"… and {len(alert.rows) - _MOST} more: beltwatch log"
    if alert.rows:
        yield f"log head {alert.rows[-1].id} {alert.rows[-1].hash}"
    match alert.kind:
        case "source":
            told = alert.content
            yield f"{told['camp']}: {told['url']}"
            yield f"Failing since {told['since']}; last good answer: {told['last_good'] or 'never'}. beltwatch sources list shows them all."
        case "parked":
            yield "Its text stays stored; beltwatch status shows the trace."
