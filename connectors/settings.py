"""The environment and .env → Settings, or one error that names every wrong variable."""

from collections.abc import Mapping
from datetime import time
from pathlib import Path
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo, available_timezones

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from connectors.environment import PREFIX, Places, wrong_names, wrong_permissions
from connectors.errors import Fault, SettingsError
from connectors.hours import read_hours, read_turn
from connectors.inside import Pair, is_loopback
from connectors.readers import channel_of
from facts.alerting import Hours, Turn

_PROJECT = Path(__file__).resolve().parents[1]
_DOCKER_SECRETS = Path("/run/secrets")
_DATABASES = ("sqlite", "postgresql+psycopg")
_SECRET = frozenset({"channels", "web_token", "database_url"})


class WrongSettingsError(SettingsError):
    """Some settings are wrong; ``faults`` names each with its variable, or its line of .env, and what to do."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__(", ".join(dict.fromkeys(fault.file for fault in faults)), "settings are wrong", "see each")
        self.args = (faults,)
        self.faults = faults

    def __str__(self) -> str:
        return "\n".join(map(str, self.faults))


class Settings(BaseSettings):
    """What the environment says, each as BELTWATCH_ and the name in capitals.

    database_url     SQLAlchemy address; None: SQLite in the data folder
    data_dir         folder for all that is kept
    watchlist        folder with feeds.yaml, topic.yaml, metrics.yaml, baseline*.yaml; the one that ships with the project
    channels         Apprise addresses that alerts go to, separated by blanks; secrets, for they hold tokens. Before an address may
                     stand what it is sent and its reader's language: "act=ntfys://topic digest,ru=mailto://…"
    quiet_hours      when alerts wait, by the wall clock of the time zone: "22:00-07:00"; none unless set
    digest_at        when the digest goes out: "07:30" each day, "monday 07:30" each week, or "off"
    tell_first       whether the first pass over a source alerts too: what it finds is old, and stands in the digest; "no" unless set
    allow_addresses  loopback host and port pairs that may be fetched: "127.0.0.1:8080 [::1]:8080"
    web_host, web_port, web_token   where the log page listens; any host but this machine's own needs the token
    web_names        further names by which browsers reach it, as in "127.0.0.1:8765 news.example:8765": behind a proxy, in a container
    user_agent       how sites see us: a name and where to complain
    timezone         IANA name; days of the digest begin in it. UTC, as no reader's place is known: set Europe/Minsk there
    log_format       how the program's own log is written: "text" for eyes, "json" for machines; "auto": by what reads it
    """

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_file_encoding="utf-8", env_ignore_empty=True, extra="ignore", frozen=True)

    database_url: str | None = Field(default=None, repr=False)
    data_dir: Path = Path("data")
    watchlist: Path = _PROJECT / "watchlist"
    channels: Annotated[tuple[SecretStr, ...], NoDecode] = ()
    quiet_hours: Annotated[Hours | None, NoDecode] = None
    digest_at: Annotated[Turn | None, NoDecode] = Turn(time(7, 30))
    tell_first: bool = False
    allow_addresses: Annotated[frozenset[Pair], NoDecode] = frozenset()
    web_host: str = "127.0.0.1"
    web_port: int = Field(default=8765, ge=1, le=65535)
    web_token: SecretStr | None = None
    user_agent: str = "beltwatch/0.1 (reads public feeds; set BELTWATCH_USER_AGENT to say who you are)"
    timezone: str = "UTC"
    web_names: Annotated[tuple[str, ...], NoDecode] = ()
    log_format: Literal["auto", "text", "json"] = "auto"

    @property
    def zone(self) -> ZoneInfo:
        """The time zone itself."""
        return ZoneInfo(self.timezone)

    @field_validator("database_url")
    @classmethod
    def _known_database(cls, address: str | None) -> str | None:
        if address is None:
            return None
        scheme, found, rest = address.partition("://")
        # Both are what hosts hand out for the one driver we have.
        scheme = "postgresql+psycopg" if scheme in ("postgres", "postgresql") else scheme
        if not found or scheme not in _DATABASES:
            raise ValueError("it is no address of a database we know; write sqlite:///path/file.db or postgresql://user@host/name")
        return f"{scheme}://{rest}"

    @field_validator("data_dir", "watchlist")
    @classmethod
    def _no_file(cls, folder: Path) -> Path:
        folder = folder.expanduser()
        if folder.exists() and not folder.is_dir():
            raise ValueError("it is a file; name a folder")
        return folder

    @field_validator("channels", mode="before")
    @classmethod
    def _separate_channels(cls, written: Any) -> Any:
        channels = written.split() if isinstance(written, str) else list(written)
        for number, channel in enumerate(channels, 1):
            try:
                channel_of(channel if isinstance(channel, str) else channel.get_secret_value())
            except ValueError as error:
                raise ValueError(f"address {number} of {len(channels)} {error}") from None
        return tuple(channels)

    @field_validator("quiet_hours", mode="before")
    @classmethod
    def _stretch_of_day(cls, written: Any) -> Any:
        return read_hours(written) if isinstance(written, str) else written

    @field_validator("digest_at", mode="before")
    @classmethod
    def _hour_of_digest(cls, written: Any) -> Any:
        return read_turn(written) if isinstance(written, str) else written

    @field_validator("allow_addresses", mode="before")
    @classmethod
    def _separate_pairs(cls, written: Any) -> Any:
        return frozenset(map(_pair, written.replace(",", " ").split())) if isinstance(written, str) else written

    @field_validator("web_names", mode="before")
    @classmethod
    def _separate_names(cls, written: Any) -> Any:
        return tuple(written.replace(",", " ").split()) if isinstance(written, str) else written

    @field_validator("user_agent")
    @classmethod
    def _sendable(cls, name: str) -> str:
        if not (name.isascii() and name.isprintable() and name.strip()):
            raise ValueError("a header cannot carry it; write a name in plain letters on one line")
        return name.strip()

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, name: str) -> str:
        if name not in available_timezones():
            raise ValueError("it is no time zone; write one of the IANA names: UTC, Europe/Minsk, Asia/Shanghai")
        return name

    @model_validator(mode="after")
    def _guarded(self) -> "Settings":
        if not is_loopback(self.web_host) and (self.web_token is None or len(self.web_token.get_secret_value()) < 16):
            raise ValueError("web_host")
        return self


def load_settings(**overrides: Any) -> Settings:
    """Read the environment, .env of the current folder and Docker's secrets, with ``overrides`` on top.

    overrides  fields of Settings by name, as options of a command give them; None counts as not given.
    raises     SettingsError with every fault at once. Values of secrets never stand in it.
    """
    dotenv = Path(".env")
    places = Places.read(dotenv, frozenset(Settings.model_fields))
    faults = [*places.faults, *wrong_names(places), *wrong_permissions(places, _SECRET)]
    given = {name: value for name, value in overrides.items() if value is not None}
    # pydantic-settings warns of a secrets folder that is not there, and most machines have none.
    secrets = _DOCKER_SECRETS if _DOCKER_SECRETS.is_dir() else None
    files: dict[str, Any] = {"_env_file": dotenv if places.legible else None, "_secrets_dir": secrets}
    try:
        settings = Settings(**files, **given)
    except ValidationError as error:
        faults.extend(_fault(one, places, given) for one in error.errors())
        raise WrongSettingsError(faults) from None
    if faults:
        raise WrongSettingsError(faults)
    return settings


def _fault(error: Mapping[str, Any], places: Places, given: Mapping[str, Any]) -> Fault:
    """Turn one of pydantic's errors into place, value and remedy."""
    if not error["loc"]:
        file, line = places.of("web_host")
        what = f"{PREFIX}WEB_HOST opens the page to other machines without a token"
        return Fault(file, line, what, f"set {PREFIX}WEB_TOKEN to 16 characters or more, or {PREFIX}WEB_HOST to 127.0.0.1")
    name = str(error["loc"][0])
    file, line = ("the command line", 0) if name in given else places.of(name)
    shown = "" if name in _SECRET else f' "{_word(error["input"])}"'
    message = str(error["ctx"]["error"]) if "error" in error.get("ctx", {}) else f"{error['msg'][0].lower()}{error['msg'][1:]}; mend it"
    what, _, remedy = message.partition("; ")
    return Fault(file, line, f"{PREFIX}{name.upper()}{shown}: {what}", remedy)


def _word(value: object) -> str:
    return str(value)[:100]


def _pair(word: str) -> Pair:
    """Read "127.0.0.1:8080" or "[::1]:8080" as a pair; anything that is not this machine is refused."""
    host, found, port = word.rpartition(":")
    host = host.removeprefix("[").removesuffix("]")
    if not found or not port.isdigit() or not 1 <= int(port) <= 65535:
        raise ValueError(f'"{word}" is no host:port; write 127.0.0.1:8080')
    if not is_loopback(host):
        raise ValueError(f'"{word}" is not on this machine; only loopback addresses can be allowed: 127.0.0.1:8080')
    return host.lower(), int(port)
