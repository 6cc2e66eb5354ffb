"""Shelf: an archive of any size, looked through once, then handed out in date order a chunk at a time."""

import gzip
import json
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import date
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any, BinaryIO, cast

from connectors.archive import Unreadable, read_article
from connectors.errors import ArchiveError
from facts.article import Article

KEPT = 1_000  # unreadable lines told one by one
_COLUMNS = ("id", "title", "text", "published", "url", "outlet", "lang")


class Shelf:
    """Articles by day of publication, then as they stand in the files; those without a day come last. Made by ``open_shelf``.

    unreadable  lines that hold no article, up to KEPT of them; ``broken`` counts all
    """

    def __init__(self, files: Sequence[tuple[str, BinaryIO]]) -> None:
        self._files = files
        self._days, self._offsets, self._numbers = array("l"), array("q"), array("H")
        self.unreadable: list[Unreadable] = []
        self.broken = 0
        for number in range(len(files)):
            self._look_through(number)
        self._order = array("q", sorted(range(len(self._days)), key=self._days.__getitem__))

    def __len__(self) -> int:
        return len(self._order)

    def chunks(self, size: int) -> Iterator[list[Article]]:
        """All articles, oldest first, up to ``size`` at a time."""
        for start in range(0, len(self._order), size):
            yield [self._article(place) for place in self._order[start : start + size]]

    def _look_through(self, number: int) -> None:
        """Note where each article stands and of which day it is: 18 bytes an article, and 8 for its place, however long it is."""
        name, file = self._files[number]
        offset = 0
        for count, line in enumerate(file, start=1):
            if line.strip():
                self._note(read_article(line.decode("utf-8", "replace"), f"{name}, line {count}"), number, offset)
            offset += len(line)

    def _note(self, read: Article | Unreadable, number: int, offset: int) -> None:
        if isinstance(read, Unreadable):
            self.broken += 1
            if self.broken <= KEPT:
                self.unreadable.append(read)
            return
        self._days.append((read.published or date.max).toordinal())
        self._offsets.append(offset)
        self._numbers.append(number)

    def _article(self, place: int) -> Article:
        name, file = self._files[self._numbers[place]]
        file.seek(self._offsets[place])
        read = read_article(file.readline().decode("utf-8", "replace"), name)
        if isinstance(read, Unreadable):
            raise ArchiveError(name, "it changed while it was read", "leave it alone until the replay is done, then begin again")
        return read


@contextmanager
def open_shelf(files: Sequence[Path]) -> Iterator[Shelf]:
    """Open archives: JSONL as it is; ``.jsonl.gz`` and ``.parquet`` are first copied out, for they cannot be read in any order.

    raises  ArchiveError for a file that cannot be read, or Parquet without its library
    """
    with ExitStack() as stack:
        try:
            shelf = Shelf([(file.name, _opened(file, stack)) for file in files])
        except OSError as error:
            name = str(error.filename or files[0].name)
            raise ArchiveError(name, f"it cannot be read: {error.strerror or error}", "look at its name and rights") from error
        yield shelf


def _opened(file: Path, stack: ExitStack) -> BinaryIO:
    ways: dict[str, Callable[[Path], Iterable[bytes]]] = {".gz": _unzipped, ".parquet": _rows}
    way = ways.get(file.suffix.lower())
    if way is None:
        return stack.enter_context(file.open("rb"))
    copy = cast(BinaryIO, stack.enter_context(TemporaryFile()))  # noqa: SIM115 - the stack closes it
    copy.writelines(way(file))
    copy.seek(0)
    return copy


def _unzipped(file: Path) -> Iterator[bytes]:
    try:
        with gzip.open(file) as lines:
            yield from lines
    except EOFError as error:
        raise ArchiveError(file.name, "it breaks off in the middle", "fetch it again") from error


def _rows(file: Path) -> Iterator[bytes]:
    """Parquet as JSON lines; only the columns of an article are read."""
    try:
        parquet = import_module("pyarrow.parquet")  # an extra
    except ImportError as error:
        raise ArchiveError(file.name, "Parquet needs a library that is not installed", "pip install 'beltwatch[parquet]'") from error
    try:
        opened = parquet.ParquetFile(file)
        columns = [name for name in _COLUMNS if name in opened.schema_arrow.names]
        for batch in opened.iter_batches(batch_size=1_000, columns=columns):
            yield from (_line(row) for row in batch.to_pylist())
    except ValueError as error:
        raise ArchiveError(file.name, "it is no Parquet file", "look at how it was written") from error


def _line(row: dict[str, Any]) -> bytes:
    return json.dumps({name: value for name, value in row.items() if value is not None}, default=str).encode() + b"\n"
