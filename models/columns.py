"""Column types that read and write alike on SQLite and PostgreSQL, and the groups of columns that several tables share."""

import json
from datetime import UTC, datetime
from decimal import Decimal
from hashlib import sha256
from typing import Any

from sqlalchemy import TIMESTAMP, BigInteger, Column, Date, Dialect, Index, Integer, String, Text
from sqlalchemy.schema import SchemaItem
from sqlalchemy.types import TypeDecorator, TypeEngine

LONGEST_KEY = 300  # characters; PostgreSQL indexes up to 2,700 bytes

Id = BigInteger().with_variant(Integer, "sqlite")  # SQLite numbers rows by itself only in an INTEGER column

# NUL and lone surrogates: PostgreSQL refuses the first, no encoder takes the second.
_UNSTORABLE = {0: "\ufffd"} | dict.fromkeys(range(0xD800, 0xE000), "\ufffd")


def storable(text: str) -> str:
    """Replace what a database cannot hold, one character for one: offsets into the text stay true."""
    return text.translate(_UNSTORABLE) if "\x00" in text or not _encodes(text) else text


def canonical(value: object) -> str:
    """Write ``value`` as JSON in the one form that is hashed: keys sorted, no blanks, letters as they are."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def stamp(moment: datetime) -> str:
    """Write a moment as the log does, "2026-01-27T12:58:03Z"; fractions of a second only where there are any."""
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def keyed(text: str) -> str:
    """What a Key column holds of ``text``: as it is, or its beginning and its hash where it is longer than an index takes."""
    text = storable(text)
    return text if len(text) <= LONGEST_KEY else text[: LONGEST_KEY - 65] + "~" + sha256(text.encode()).hexdigest()


def _encodes(text: str) -> bool:
    if text.isascii():
        return True
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


class Utc(TypeDecorator[datetime]):
    """A moment in UTC. SQLite keeps it as text of one width, so that it sorts as time does."""

    impl = String(27)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(TIMESTAMP(timezone=True) if dialect.name == "postgresql" else String(27))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value} has no time zone: give moments in UTC")
        moment = value.astimezone(UTC)
        return moment if dialect.name == "postgresql" else moment.isoformat(timespec="microseconds").replace("+00:00", "Z")

    def process_result_value(self, value: Any, _dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.astimezone(UTC) if isinstance(value, datetime) else datetime.fromisoformat(value)


class Exact(TypeDecorator[Decimal]):
    """A decimal kept digit by digit: SQLite has only floats."""

    impl = String(64)
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, _dialect: Dialect) -> str | None:
        return None if value is None else plain(value)

    def process_result_value(self, value: str | None, _dialect: Dialect) -> Decimal | None:
        return None if value is None else Decimal(value)


def plain(value: Decimal) -> str:
    """Write a decimal without exponent and without noughts after the last digit that counts: "5800000000", "8.7"."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


class Words(TypeDecorator[str]):
    """Text from outside. What no database takes is replaced at the last door, so that one bad row fails nothing."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, _dialect: Dialect) -> str | None:
        return None if value is None else storable(value)


class Key(TypeDecorator[str]):
    """Words that are looked up by: what is too long for an index keeps its beginning and ends in its hash."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, _dialect: Dialect) -> str | None:
        return None if value is None else keyed(value)


class Json(TypeDecorator[Any]):
    """A small value as canonical JSON text: the same characters in both databases."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, _dialect: Dialect) -> str | None:
        return None if value is None else storable(canonical(value))

    def process_result_value(self, value: str | None, _dialect: Dialect) -> Any:
        return None if value is None else json.loads(value)


def lease(table: str) -> list[SchemaItem]:
    """Who is at work on the row and until when; both null when nobody is. The index holds only the rows that are held."""
    owner = Column("lease_owner", String(80))
    held = owner.is_not(None)
    return [owner, Column("lease_until", Utc), Index(f"ix_{table}_lease", owner, sqlite_where=held, postgresql_where=held)]


def place() -> list[Column[Any]]:
    """Where a fact stood; version and article are null for what the baseline says."""
    return [
        Column("label", Key),  # "B-01" for the baseline's, null for what was learned since
        Column("version_id", Id),
        Column("article_id", Id),
        Column("version", Integer, nullable=False, default=1),
        Column("document", Key, nullable=False),
        Column("origin", Key, nullable=False),
        Column("source", Key, nullable=False),
        Column("outlet", Words, nullable=False),
        Column("camp", Key, nullable=False),
        Column("language", Key, nullable=False),
        Column("url", Words, nullable=False),
        Column("published", Date),
    ]
