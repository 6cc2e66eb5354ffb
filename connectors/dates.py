"""Dates as feeds print them → a moment in UTC, or None where there is doubt. What was printed is kept beside it."""

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from email.utils import parsedate_tz
from functools import cache
from zoneinfo import ZoneInfo

from facts.countries import zone_of

_EARLIEST = datetime(1995, 1, 1, tzinfo=UTC)
_AHEAD = timedelta(days=1)
_ZONES = {
    "msk": 180,
    "мск": 180,
    "eet": 120,
    "gmt": 0,
    "utc": 0,
    "z": 0,
    "est": -300,
    "pst": -480,
    "pdt": -420,
    "edt": -240,
    "cet": 60,
    "cest": 120,
    "bst": 60,
    "hkt": 480,
}
_NO_YEAR = re.compile(r"\s00\d\d\s")
_TIME = r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d+)?)?"
_ZONE = r"\s*(?P<zone>Z|[+-]\d{2}:?\d{2}|[A-Za-zА-Яа-я]{3,4})?"
_FORMS = (
    re.compile(rf"(?P<year>\d{{4}})-(?P<month>\d{{1,2}})-(?P<day>\d{{1,2}})(?:[T\s]+{_TIME}{_ZONE})?", re.IGNORECASE),
    re.compile(
        rf"(?P<year>\d{{4}})\s*年\s*(?P<month>\d{{1,2}})\s*月\s*(?P<day>\d{{1,2}})\s*日?(?:\s*(?:{_TIME}|(?P<hour2>\d{{1,2}})时(?P<minute2>\d{{1,2}})分)){{0,1}}{_ZONE}"
    ),
    re.compile(rf"(?P<year>\d{{4}})[/.](?P<month>\d{{1,2}})[/.](?P<day>\d{{1,2}})(?:\s+{_TIME}{_ZONE})?"),
    re.compile(rf"(?P<day>\d{{1,2}})\.(?P<month>\d{{1,2}})\.(?P<year>\d{{4}})(?:,?\s+(?:в\s+)?{_TIME}{_ZONE})?"),
    re.compile(
        rf"(?:\w+\.?,\s*)?(?P<day>\d{{1,2}})\s+(?P<name>[А-Яа-яЁёІіЎў]{{3,12}})\.?\s+(?P<year>\d{{4}})(?:\s*г(?:\.|ода)?)?(?:,?\s+(?:в\s+)?{_TIME}{_ZONE})?"
    ),
)
# The first three letters tell the month; Belarusian names it after the season's work, Russian after Rome.
_MONTHS = {
    "янв": 1,
    "фев": 2,
    "мар": 3,
    "апр": 4,
    "май": 5,
    "мая": 5,
    "июн": 6,
    "июл": 7,
    "авг": 8,
    "сен": 9,
    "окт": 10,
    "ноя": 11,
    "дек": 12,
}
_MONTHS |= {"сту": 1, "лют": 2, "сак": 3, "кра": 4, "тра": 5, "чэр": 6, "ліп": 7, "жні": 8, "вер": 9, "кас": 10, "ліс": 11, "сне": 12}


def read_date(printed: str, now: datetime, home: str | None = None) -> datetime | None:
    """Read a publication date.

    printed  "Tue, 27 Jan 2026 15:58:03 +0300", "2026-01-27T12:58:03Z", "2026年1月27日", "27 января 2026, 15:58".
    now      the time of reading, in UTC.
    home     the country the source writes from, by its code: the zone of a time that names none, and what CST means.
    returns  a moment in UTC; None for what cannot be read, is more than a day ahead, or older than news on the web.
    """
    printed = printed.strip()[:100]
    moment = _by_form(printed, home) or _as_mail(printed, home)
    return moment if moment and _EARLIEST <= moment <= now + _AHEAD else None


def _as_mail(printed: str, home: str | None) -> datetime | None:
    """Read RFC 822, the form of RSS; parsedate_tz takes the odd spellings of it too."""
    parts = parsedate_tz(printed)
    # It takes the year 0001, written where no date was known, for 2001.
    if parts is None or _NO_YEAR.search(printed):
        return None
    year, month, day, hour, minute, second, *_ = parts
    # parsedate_tz calls a missing zone UTC, and knows neither Moscow nor Peking.
    word = printed.rsplit(maxsplit=1)[-1]
    return _moment((year, month, day), (hour, minute, second), _zone("" if ":" in word[:3] else word, home))


def _by_form(printed: str, home: str | None) -> datetime | None:
    found = next((match for form in _FORMS if (match := form.match(printed))), None)
    if found is None:
        return None
    given = found.groupdict()
    month = int(given["month"]) if given.get("month") else _MONTHS.get(given["name"][:3].lower(), 0)
    hour, minute = given["hour"] or given.get("hour2") or 0, given["minute"] or given.get("minute2") or 0
    clock = (int(hour), int(minute), int(given["second"] or 0))
    # A day without a time is that day everywhere; a zone would move it to the day before.
    zone = _zone(given["zone"] or "", home) if hour else UTC
    return _moment((int(given["year"]), month, int(given["day"])), clock, zone)


def _zone(word: str, home: str | None) -> tzinfo:
    word = word.lower()
    if number := re.fullmatch(r"(?:gmt|utc)?([+-])(\d{2}):?(\d{2})", word):
        minutes = int(number[2]) * 60 + int(number[3])
        return timezone(timedelta(minutes=minutes if number[1] == "+" else -minutes)) if minutes < 24 * 60 else UTC
    if word == "cst":
        return _at_home("CN") if home == "CN" else timezone(timedelta(hours=-6))
    return timezone(timedelta(minutes=_ZONES[word])) if word in _ZONES else _at_home(home or "")


@cache
def _at_home(country: str) -> tzinfo:
    name = zone_of(country)
    return ZoneInfo(name) if name else UTC


def _moment(day: tuple[int, int, int], clock: tuple[int, int, int], zone: tzinfo) -> datetime | None:
    hour, minute, second = clock
    midnight_after = timedelta(days=1) if (hour, minute) == (24, 0) else timedelta(0)
    try:
        # 23:59:60 is a leap second; Python's clock has none.
        moment = datetime(*day, 0 if midnight_after else hour, minute, min(second, 59), tzinfo=zone)
        return (moment + midnight_after).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
