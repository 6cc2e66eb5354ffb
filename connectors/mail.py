"""A mail of ours, as text and as HTML in one letter: whose repeat carries the same Message-ID, and whose refusal is told by its number."""

import contextlib
import re
import smtplib
import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import localtime
from hashlib import sha256
from typing import Any

from connectors.errors import ChannelError

_ANSWER_SECONDS = 20.0  # a server may look through a letter before it takes it
_LATER = "it is tried again by itself"
_MAYBE = "the mail server went away before it answered: it may have taken the letter or not"


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What is to be sent: one line, plain text, and the same as HTML or ""."""

    subject: str
    text: str
    html: str
    key: str


@dataclass(frozen=True, slots=True)
class Post:
    """Where letters go, as Apprise read it out of a mailto address; ``service`` is its NotifyEmail."""

    service: Any
    channel: str
    remedy: str

    def send(self, letter: Letter) -> None:
        """Hand the letter over.

        raises  ChannelError, as connectors.channels.send does
        """
        sender, receivers = self.service.from_addr[1], [*(address for _, address in self.service.targets)]
        everybody = [*receivers, *self.service.cc, *self.service.bcc]
        try:
            made = self._made(letter)
        except (ValueError, LookupError):
            # Nothing of it may be told: what is wrong may be the address.
            raise ChannelError(self.channel, "its sender or receiver is no address of a mailbox", self.remedy, final=True) from None
        handed = [False]
        try:
            with self._server() as server:
                handed[0] = True
                refused = server.send_message(made, sender, everybody)
        except (OSError, smtplib.SMTPException) as error:
            raise self._refusal(error, handed=handed[0]) from None
        if refused:
            raise ChannelError(self.channel, f"{len(refused)} of {len(everybody)} receivers were refused", self.remedy, final=True)

    @contextlib.contextmanager
    def _server(self) -> Iterator[smtplib.SMTP]:
        """A connection that is logged in. Bidding farewell may fail: the letter is delivered then all the same."""
        service, trusted = self.service, ssl.create_default_context()
        if not service.verify_certificate:
            trusted.check_hostname, trusted.verify_mode = False, ssl.CERT_NONE
        place = (service.smtp_host, service.port)
        plain = service.secure_mode != "ssl"
        server = smtplib.SMTP(*place, timeout=_ANSWER_SECONDS) if plain else _sealed(place, trusted)
        try:
            if service.secure_mode == "starttls":
                server.starttls(context=trusted)
            if service.user and service.password:
                server.login(service.user, service.password)
            yield server
        finally:
            with contextlib.suppress(OSError, smtplib.SMTPException):
                server.quit()

    def _made(self, letter: Letter) -> EmailMessage:
        service, made = self.service, EmailMessage()
        made["Subject"] = letter.subject
        made["From"] = _named(*service.from_addr)
        made["To"] = [_named(name, address) for name, address in service.targets]
        for header, addresses in (("Cc", service.cc), ("Reply-To", service.reply_to)):
            if addresses:
                made[header] = [_named(service.names.get(address), address) for address in sorted(addresses)]
        # A repeat is told from another letter by it; mail programs show one of the two.
        made["Message-ID"] = f"<{sha256(letter.key.encode()).hexdigest()[:32]}@beltwatch.invalid>"
        made["Date"] = localtime()
        made["Auto-Submitted"] = "auto-generated"
        made["X-Idempotency-Key"] = letter.key
        made.set_content(letter.text)
        if letter.html:
            made.add_alternative(letter.html, subtype="html")
        return made

    def _refusal(self, error: Exception, *, handed: bool) -> ChannelError:
        number = _number(error)
        if number is not None:
            return ChannelError(self.channel, f"the mail server answered {number}", self.remedy, final=number >= 500)
        if handed:
            return ChannelError(self.channel, _MAYBE, "it is tried once more", ambiguous=True)
        return ChannelError(self.channel, "the mail server cannot be reached", _LATER)


def _sealed(place: tuple[str, int], trusted: ssl.SSLContext) -> smtplib.SMTP:
    return smtplib.SMTP_SSL(*place, timeout=_ANSWER_SECONDS, context=trusted)


def _named(name: object, address: str) -> Address:
    return Address(display_name=str(name) if name else "", addr_spec=address)


def _number(error: Exception) -> int | None:
    """What the server answered, if it did: of several receivers the mildest, for the letter may still be taken."""
    match error:
        case smtplib.SMTPRecipientsRefused():
            return min(int(code) for code, _ in error.recipients.values())
        case smtplib.SMTPServerDisconnected():
            return None
        case smtplib.SMTPResponseException():
            return int(error.smtp_code)
        case smtplib.SMTPException():
            found = re.search(r"\b[45]\d\d\b", str(error))
            return int(found[0]) if found else None
    return None
