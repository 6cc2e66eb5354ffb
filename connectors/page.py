"""What a page turned out to hold."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The article on a page.

    text           paragraphs, one a line; cut at half a million characters, with a mark
    published      in UTC; None where the page does not say it, or says what cannot be
    canonical_url  as the page names itself, if on its own site, else as fetched; without tracking
    language       what the page says of itself: "ru", "zh" … or ""
    text_hash      of the text: SHA-256, hex
    corrected      whether a note on the page says that it was corrected
    """

    title: str
    text: str
    published: datetime | None
    canonical_url: str
    language: str
    text_hash: str
    corrected: bool
