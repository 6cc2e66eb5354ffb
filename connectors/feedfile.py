"""feeds.yaml edited by a command: rows in and out, and all that a person wrote around them stays."""

import shutil
from collections.abc import Iterable
from dataclasses import fields
from datetime import timedelta
from pathlib import Path
from typing import Any

import yaml

from connectors.addresses import place
from connectors.errors import WatchlistError
from connectors.inside import Pair
from connectors.watchlist import Feeds, read_page
from connectors.watchrules import feed_rules
from facts.watch import Source

_SPANS = ((timedelta(weeks=1), "w"), (timedelta(days=1), "d"), (timedelta(hours=1), "h"), (timedelta(minutes=1), "m"))


def add_sources(file: Path, sources: Iterable[Source], allowed: frozenset[Pair] = frozenset()) -> tuple[Source, ...]:
    """Append rows to feeds.yaml; what stands there, comments too, stays as it is.

    returns  the sources whose address was not there yet.
    raises   WatchlistError where the file is wrong before or would be after, as when a name is taken; then it is left alone.
    """
    text = _text(file, allowed)
    known = {place(one.url) for one in _read(file, allowed)}
    fresh = tuple(one for one in sources if place(one.url) not in known)
    if fresh:
        rows = yaml.safe_dump([_row(one) for one in fresh], allow_unicode=True, sort_keys=False, width=1000)
        indent = " " * _rows(text).start_mark.column
        _replace(file, text + "".join(f"{indent}{line}\n" for line in rows.splitlines()), allowed)
    return fresh


def remove_source(file: Path, name: str, allowed: frozenset[Pair] = frozenset()) -> bool:
    """Take one row out of feeds.yaml; comments between the rows stay. Returns whether there was such a row.

    raises  WatchlistError where the file is wrong, or would be without the row.
    """
    text = _text(file, allowed)
    numbers = [number for number, one in enumerate(_read(file, allowed)) if one.name == name]
    for number in numbers:
        row = _rows(text).value[number]
        lines = text.splitlines(keepends=True)
        # A row in braces ends on its own line, one in lines where the next begins; comments before that are the next one's.
        end = row.end_mark.line + (1 if row.flow_style else 0)
        while lines[end - 1].strip()[:1] in ("", "#"):
            end -= 1
        _replace(file, "".join(lines[: row.start_mark.line] + lines[end:]), allowed)
    return bool(numbers)


def _text(file: Path, allowed: frozenset[Pair]) -> str:
    """Read a file that is known to be sound, with an end to its last line."""
    _read(file, allowed)
    text = file.read_text(encoding="utf-8-sig")
    return text if text.endswith("\n") else f"{text}\n"


def _read(file: Path, allowed: frozenset[Pair]) -> tuple[Source, ...]:
    page = read_page(file, Feeds, file.name, feed_rules(allowed))
    if page.faults:
        raise WatchlistError(page.faults)
    sources: tuple[Source, ...] = page.value.sources
    return sources


def _rows(text: str) -> yaml.SequenceNode:
    """Find the list of rows, which stands under the one key of the file."""
    top = yaml.compose(text, Loader=yaml.CSafeLoader)
    assert isinstance(top, yaml.MappingNode)
    rows: yaml.SequenceNode = top.value[0][1]
    return rows


def _replace(file: Path, text: str, allowed: frozenset[Pair]) -> None:
    """Put ``text`` in the file's place once it is proved sound: whoever reads meanwhile sees the old or the new file whole."""
    draft = file.with_name(f".{file.name}.new")
    try:
        draft.write_text(text, encoding="utf-8")
        _read(draft, allowed)
        shutil.copymode(file, draft)
        draft.replace(file)
    finally:
        draft.unlink(missing_ok=True)


def _row(source: Source) -> dict[str, Any]:
    """Write a source as its row, without what is default; a language that is not known is left out likewise."""
    given = {one.name: getattr(source, one.name) for one in fields(source) if getattr(source, one.name) not in (one.default, "")}
    # Camp and kind are words here; YAML would name their class.
    words = {name: value if isinstance(value, bool) else str(value) for name, value in given.items()}
    return words | {"every": _duration(source.every)}


def _duration(span: timedelta) -> str:
    size, letter = next((size, letter) for size, letter in _SPANS if not span % size)
    return f"{span // size}{letter}"
