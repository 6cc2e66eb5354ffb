"""When a page that was read is looked at again: often while it is young, then ever less, then never."""

from datetime import datetime, timedelta

AGES = (timedelta(hours=1), timedelta(hours=6), timedelta(days=1), timedelta(days=3), timedelta(days=7))
"""Ages, counted from the first reading, at which an article is read again. Most edits come within a day."""


def next_reading(first: datetime, done: int, now: datetime) -> datetime | None:
    """Say when an article is read again.

    first  when it was read first; done: how often it was read again since, now included
    returns  None once it is old enough to be left alone; ages that passed while nobody looked are made up for only once
    """
    ahead = [first + age for age in AGES[done:] if first + age > now]
    return ahead[0] if ahead else None
