"""When an alert goes out, and when it does not: pure decisions about moments, numbers and rules."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from facts.watch import Mute

STORM = 10  # messages within an hour; what would go beyond is told in one
LATELY = timedelta(hours=1)
FULL = 80  # facts in one message of a storm; what is more goes into a further one
_FIRST_PAUSE, _LONGEST_PAUSE = timedelta(minutes=1), timedelta(hours=1)
_LATE = timedelta(hours=6)  # how far into the next day a digest of the evening is still sent


@dataclass(frozen=True, slots=True)
class Hours:
    """A stretch of every day on the clock of the wall: "22:00-07:00" goes over midnight."""

    start: time
    end: time

    def hold(self, local: time) -> bool:
        """Whether the clock stands within them; the end is outside."""
        if self.start <= self.end:
            return self.start <= local < self.end
        return local >= self.start or local < self.end


@dataclass(frozen=True, slots=True)
class Turn:
    """When digests are made: each day at a time of the wall clock, or on one weekday (0 is Monday)."""

    at: time
    weekday: int | None = None

    @property
    def span(self) -> timedelta:
        """How much one digest usually covers."""
        return timedelta(days=1) if self.weekday is None else timedelta(weeks=1)


def is_quiet(hours: Hours | None, now: datetime, zone: tzinfo) -> bool:
    """Whether alerts wait: the wall clock of ``zone`` decides, so that summer time changes nothing for the sleeper."""
    return hours is not None and hours.hold(now.astimezone(zone).time())


def digest_day(turn: Turn, now: datetime, zone: tzinfo, last: date | None) -> date | None:
    """The local day whose digest is due, or None.

    last     the latest day that has one; a day that lies ahead was written by a wrong clock and binds nobody
    returns  never a day up to ``last``: an hour that comes twice in autumn brings no second digest, one that is left out in
             spring is made up for at the next moment there is
    """
    local = now.astimezone(zone)
    day = _latest(turn, local)
    known = last if last is not None and last <= local.date() + timedelta(days=1) else None
    if known is not None and day <= known:
        return None
    late = local.replace(tzinfo=None) - datetime.combine(day, turn.at)
    grace = _LATE if known is None else max(_LATE, turn.span - timedelta(days=1))
    return day if day == local.date() or late <= grace else None


def is_storm(waiting: int, lately: int) -> bool:
    """Whether so much waits that it is told in one message.

    lately  messages that went out within LATELY
    """
    return waiting > 1 and waiting + lately > STORM


def pause(failures: int) -> timedelta:
    """How long a channel is left alone after so many failures in a row: from a minute, doubling, to an hour."""
    return min(_FIRST_PAUSE * (1 << min(max(failures - 1, 0), 10)), _LONGEST_PAUSE)


def mute_of(mutes: Iterable[Mute], *, metric: str | None, speaker: str | None, source: str, day: date) -> Mute | None:
    """The first rule that mutes a finding on this day; what a rule does not name may be anything."""
    for mute in mutes:
        named = ((mute.metric, metric), (mute.speaker, speaker), (mute.source, source))
        if day <= mute.until and all(wanted in (None, there) for wanted, there in named):
            return mute
    return None


def _latest(turn: Turn, local: datetime) -> date:
    """The latest day whose hour has come by the wall clock."""
    day = local.date() if local.time() >= turn.at else local.date() - timedelta(days=1)
    return day if turn.weekday is None else day - timedelta(days=(day.weekday() - turn.weekday) % 7)
