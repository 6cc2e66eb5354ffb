"""The program's own log: events with names and values, as JSON for machines or in colours for eyes; no secret ever stands in it."""

import logging
import re
import sys
from collections.abc import Iterable, Mapping, MutableMapping
from typing import Any, TextIO
from urllib.parse import unquote, urlsplit

from pydantic import SecretStr

from connectors.cleaning import clean, cut
from connectors.readers import channels_of
from connectors.settings import Settings

_HIDDEN = "[redacted]"
_LONGEST = 2_000  # characters of one value: an event is a line, not a page
_SHORTEST_SECRET = 6  # a shorter one would blot out words that are none
_USERINFO = re.compile(r"(?<=://)[^/\s@]+@")
_QUERY = re.compile(r"(?<=[?&])(?P<name>[\w.-]*(?:key|token|secret|password|auth|sig)[\w.-]*)=[^&\s#]+", re.IGNORECASE)

Event = MutableMapping[str, Any]


def log() -> Any:
    """The logger; what it is told goes nowhere until ``set_up_logs`` was called."""
    import structlog  # noqa: PLC0415 - it brings rich and colours with it, which a plain pass has no need of

    if not structlog.is_configured():
        structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    return structlog.get_logger("beltwatch")


def set_up_logs(settings: Settings, stream: TextIO = sys.stderr) -> bool:
    """Write events to ``stream`` from now on, those of libraries from warnings on; return whether as JSON.

    LOG_FORMAT decides the form; "auto" is text on a terminal and JSON anywhere else
    """
    import structlog  # noqa: PLC0415

    as_json = settings.log_format == "json" or (settings.log_format == "auto" and not stream.isatty())
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        Redactor(secrets_of(settings)),
    ]
    renderer = structlog.processors.JSONRenderer(ensure_ascii=False) if as_json else structlog.dev.ConsoleRenderer(colors=stream.isatty())
    structlog.configure(
        processors=[*shared, renderer],
        logger_factory=structlog.PrintLoggerFactory(stream),
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        cache_logger_on_first_use=False,
    )
    _take_over_libraries(shared, renderer, stream)
    return as_json


def _take_over_libraries(shared: list[Any], renderer: Any, stream: TextIO) -> None:
    """Let what libraries log come out in the same form, with the same secrets left out."""
    import structlog  # noqa: PLC0415

    strip = structlog.stdlib.ProcessorFormatter.remove_processors_meta
    others = logging.StreamHandler(stream)
    others.setFormatter(structlog.stdlib.ProcessorFormatter(foreign_pre_chain=shared, processors=[strip, renderer]))
    root = logging.getLogger()
    root.handlers = [others]
    root.setLevel(logging.WARNING)


class Redactor:
    """Takes known secrets, user and password in addresses, and telling query values out of every value of an event."""

    def __init__(self, secrets: Iterable[str]) -> None:
        known = sorted({secret for secret in secrets if len(secret) >= _SHORTEST_SECRET}, key=len, reverse=True)
        self._known = re.compile("|".join(map(re.escape, known))) if known else None

    def __call__(self, _logger: object, _method: str, event: Event) -> Event:
        """As structlog calls a processor."""
        return {name: self._clean(value) for name, value in event.items()}

    def _clean(self, value: Any) -> Any:
        match value:
            case str():
                return self._line(value)
            case Mapping():
                return {name: self._clean(one) for name, one in value.items()}
            case list() | tuple() | set() | frozenset():
                return [self._clean(one) for one in value]
            case bool() | int() | float() | None:
                return value
            case _:
                return self._line(str(value))

    def _line(self, text: str) -> str:
        text = self._known.sub(_HIDDEN, text) if self._known else text
        text = _QUERY.sub(rf"\g<name>={_HIDDEN}", _USERINFO.sub(f"{_HIDDEN}@", text))
        return cut(clean(text), _LONGEST)


def secrets_of(settings: Settings) -> set[str]:
    """Every value of the settings that must stand in no log: whole channels, the token, the database's password."""
    secrets = {channel.get_secret_value() for channel in settings.channels}
    secrets |= {channel.address for channel in channels_of(settings.channels)}
    if isinstance(settings.web_token, SecretStr):
        secrets.add(settings.web_token.get_secret_value())
    if settings.database_url:
        secrets |= _password_of(settings.database_url)
    return secrets


def _password_of(address: str) -> set[str]:
    password = urlsplit(address).password
    return {password, unquote(password)} if password else set()
