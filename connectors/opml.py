"""Lists of feeds in and out: OPML and plain addresses, as feed readers exchange them."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from connectors.addresses import place
from connectors.errors import Fault, WatchlistError
from connectors.inside import Pair, inside_reason
from connectors.nodes import read_text
from facts.watch import Camp, Source, SourceKind

if TYPE_CHECKING:
    from lxml import etree

_EVERY = timedelta(days=1)
_LANGUAGES = frozenset({"en", "ru", "be", "zh"})


@dataclass(frozen=True, slots=True)
class _Row:
    """One feed as a list names it."""

    line: int
    url: str
    title: str = ""
    language: str = ""
    camp: Camp = Camp.OTHER


def load_addresses(file: Path, allowed: Collection[Pair] = ()) -> tuple[Source, ...]:
    """Read a plain list: one address a line, # begins a comment, an address that stands twice is taken once.

    returns  sources named after their host and path, language "" (it is told from each text), camp other, every 1d.
    raises   WatchlistError with every line that is no address we may poll.
    """
    text, faults = read_text(file)
    rows = [_Row(number, row.partition(" #")[0].strip()) for number, row in enumerate((text or "").splitlines(), 1)]
    return _sources([row for row in rows if row.url and not row.url.startswith("#")], file.name, faults, allowed)


def load_opml(file: Path, allowed: Collection[Pair] = ()) -> tuple[Source, ...]:
    """Read the feeds of an OPML file, whatever the depth of its folders.

    returns  sources as load_addresses does, with the outline's title as outlet, and language and camp where they stand.
    raises   WatchlistError where it is no OPML or a feed in it may not be polled. Entities are not expanded.
    """
    from lxml import etree  # noqa: PLC0415 - a plain list of addresses is read without it

    text, faults = read_text(file)
    rows: list[_Row] = []
    if text is not None:
        try:
            rows = list(_outlines(text))
        except etree.XMLSyntaxError as error:
            faults.append(Fault(file.name, error.lineno or 1, f"this is no OPML: {error.msg}", "export it again from your feed reader"))
    if not rows and not faults:
        faults.append(Fault(file.name, 0, "it holds no feeds", "an outline with an xmlUrl is one"))
    return _sources(rows, file.name, faults, allowed)


def write_opml(sources: Iterable[Source], title: str = "beltwatch") -> bytes:
    """Write sources as OPML 2.0, a folder per camp; dead ones and pages that are no feeds are left out."""
    from lxml import etree  # noqa: PLC0415

    root = etree.Element("opml", version="2.0")
    etree.SubElement(etree.SubElement(root, "head"), "title").text = title
    body = etree.SubElement(root, "body")
    folders: dict[str, etree._Element] = {}
    for source in sources:
        if source.dead or source.kind is not SourceKind.FEED:
            continue
        if source.camp not in folders:
            folders[source.camp] = etree.SubElement(body, "outline", text=str(source.camp))
        etree.SubElement(folders[source.camp], "outline", _attributes(source))
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _attributes(source: Source) -> dict[str, str]:
    return {"type": "rss", "text": source.name, "title": source.outlet, "language": source.language, "xmlUrl": source.url}


def _outlines(text: str) -> Iterator[_Row]:
    from lxml import etree  # noqa: PLC0415

    # No entities, no DTD, no network: a list from a stranger must not grow, nor read a file of ours.
    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False)
    root = etree.fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", text).encode(), parser)
    for outline in root.iter("outline"):
        url = (outline.get("xmlUrl") or outline.get("xmlurl") or "").strip()
        if url:
            title = outline.get("title") or outline.get("text") or ""
            yield _Row(_line(outline), url, title.strip(), outline.get("language") or "", _camp(outline))


def _line(outline: "etree._Element") -> int:
    return outline.sourceline if isinstance(outline.sourceline, int) else 0


def _camp(outline: "etree._Element") -> Camp:
    """Read the camp from the folder's name, where the list was written by us."""
    names = (above.get("text") or "" for above in outline.iterancestors("outline"))
    return next((Camp(name) for name in names if Camp.form.fullmatch(name)), Camp.OTHER)


def _sources(rows: Iterable[_Row], file: str, faults: list[Fault], allowed: Collection[Pair]) -> tuple[Source, ...]:
    found: dict[str, Source] = {}
    names: set[str] = set()
    for row in rows:
        if why := inside_reason(row.url, allowed):
            faults.append(Fault(file, row.line, f"it cannot be polled: {why}", "write an http or https address of the open network"))
        elif (where := place(row.url)) not in found:
            found[where] = _source(row, names)
    if faults:
        raise WatchlistError(sorted(faults))
    return tuple(found.values())


def _source(row: _Row, names: set[str]) -> Source:
    host = (urlsplit(row.url).hostname or "").removeprefix("www.")
    language = row.language[:2].lower() if row.language[:2].lower() in _LANGUAGES else ""
    return Source(name=_free_name(row, names), url=row.url, outlet=row.title or host, language=language, camp=row.camp, every=_EVERY)


def name_of(url: str) -> str:
    """Make a name of host and path: "news-example-rss-world"."""
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.")
    return re.sub(r"[^a-z0-9]+", "-", f"{host}{parts.path}".lower()).strip("-")[:60].strip("-") or "source"


def _free_name(row: _Row, names: set[str]) -> str:
    """Make a name that no other source of the list has."""
    name = name_of(row.url)
    number = next(count for count in range(1, len(names) + 2) if (name if count == 1 else f"{name}-{count}") not in names)
    name = name if number == 1 else f"{name}-{number}"
    names.add(name)
    return name
