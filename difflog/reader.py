"""For whom a message or a digest is written: the words that frame it, by language, and the clock of the place."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import cache
from pathlib import Path
from typing import Any

import yaml

_FOLDER = Path(__file__).parent / "languages"
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True)
class Reader:
    """One reader: a language of ``difflog/languages/`` and a time zone. Nobody in particular reads English in UTC."""

    language: str = "en"
    zone: tzinfo = UTC

    def say(self, part: str, name: str, /, **values: object) -> str:
        """One of the sentences of the language, filled in: ``say("message", "more", line=…, count=3)``."""
        return str(_table(self.language)[part][name]).format(**values)

    def verdict(self, verdict: str) -> str:
        """A verdict in plain words; one that the table does not have stays as it is."""
        return str(_table(self.language)["verdicts"].get(verdict, verdict.replace("_", " ")))

    def camp(self, camp: str) -> str:
        """The name of a camp."""
        return str(_table(self.language)["camps"].get(camp, camp))

    def moment(self, moment: datetime) -> str:
        """A moment on the clock of the place: "3 Oct 18:20"."""
        local = moment.astimezone(self.zone)
        return str(_table(self.language)["moment"]).format(**_of_day(local.date()), hm=f"{local:%H:%M}")

    def day(self, day: date) -> str:
        """A day: "3 Oct"."""
        return str(_table(self.language)["day"]).format(**_of_day(day))

    def clock(self, moment: datetime) -> str:
        """The time of day: "11:02"."""
        return f"{moment.astimezone(self.zone):%H:%M}"


NOBODY = Reader()


def languages() -> tuple[str, ...]:
    """The languages there are tables of."""
    return tuple(sorted(file.stem for file in _FOLDER.glob("*.yaml")))


def span(length: timedelta) -> str:
    """How long something lasted: "2 d 3 h", "3 h", "40 min"."""
    minutes = max(int(length.total_seconds() // 60), 0)
    days, hours = divmod(minutes // 60, 24)
    if days:
        return f"{days} d {hours} h" if hours else f"{days} d"
    return f"{hours} h" if hours else f"{minutes} min"


@cache
def _table(language: str) -> Mapping[str, Any]:
    read: Mapping[str, Any] = yaml.safe_load((_FOLDER / f"{language}.yaml").read_text(encoding="utf-8"))
    return read


def _of_day(day: date) -> dict[str, object]:
    return {"d": day.day, "m": day.month, "mon": _MONTHS[day.month - 1]}
