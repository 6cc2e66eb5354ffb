"""What a server answered, and how its headers are read."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

_VALIDATOR_LIMIT = 1_024
_LONGEST_WAIT = timedelta(days=7)
_MAX_AGE = re.compile(r"(?<![\w-])max-age\s*=\s*\"?(\d{1,9})")
_KEPT = ("age", "cache-control", "content-type", "date", "expires", "last-modified", "link", "x-robots-tag")


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """What a server answered.

    url           as asked
    final_url     where the last redirect led; the same as url where there was none
    moved_to      where url moved for good (301, 308), or None
    doubt         what is wrong with the server's certificate, where it was accepted all the same; else ""
    headers       the few that say how fresh and what it is, names in lower case
    body          unpacked; empty where not_modified
    etag          validator to send next time, or None; likewise modified
    not_modified  whether the server said that nothing changed since the validators it was sent
    retry_after   how long the server asked to be left alone, or None
    """

    url: str
    final_url: str
    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    content_type: str = ""
    etag: str | None = None
    modified: str | None = None
    not_modified: bool = False
    retry_after: timedelta | None = None
    moved_to: str | None = None
    doubt: str = ""


def read_fields(fields: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    """Name the fields of an answer, in lower case; what stands several times is one, with commas between."""
    told: dict[str, str] = {}
    for raw_name, raw_value in fields:
        name, value = raw_name.decode("latin-1").lower(), raw_value.decode("latin-1")
        told[name] = f"{told[name]}, {value}" if name in told else value
    return told


def kept_headers(headers: Mapping[str, str]) -> dict[str, str]:
    """Take the headers that are of use later; cookies and the rest are forgotten here."""
    return {name: headers[name][:_VALIDATOR_LIMIT] for name in _KEPT if name in headers}


def read_validator(headers: Mapping[str, str], name: str) -> str | None:
    """Read "etag" or "last-modified"; None where there is none that could be sent back."""
    value = headers.get(name, "").strip()
    return value if 0 < len(value) <= _VALIDATOR_LIMIT and value.isascii() and value.isprintable() else None


def read_retry_after(words: str, now: datetime) -> timedelta | None:
    """Read Retry-After: seconds ("120") or a date; at most 7 days; None for what is neither, or is over."""
    words = words.strip()
    if not words:
        return None
    if words.isascii() and words.isdigit():
        return _sensible(timedelta(seconds=float(words[:9])))
    until = _date(words)
    return None if until is None else _sensible(until - now)


def fresh_for(headers: Mapping[str, str]) -> timedelta:
    """Tell how long an answer stays fresh, by its Cache-Control or, without one, by Expires: at most 7 days; 0 where nothing says so."""
    control = headers.get("cache-control", "").lower()
    found = _MAX_AGE.search(control)
    if "no-cache" in control or "no-store" in control:
        return timedelta(0)
    if found:
        age = headers.get("age", "")[:9]
        seconds = int(found[1]) - (int(age) if age.isascii() and age.isdigit() else 0)
        return min(timedelta(seconds=max(seconds, 0)), _LONGEST_WAIT)
    dates = [_date(headers.get(name, "")) for name in ("expires", "date")]
    if dates[0] is None or dates[1] is None:
        return timedelta(0)
    return _sensible(dates[0] - dates[1]) or timedelta(0)


def _date(words: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(words[:60])
    except (ValueError, OverflowError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _sensible(wait: timedelta) -> timedelta | None:
    return min(wait, _LONGEST_WAIT) if wait > timedelta(0) else None
