"""How the article is found on a page. Loaded in children only: trafilatura and htmldate weigh more than all else of ours."""

import re
from datetime import UTC, datetime, time
from hashlib import sha256

import trafilatura
from htmldate import find_date
from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring
from trafilatura.settings import Extractor

from connectors.addresses import absolute, canonical
from connectors.cleaning import clean, clean_line, cut
from connectors.dates import read_date
from connectors.encodings import decode
from connectors.errors import NoText, NotHtml
from connectors.furniture import remove_furniture
from connectors.page import Page
from connectors.walls import look, wall
from connectors.wallwords import says

_TEXT_LIMIT = 500_000
_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,300}\?>")
_MARKUP = re.compile(r"<\s*[a-zA-Z!/][^<>]{0,2000}>")
_NEVER = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"PK\x03\x04", b"\x1f\x8b", b"\x00\x00\x00", b"ID3", b"OggS")
_DATES = (
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "date",
    "dc.date",
    "dc.date.issued",
    "dcterms.created",
    "pubdate",
    "publishdate",
    "publish_date",
    "article.published",
    "sailthru.date",
    "parsely-pub-date",
)


def extract(body: bytes, content_type: str, url: str, now: datetime) -> Page:
    """Take the article out of a page: arguments and errors as for connectors.pages.read_page."""
    tree = _tree(body, content_type, url)
    head = _Head(tree, url)
    published = _published(tree, head, now)
    signs = look(tree)
    remove_furniture(tree)
    text = _text(tree, url)
    title = _title(tree, head)
    if (found := wall(signs, title, text)) is not None:
        raise NoText(url, *found)
    return Page(
        title=title,
        text=text,
        published=published,
        canonical_url=head.canonical_url,
        language=head.language,
        text_hash=sha256(text.encode("utf-8")).hexdigest(),
        corrected=says("corrected", text),
    )


def _tree(body: bytes, content_type: str, url: str) -> HtmlElement:
    kind = content_type.partition(";")[0].strip().lower()
    if body.startswith(_NEVER) or kind.startswith(("image/", "audio/", "video/", "font/")) or kind == "application/pdf":
        raise NotHtml(url, f"not a page ({kind or 'bytes of another kind'})", "read it yourself: beltwatch reads pages only")
    text = clean(_DECLARATION.sub("", decode(body, content_type).text))
    if not text.strip():
        raise NoText(url, "the page is empty", "it is tried again", "empty")
    if not _MARKUP.search(text, 0, 100_000):
        raise NotHtml(url, f"not a page ({kind or 'text'} without markup)", "read it yourself: beltwatch reads pages only")
    try:
        # Without huge_tree, all that lies deeper than 256 elements is dropped without a word.
        return document_fromstring(text, parser=HTMLParser(huge_tree=True, remove_comments=True, remove_pis=True))
    except etree.ParserError as error:
        raise NoText(url, "the page is empty", "it is tried again", "empty") from error


class _Head:
    """What a page says of itself, read before anything is taken out of it."""

    def __init__(self, tree: HtmlElement, url: str) -> None:
        self.metas = {
            (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").lower(): meta.get("content", "")
            for meta in reversed(list(tree.iter("meta")))
        }
        self.language = (tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or self.metas.get("og:locale", ""))[
            :2
        ].lower()
        named = [link.get("href", "") for link in tree.iter("link") if link.get("rel", "").lower() == "canonical"]
        self.canonical_url = _own(named[0] if named else self.metas.get("og:url", ""), url)


def _own(named: str, url: str) -> str:
    """Take the page's word for its address only within its own site, and not where it names the front page."""
    there = canonical(absolute(clean(named).strip(), url))
    here = canonical(url)
    same_site = _site(there) == _site(here) and there.startswith("http")
    return there if same_site and there.rstrip("/").count("/") > 2 else here


def _site(url: str) -> str:
    return ".".join(url.partition("://")[2].partition("/")[0].split(":")[0].split(".")[-2:])


def _published(tree: HtmlElement, head: _Head, now: datetime) -> datetime | None:
    printed = [head.metas[name] for name in _DATES if head.metas.get(name)]
    printed += [str(when) for when in tree.xpath("//*[@itemprop='datePublished']/@datetime | //article//time/@datetime")[:3]]
    moments = (read_date(clean(words), now) for words in printed)
    return next((moment for moment in moments if moment and moment <= now), None) or _searched(tree, now)


def _searched(tree: HtmlElement, now: datetime) -> datetime | None:
    day = find_date(tree, original_date=True, extensive_search=False, max_date=now.replace(tzinfo=None))
    return datetime.combine(datetime.fromisoformat(day), time(), UTC) if day else None


def _text(tree: HtmlElement, url: str) -> str:
    options = Extractor(output_format="python", comments=False, tables=True, url=url)
    document = trafilatura.bare_extraction(tree, options=options)
    text = str(getattr(document, "text", None) or "")
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return cut("\n".join(line for line in lines if line), _TEXT_LIMIT)


def _title(tree: HtmlElement, head: _Head) -> str:
    """The headline: what the page gives for sharing, else its one big heading, else its title bar."""
    headings = [str(heading.text_content()) for heading in list(tree.iter("h1"))[:2]]
    bar = next((str(title.text_content()) for title in tree.iter("title")), "")
    candidates = [
        head.metas.get("og:title", ""),
        headings[0] if len(headings) == 1 else "",
        head.metas.get("twitter:title", ""),
        bar,
        *headings,
    ]
    return next((line for line in map(clean_line, candidates) if line), "")
