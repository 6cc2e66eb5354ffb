"""Days and stretches of time as people type them: "7d", "24h", "2026-01-27"."""

import re
from datetime import UTC, date, datetime, time, timedelta

_UNITS = {"h": "hours", "d": "days", "w": "weeks"}


def moment(text: str, now: datetime) -> datetime:
    """The moment a filter names.

    text    "24h", "7d", "2w" before now, or a day (its beginning, UTC)
    raises  ValueError saying which forms are understood
    """
    ago = re.fullmatch(r"(\d{1,5})([hdw])", text)
    if ago:
        return now - timedelta(**{_UNITS[ago[2]]: int(ago[1])})
    try:
        return datetime.combine(date.fromisoformat(text), time(), UTC)
    except ValueError:
        raise ValueError(f"{text!r} is no time: write 24h, 7d, 2w or a day such as 2026-01-27") from None
