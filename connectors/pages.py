"""A page's body → the article on it: text, title, date, address; or which of the usual reasons there is none.

Runs in a child: a page may be built to hang its reader.
"""

from datetime import datetime

from connectors.page import Page

WARM = ("connectors.extraction",)
"""What a child loads before its first page."""


def read_page(body: bytes, content_type: str, url: str, now: datetime) -> Page:
    """Take the article out of a page.

    body          as fetched, unpacked.
    content_type  the server's header.
    url           where it was fetched from, redirects followed.
    now           the time of reading: no publication is later.
    raises        NotHtml; NoText with its kind: soft_404, consent, paywall, script_only, empty.
    """
    # The parent, which only names this function, need not carry what reads pages.
    from connectors.extraction import extract  # noqa: PLC0415

    return extract(body, content_type, url, now)


__all__ = ["WARM", "Page", "read_page"]
