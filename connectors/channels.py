"""Alerts out: one door before the services that Apprise knows. Addresses of channels are secrets."""

import asyncio
import contextvars
import logging
import re
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import quote

from connectors.answers import noted, rest
from connectors.cleaning import clean, clean_line, cut
from connectors.errors import ChannelError
from connectors.mail import Letter, Post
from connectors.readers import redact

if TYPE_CHECKING:
    import apprise

_log = logging.getLogger("apprise")
_TEXT = "text"
_TITLE_LIMIT = 240
_BODY_LIMIT = 60_000  # two hundred facts with their addresses; a service that holds less splits or refuses it
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


async def send(address: str, title: str, body: str, *, key: str, html: str = "") -> Receipt:
    """Send one message.

    address  an Apprise address: "ntfys://ntfy.sh/topic", "mailto://user:secret@mail.example".
    title    one line; what is not inert in it is made so.
    body     plain text.
    html     the same for readers of mail, made inert by whoever wrote it; "" for text alone. Other services get the text.
    key      the same for every try at the same message; sent along where the service has a place for it.
    returns  the receipt, once the service took the message.
    raises   ChannelError, with the address redacted; ``final`` where the same message can never be taken,
             ``ambiguous`` where the service may have taken it.
    """
    return await asyncio.to_thread(_send, address, title, body, key, html)


def inert(text: str) -> str:
    """Take the power out of text from outside: no mass mention, no markup, no link but http(s). It reads as before."""
    text = clean(text)
    for form in (_MENTION, _MARKUP, _SCHEME):
        text = form.sub(lambda found: found[0] + _JOINER, text)
    return text


def _send(address: str, title: str, body: str, key: str, html: str) -> Receipt:
    channel = redact(address)
    service = _service(address, key)
    if service is None:
        raise ChannelError(channel, "this is no address of a channel Apprise knows", _REMEDY, final=True)
    line, text = inert(clean_line(title, _TITLE_LIMIT)), cut(inert(body), _BODY_LIMIT)
    if _is_plain_mail(service):
        Post(service, channel, _REMEDY).send(Letter(subject=line, text=text, html=html, key=key))
    else:
        _notify(service, channel, line, text)
    return Receipt(channel=channel, key=key)


def _notify(service: "apprise.NotifyBase", channel: str, title: str, body: str) -> None:
    said: list[str] = []
    token = _said.set(said)
    try:
        with noted() as heads:
            sent = service.notify(body=body, title=title, body_format=_TEXT)
    finally:
        _said.reset(token)
    if not sent:
        raise _refusal(channel, "\n".join(said), rest(heads))


def _is_plain_mail(service: "apprise.NotifyBase") -> bool:
    """Whether it is a mailbox at a mail server; letters that are to be encrypted are left to Apprise."""
    return type(service).__name__ == "NotifyEmail" and vars(service)["pgp_mode"] == "no"


def _service(address: str, key: str) -> "apprise.NotifyBase | None":
    # Most passes send nothing, and need not carry a hundred services.
    import apprise  # noqa: PLC0415

    _listen()
    # A channel that redirects may lead anywhere, inside too.
    asset = apprise.AppriseAsset(app_id="beltwatch", app_desc="beltwatch", http_redirects=False, image_url_mask="", image_url_logo="")
    scheme = address.partition("://")[0].lower()
    if scheme in _KEYED:
        address = _with(address, f"+Idempotency-Key={quote(key, safe='/')}")
    if "overflow=" not in address:
        address = _with(address, "overflow=split")  # what is too long for a service comes in parts rather than cut
    service = apprise.Apprise.instantiate(address, asset=asset, suppress_exceptions=True)
    return service if isinstance(service, apprise.NotifyBase) else None


def _with(address: str, word: str) -> str:
    return f"{address}{'&' if '?' in address else '?'}{word}"


def _listen() -> None:
    if not any(isinstance(heard, _Heard) for heard in _log.filters):
        _log.addFilter(_Heard())
    _log.setLevel(logging.DEBUG)
    # The library beneath tells each request's path.
    logging.getLogger("urllib3").setLevel(logging.CRITICAL)


def _refusal(channel: str, said: str, rest: timedelta | None) -> ChannelError:
    if found := _STATUS.search(said):
        status = int(found[1])
        elsewhere = ", which leads elsewhere and is not followed" if 300 <= status < 400 else ""
        final = status in _FINAL or bool(elsewhere)
        return ChannelError(channel, f"the service answered {status}{elsewhere}", _REMEDY, retry_after=rest, final=final)
    if _UNSENT.search(said):
        return ChannelError(channel, "the service cannot be reached", "it is tried again by itself")
    return ChannelError(channel, "no answer: the service may have taken the message or not", "it is tried once more", ambiguous=True)
