"""Alerts out: one door before the services that Apprise knows. Addresses of channels are secrets."""

import asyncio
import contextvars
import logging
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from connectors.cleaning import clean, clean_line
from connectors.errors import ChannelError

if TYPE_CHECKING:
    import apprise

_log = logging.getLogger("apprise")
_TEXT = "text"
_TITLE_LIMIT = 240
_BODY_LIMIT = 30_000
_REMEDY = "look at BELTWATCH_CHANNELS; beltwatch alerts test sends a test message"
# Between the sign and the word that would give it power; drawn as nothing.
_JOINER = "\u2060"
_MENTION = re.compile(r"@(?=everyone\b|here\b|channel\b|all\b|room\b|online\b)", re.IGNORECASE)
_MARKUP = re.compile(r"(?<=<)(?=[!@#/a-zA-Z])|(?<=\])(?=[(\[])|(?<=`)(?=`)|(?<=&)(?=#?\w{1,30};)")
_SCHEME = re.compile(r"\b(?:javascript|data|file|vbscript|tel|tg|slack|mailto)(?=:)", re.IGNORECASE)
_STATUS = re.compile(r"error=(\d{3})")
_UNSENT = re.compile(r"refused|resolve|unreachable|NewConnectionError|ConnectTimeout|CERTIFICATE", re.IGNORECASE)
_KEYED = ("json", "jsons", "xml", "xmls", "form", "forms")
# What another try cannot mend: the message is wrong, or the address is.
_FINAL = frozenset({400, 404, 405, 406, 410, 411, 413, 414, 415, 422})


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What is known of a delivery.

    channel  the address, redacted
    key      the idempotency key it went out with
    """

    channel: str
    key: str


class _Heard(logging.Filter):
    """What Apprise says in its log is all it tells of a failure. Kept per send, and let through to nobody: it spells addresses out."""

    def filter(self, record: logging.LogRecord) -> bool:
        said = _said.get()
        if said is not None:
            said.append(record.getMessage())
        return False


_said: contextvars.ContextVar[list[str] | None] = contextvars.ContextVar("said", default=None)


async def send(address: str, title: str, body: str, *, key: str) -> Receipt:
    """Send one message.

    address  an Apprise address: "ntfys://ntfy.sh/topic", "mailto://user:secret@mail.example".
    title    one line; what is not inert in it is made so.
    body     plain text.
    key      the same for every try at the same message; sent along where the service has a place for it.
    returns  the receipt, once the service took the message.
    raises   ChannelError, with the address redacted; ``final`` where the same message can never be taken,
             ``ambiguous`` where the service may have taken it.
    """
    return await asyncio.to_thread(_send, address, title, body, key)


def redact(address: str) -> str:
    """Spell a channel so that it can be shown: "mailto://mail.example/…". User, password, path and query are secrets."""
    scheme, mark, rest = address.partition("://")
    if not mark:
        return "…"
    host = re.split(r"[/?#]", rest, maxsplit=1)[0].rpartition("@")[2]
    # In many services a token stands where the host is in others.
    shown = host if re.fullmatch(r"(?:[\w-]+\.)+[a-z]{2,12}(?::\d+)?|localhost(?::\d+)?|[\d.]+(?::\d+)?", host, re.ASCII) else "…"
    return f"{clean_line(scheme, 20)}://{shown}/…" if shown != "…" else f"{clean_line(scheme, 20)}://…"


def inert(text: str) -> str:
    """Take the power out of text from outside: no mass mention, no markup, no link but http(s). It reads as before."""
    text = clean(text)
    for form in (_MENTION, _MARKUP, _SCHEME):
        text = form.sub(lambda found: found[0] + _JOINER, text)
    return text


def _send(address: str, title: str, body: str, key: str) -> Receipt:
    channel = redact(address)
    service = _service(address, key)
    if service is None:
        raise ChannelError(channel, "this is no address of a channel Apprise knows", _REMEDY, final=True)
    said: list[str] = []
    token = _said.set(said)
    try:
        sent = service.notify(
            body=inert(body)[:_BODY_LIMIT],
            title=inert(clean_line(title, _TITLE_LIMIT)),
            body_format=_TEXT,
        )
    finally:
        _said.reset(token)
    if not sent:
        raise _refusal(channel, "\n".join(said))
    return Receipt(channel=channel, key=key)


def _service(address: str, key: str) -> "apprise.NotifyBase | None":
    # Most passes send nothing, and need not carry a hundred services.
    import apprise  # noqa: PLC0415

    _listen()
    # A channel that redirects may lead anywhere, inside too.
    asset = apprise.AppriseAsset(app_id="beltwatch", app_desc="beltwatch", http_redirects=False)
    scheme = address.partition("://")[0].lower()
    if scheme in _KEYED:
        address += f"{'&' if '?' in address else '?'}+Idempotency-Key={key}"
    service = apprise.Apprise.instantiate(address, asset=asset, suppress_exceptions=True)
    return service if isinstance(service, apprise.NotifyBase) else None


def _listen() -> None:
    if not any(isinstance(heard, _Heard) for heard in _log.filters):
        _log.addFilter(_Heard())
    _log.setLevel(logging.DEBUG)
    # The library beneath tells each request's path.
    logging.getLogger("urllib3").setLevel(logging.CRITICAL)


def _refusal(channel: str, said: str) -> ChannelError:
    if found := _STATUS.search(said):
        status = int(found[1])
        return ChannelError(channel, f"the service answered {status}", _REMEDY, final=status in _FINAL)
    if _UNSENT.search(said):
        return ChannelError(channel, "the service cannot be reached", "it is tried again by itself")
    return ChannelError(channel, "no answer: the service may have taken the message or not", "it is tried once more", ambiguous=True)
