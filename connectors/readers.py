"""Who is told what: each channel with the levels it is sent and the language its reader reads."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256

from pydantic import SecretStr

from connectors.cleaning import clean_line
from connectors.shapes import nearest

ACT, DIGEST = "act", "digest"
LEVELS = {"act": ACT, "digest": DIGEST, "note": DIGEST}  # notes wait for the digest
LANGUAGES = ("en", "ru", "be", "zh")
SYNTAX = "write Apprise addresses with blanks between, each with what it is sent before it: act=ntfys://topic digest,ru=mailto://…"

_WORDS = re.compile(r"([A-Za-z,]*)=(?=[A-Za-z][A-Za-z0-9+.-]*://)")


@dataclass(frozen=True, slots=True)
class Channel:
    """One reader's channel.

    name      how it is shown and known in the database: "ntfys://ntfy.sh/… ·3fa". The mark tells two alike apart, whatever
              their order, and is too short to tell anything of the address
    address   an Apprise address; a secret
    levels    "act", "digest" or both
    language  what its messages are framed in
    """

    name: str
    address: str = field(repr=False)
    levels: frozenset[str] = frozenset({ACT, DIGEST})
    language: str = "en"

    def wants(self, kind: str) -> bool:
        """Whether it is sent alerts of a kind."""
        return (DIGEST if kind == DIGEST else ACT) in self.levels


def channel_of(written: str) -> Channel:
    """Read one entry of BELTWATCH_CHANNELS: an address, or words, an equals sign and the address.

    raises  ValueError that says what is wrong, a semicolon, and what to do; never with the address
    """
    found = _WORDS.match(written)
    words = [word for word in found[1].lower().split(",") if word] if found else []
    address = written[found.end() :] if found else written
    if "://" not in address:
        raise ValueError(f"has no ://; {SYNTAX}")
    for word in words:
        if word not in LEVELS and word not in LANGUAGES:
            raise ValueError(f'names "{word}", which is neither a level nor a language; {nearest(word, [*LEVELS, *LANGUAGES])}')
    languages = [word for word in words if word in LANGUAGES]
    if len(languages) > 1:
        raise ValueError(f"is framed in one language, not in {' and '.join(languages)}; name one, or write the address once for each")
    levels = frozenset(LEVELS[word] for word in words if word in LEVELS) or frozenset({ACT, DIGEST})
    mark = sha256(address.encode()).hexdigest()[:3]
    return Channel(f"{redact(address)} ·{mark}", address, levels, languages[0] if languages else "en")


def channels_of(written: Iterable[SecretStr]) -> tuple[Channel, ...]:
    """The channels of the settings, each once, in their order; what two entries want of one address is added up."""
    read: dict[str, Channel] = {}
    for secret in written:
        channel = channel_of(secret.get_secret_value())
        before = read.get(channel.name)
        levels = channel.levels | (before.levels if before else frozenset())
        read[channel.name] = Channel(channel.name, channel.address, levels, channel.language)
    return tuple(read.values())


def redact(address: str) -> str:
    """Spell a channel so that it can be shown: "mailto://mail.example/…". User, password, path and query are secrets."""
    scheme, mark, rest = address.partition("://")
    if not mark:
        return "…"
    host = re.split(r"[/?#]", rest, maxsplit=1)[0].rpartition("@")[2]
    # In many services a token stands where the host is in others.
    shown = host if re.fullmatch(r"(?:[\w-]+\.)+[a-z]{2,12}(?::\d+)?|localhost(?::\d+)?|[\d.]+(?::\d+)?", host, re.ASCII) else "…"
    return f"{clean_line(scheme, 20)}://{shown}/…" if shown != "…" else f"{clean_line(scheme, 20)}://…"
