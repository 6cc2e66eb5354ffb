"""The sample newsroom, day by day, through the very same passes as live feeds."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from time import monotonic
from typing import Any
from urllib.parse import urlsplit

from connectors.newsroom import Newsroom
from connectors.sandbox import Children
from connectors.settings import Settings
from flows.desk import Clock, Plan, Scene, Tell, in_silence
from flows.engines import MakePass
from flows.report import Report
from flows.scenes import sample_database
from models.store import open_store

MORNING, LATER = time(9, 0), timedelta(minutes=5)


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleDay:
    """One day of the sample and what its pass found; ``again`` when the day had been read before."""

    day: date
    number: int
    of: int
    again: bool
    report: Report


async def sample_days(settings: Settings, plan: Plan, make_pass: MakePass, tell: Tell = in_silence) -> AsyncIterator[SampleDay]:
    """Serve the days that this database has not read yet, or the last one again, and make a pass over each."""
    database = sample_database(settings)
    done, last, port = _read_so_far(database)
    with Newsroom(port=port) as newsroom:
        scene = Scene(settings=settings, database=database, sources=newsroom.sources(), allow=frozenset({newsroom.address}), tell=tell)
        async with Children() as children:
            for day in [day for day in newsroom.days if day > done] or [newsroom.days[-1]]:
                newsroom.open_day(day)
                number = newsroom.days.index(day) + 1
                # A little later each day, so that a second look due after a day is due.
                morning = datetime.combine(day, MORNING, UTC) + number * LATER
                clock = _clock_from(max(morning, last + timedelta(hours=1)))
                # A day that was read before, in whole or in part, is asked for again whether it is due or not.
                asked = replace(plan, force=plan.force or last >= morning)
                report = await make_pass(replace(scene, clock=clock, day=day.isoformat(), children=children), asked)
                last = clock()
                yield SampleDay(day=day, number=number, of=len(newsroom.days), again=day <= done, report=report)


def _read_so_far(database: str) -> tuple[date, datetime, int]:
    """The last day a whole pass read to its end, when the last pass began, and the port: another one would make other addresses."""
    with open_store(database) as store:
        passes = [made for made in store.last_passes(50) if made.report.get("day")]
        port = next((urlsplit(source.url).port for source in store.sources()), None)
    done = max((date.fromisoformat(made.report["day"]) for made in passes if made.report.get("whole")), default=date.min)
    return done, max((made.started for made in passes), default=datetime(1, 1, 1, tzinfo=UTC)), port or 0


def _clock_from(start: datetime) -> Clock:
    """A clock that stood at ``start`` now and runs on at the usual speed."""
    zero = monotonic()
    return lambda: start + timedelta(seconds=monotonic() - zero)


class MovingDays:
    """The sample newsroom with a day that moves on by itself, for as long as its ``with`` block runs.

    After the last day the calendar goes on and nothing new is published, as on any quiet day.

    seconds  that a day lasts
    """

    def __init__(self, settings: Settings, seconds: float) -> None:
        self._settings, self._seconds = settings, seconds
        self._database = sample_database(settings)
        self._done, last, port = _read_so_far(self._database)
        self._newsroom = Newsroom(port=port)
        self._after = last + timedelta(hours=1)
        self._zero = monotonic()

    def __enter__(self) -> "MovingDays":
        self._newsroom.__enter__()
        return self

    def __exit__(self, *reason: Any) -> None:
        self._newsroom.__exit__(*reason)

    def scene(self) -> Scene:
        """Where a pass happens now."""
        day, morning = self._today()
        self._newsroom.open_day(day)
        return Scene(
            settings=self._settings,
            database=self._database,
            sources=self._newsroom.sources(),
            allow=frozenset({self._newsroom.address}),
            clock=_clock_from(morning),
            day=day.isoformat(),
        )

    def _today(self) -> tuple[date, datetime]:
        """The newsroom's day and the moment it is there now."""
        days = self._newsroom.days
        elapsed = monotonic() - self._zero
        number = sum(day <= self._done for day in days) + int(elapsed // self._seconds)
        beyond = max(number - len(days) + 1, 0)
        day = days[min(number, len(days) - 1)]
        begun = datetime.combine(day + timedelta(days=beyond), MORNING, UTC) + (number + 1) * LATER
        return day, max(begun, self._after) + timedelta(seconds=elapsed % self._seconds)
