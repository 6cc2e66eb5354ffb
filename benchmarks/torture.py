"""feedparser's own test files as sources: none may crash or hang a poll, and what feedparser finds in them has to be stored.

The files come with feedparser's source distribution; unpack it anywhere and name its folder ``tests``::

    pip download --no-deps --no-binary feedparser feedparser && tar xf feedparser-*.tar.gz
    uv run python -m benchmarks.torture feedparser-*/tests

Each file is served over HTTP on loopback, with the header fields that its comment asks for, and polled as a source of its
own into a new database. Beside it stands what feedparser finds in the same bytes. Of 1,219 entries 1,217 have to be stored;
the same share is asked for where a release has more or fewer. One is meant to be lost: ``illformed/rss_incomplete_cdata.xml``
breaks off in the middle of its only item, and half an item is never recorded.
"""

import argparse
import asyncio
import re
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import feedparser
from sqlalchemy import func, select

from connectors.settings import Settings
from facts.watch import Camp, Source
from flows.desk import Plan, Scene
from flows.engines import plain_pass
from models.store import Store, open_store
from models.tables import entries, sources

SHARE = 1_217 / 1_219
_FIELD = re.compile(rb"^Header:[ \t]+([\w-]+):[ \t]*([^\r\n]+)", re.MULTILINE)
_UNSERVED = {"content-length", "location", "status", "transfer-encoding"}
_PACKED = {".gz": "gzip", ".z": "deflate"}
_BROKEN = re.compile(r" failed \(|the child at work|took longer than|needed more than")


@dataclass(frozen=True, slots=True)
class Sample:
    """One file: its name under the folder, its bytes, and the fields it is served with."""

    name: str
    body: bytes
    fields: dict[str, str]

    def expected(self) -> int:
        """How many entries feedparser finds in it."""
        return len(feedparser.parse(self.body, response_headers={name.lower(): value for name, value in self.fields.items()}).entries)


def samples(folder: Path) -> list[Sample]:
    """Every file of the folder but its programs."""
    files = sorted(file for file in folder.rglob("*") if file.is_file() and not file.name.endswith((".py", ".pyc")))
    return [_sample(file, folder) for file in files]


def _sample(file: Path, folder: Path) -> Sample:
    body = file.read_bytes()
    wanted = {name.decode().title(): value.decode("latin-1").strip() for name, value in _FIELD.findall(body[:4_000])}
    fields = {"Content-Type": "text/xml"} | {name: value for name, value in wanted.items() if name.lower() not in _UNSERVED}
    if file.suffix in _PACKED:
        fields["Content-Encoding"] = _PACKED[file.suffix]
    return Sample(str(file.relative_to(folder)), body, fields)


@contextmanager
def served(given: list[Sample]) -> Iterator[int]:
    """Serve each file under its number; yields the port."""

    class Files(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            sample = given[int(self.path.strip("/"))]
            self.send_response(200)
            for name, value in (sample.fields | {"Content-Length": str(len(sample.body))}).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(sample.body)

        def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Files) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_port
        server.shutdown()


def polled(port: int, number: int, folder: Path) -> Store:
    """Poll that many sources once into a new database."""
    listed = tuple(_source(f"f{one}", f"http://127.0.0.1:{port}/{one}") for one in range(number))
    database = f"sqlite:///{folder / 'torture.db'}"
    scene = Scene(settings=Settings(data_dir=folder), database=database, sources=listed, allow=frozenset({("127.0.0.1", port)}))
    asyncio.run(plain_pass(scene, Plan(force=True, steps=("poll",))))
    return open_store(database)


def _source(name: str, url: str) -> Source:
    return Source(name=name, url=url, outlet="Test", language="", camp=Camp.OTHER, every=timedelta(days=1))


def stored(store: Store) -> Counter[str]:
    """How many entries each source gave."""
    query = select(sources.c.name, func.count()).select_from(entries.join(sources)).group_by(sources.c.name)
    with store.reading() as connection:
        return Counter({str(row[0]): int(row[1]) for row in connection.execute(query)})


def judged(given: list[Sample], store: Store) -> bool:
    """Print what was lost and what broke; returns whether that is within bounds."""
    found, reasons = stored(store), {source.name: source.reason for source in store.sources()}
    expected = {f"f{number}": sample.expected() for number, sample in enumerate(given)}
    broken = [name for name, reason in reasons.items() if _BROKEN.search(reason)]
    for number, sample in enumerate(given):
        name = f"f{number}"
        if found[name] != expected[name] or name in broken:
            print(f"{sample.name}: {found[name]} of {expected[name]} entries ({reasons[name] or 'no complaint'})")
    whole = sum(expected.values())
    kept = sum(min(found[name], number) for name, number in expected.items())
    print(f"{len(given)} files: {kept} of {whole} entries stored, {len(broken)} crashed or hung")
    return not broken and kept >= whole * SHARE


def main() -> None:
    """Poll them all and say; the exit code is 1 where more is lost than may be."""
    arguments = argparse.ArgumentParser(description="feedparser's own test files, polled.")
    arguments.add_argument("folder", type=Path, help="the folder tests of feedparser's source distribution")
    given = samples(arguments.parse_args().folder)
    began = time.perf_counter()
    with served(given) as port, tempfile.TemporaryDirectory() as folder, polled(port, len(given), Path(folder)) as store:
        print(f"polled in {time.perf_counter() - began:.0f} s")
        good = judged(given, store)
    sys.exit(0 if good else 1)


if __name__ == "__main__":
    main()
