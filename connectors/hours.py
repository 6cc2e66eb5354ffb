"""Times of the wall clock as people write them into settings: "22:00-07:00", "07:30", "monday 07:30"."""

import re
from datetime import time

from facts.alerting import Hours, Turn

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
OFF = "off"
_CLOCK = r"(\d{1,2}):(\d{2})"


def read_hours(written: str) -> Hours | None:
    """Read a stretch of the day; "off" for none.

    raises  ValueError with the form that is wanted
    """
    if written.strip().lower() == OFF:
        return None
    found = re.fullmatch(rf"{_CLOCK}\s*[-–]\s*{_CLOCK}", written.strip())
    start, end = (_time(found[1], found[2]), _time(found[3], found[4])) if found else (None, None)
    if start is None or end is None or start == end:
        raise ValueError("it is no stretch of the day; write 22:00-07:00, or off")
    return Hours(start, end)


def read_turn(written: str) -> Turn | None:
    """Read when digests are made: each day at a time, or on a weekday; "off" for never.

    raises  ValueError with the form that is wanted
    """
    words = written.strip().lower()
    if words == OFF:
        return None
    found = re.fullmatch(rf"(?:(\w+)\s+)?{_CLOCK}", words)
    at = _time(found[2], found[3]) if found else None
    if found is None or at is None or (found[1] and found[1] not in DAYS):
        raise ValueError("it is no hour of a day or week; write 07:30, monday 07:30, or off")
    return Turn(at, DAYS.index(found[1]) if found[1] else None)


def _time(hours: str, minutes: str) -> time | None:
    return time(int(hours), int(minutes)) if int(hours) < 24 and int(minutes) < 60 else None
