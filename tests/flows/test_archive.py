"""An archive gives the same log whatever the readers, the chunks, the stops, or the order of its lines."""

import gzip
import json
import random

import pytest

from connectors.errors import ArchiveError
from connectors.sandbox import Children
from connectors.shelf import open_shelf
from flows.archive import chunk_of, learn, read_all
from flows.desk import Plan, Scene, open_desk
from flows.replay import replay, replayed
from models.backups import dump
from models.chain import verify
from models.ledger import current
from models.rows import Filter
from models.store import open_store

WORDS = "The delegations looked at rails, at ports and at a bakery, heard a choir, and agreed to meet again in the spring near berth {}."


def trade(number, year, value, day, **own):
    text = f"According to Belstat, trade in goods between Belarus and China reached ${value} billion in {year}.\n{WORDS.format(number)}"
    return {"id": f"a{number}", "published": day, "outlet": f"Outlet {number}", "url": f"https://a.example/{number}", "text": text} | own


ARTICLES = [
    trade(1, 2021, "5.1", "2022-02-01"),
    trade(2, 2022, "5.8", "2023-02-01"),
    trade(3, 2022, "5.79", "2023-03-01"),
    trade(4, 2022, "6.3", "2023-04-01"),
    trade(5, 2023, "8.4", "2024-02-01"),
    trade(5, 2023, "8.6", "2024-02-09"),
    *({"id": f"n{at}", "published": f"2023-0{at}-15", "text": f"A festival of cheese number {at} in Norway."} for at in range(1, 8)),
    {"id": "undated", "text": "China and Belarus signed 7 agreements in Minsk."},
]


@pytest.fixture
def archive(tmp_path):
    """Writes articles as an archive, in an order of its own."""

    def write(articles=ARTICLES, seed=0, name="archive.jsonl"):
        rows = [json.dumps(one) for one in articles]
        random.Random(seed).shuffle(rows)
        (tmp_path / name).write_text("\n".join(rows))
        return tmp_path / name

    return write


@pytest.fixture
def scene(outside, tmp_path, children):
    """A scene over a database of that name."""
    return lambda name: Scene(
        settings=outside.settings, database=f"sqlite:///{tmp_path / name}.db", clock=lambda: outside.now, children=children
    )


def log_of(scene):
    """The findings without what tells databases apart."""
    with open_store(scene.database) as store:
        assert verify(store) == []
        rows = store.findings(Filter())[::-1]
        return [(row.id, row.verdict, row.level, row.url, row.value, row.period, row.summary, row.hash) for row in rows]


async def taken(scene, file, size, stop_after=None):
    """Take an archive through in chunks, and stop after some of them as a process that is ended does."""
    reports = []
    with open_shelf([file]) as shelf:
        async with open_desk(scene, Plan(steps=("judge", "announce"))) as desk:

            async def read(articles, folder):
                return await read_all(articles, folder, desk.children)

            part = learn(shelf, desk, read, size=size)
            async for report in part:
                reports.append(report)
                if len(reports) == stop_after:
                    break
            await part.aclose()
    return reports


def test_chunks_order_of_lines_and_a_second_time_change_nothing(run, archive, scene):
    run(replay(scene("whole"), [archive()]))
    run(taken(scene("pieces"), archive(seed=5), 2))
    again = run(replay(scene("pieces"), [archive(seed=9)]))

    assert log_of(scene("pieces")) == log_of(scene("whole"))
    assert (again.judged, again.findings) == (0, ())
    assert {"refines", "conflicts", "edited"} <= {row[1] for row in log_of(scene("whole"))}


def test_a_backfill_that_was_stopped_goes_on_where_it_ended(run, archive, scene):
    run(replay(scene("whole"), [archive()]))
    file = archive(seed=3)
    first = run(taken(scene("stopped"), file, 3, stop_after=2))
    rest = run(taken(scene("stopped"), file, 3))

    assert sum(report.judged for report in first) > 0
    assert sum(report.judged for report in (*first, *rest)) == len(ARTICLES)
    assert log_of(scene("stopped")) == log_of(scene("whole"))


def test_the_ledger_ends_the_same_in_whatever_order_archives_arrive(run, archive, scene):
    early, late = ARTICLES[:3], ARTICLES[3:]
    run(replay(scene("by date"), [archive(early), archive(late, name="late.jsonl")]))
    for part in (late, early):
        run(replay(scene("late first"), [archive(part)]))

    points = []
    for name in ("by date", "late first"):
        with open_store(scene(name).database) as store:
            figures = [known.figure for known in current(store)]
            points.append({(one.metric, str(one.period), one.unit): (one.value, one.qualifier) for one in figures})
    assert points[0] == points[1]


def test_an_article_that_breaks_its_reader_waits_for_another_try_and_stops_nobody(run, archive, scene, monkeypatch):
    scene = scene("broken")

    async def broken():
        with open_shelf([archive()]) as shelf:
            async with open_desk(scene, Plan(steps=("judge",))) as desk:

                async def read(articles, folder):
                    async with Children(workers=1) as frail:
                        call = frail.call

                        async def dies(function, folder, article, **limits):
                            if article.id == "a2":
                                return await call(__import__("os").abort, seconds=5)
                            return await call(function, folder, article, **limits)

                        monkeypatch.setattr(frail, "call", dies)
                        return await read_all(articles, folder, frail)

                return [report async for report in learn(shelf, desk, read, size=50)]

    [report] = run(broken())
    assert [missed.what for missed in report.missed] == ["https://a.example/2"]
    assert report.judged == len(ARTICLES) - 1
    with open_store(scene.database) as store:
        assert store.counts().versions_waiting == 1


@pytest.mark.parametrize("kind", ["jsonl.gz", "parquet"])
def test_packed_archives_are_the_same_archives(run, archive, scene, tmp_path, kind):
    plain, packed = archive(), tmp_path / f"archive.{kind}"
    if kind == "parquet":
        import pyarrow
        from pyarrow import parquet

        parquet.write_table(pyarrow.Table.from_pylist([json.loads(line) for line in plain.read_text().splitlines()]), packed)
    else:
        packed.write_bytes(gzip.compress(plain.read_bytes()))
    run(replay(scene("plain"), [plain]))
    run(replay(scene("packed"), [packed]))

    assert log_of(scene("packed")) == log_of(scene("plain"))


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("torn.jsonl.gz", gzip.compress(b'{"id": "1", "text": "words"}\n' * 999, mtime=0)[:60], "breaks off"),
        ("not.jsonl.gz", b"plain words", "cannot be read"),
        ("not.parquet", b"plain words", "no Parquet file"),
    ],
)
def test_an_archive_that_cannot_be_read_is_named_with_what_to_do(tmp_path, name, content, told):
    (tmp_path / name).write_bytes(content)

    with pytest.raises(ArchiveError, match=rf"{name}.*{told}.*;"), open_shelf([tmp_path / name]):
        pass


def test_broken_lines_are_named_and_counted(tmp_path):
    (tmp_path / "a.jsonl").write_text("{broken\n\n" + json.dumps(ARTICLES[0]) + "\n[]\n")

    with open_shelf([tmp_path / "a.jsonl"]) as shelf:
        assert (len(shelf), shelf.broken) == (1, 2)
        assert [one.why.partition(":")[0] for one in shelf.unreadable] == ["a.jsonl, line 1", "a.jsonl, line 4"]


def test_an_archive_leaves_nothing_for_a_later_pass_to_fetch(run, archive, scene, outside):
    async def all_of():
        return [report async for report in replayed(scene("fetch"), [archive()])]

    run(all_of())
    with open_store(scene("fetch").database) as store, store.reading() as connection:
        assert [row["reread_at"] for table, row in dump(connection) if table == "articles"] == [None] * (len(ARTICLES) - 1)


@pytest.mark.parametrize(("articles", "chunk"), [(3, 100), (20_000, 100), (60_000, 300), (200_000, 1_000), (5_000_000, 1_000)])
def test_a_large_archive_is_read_in_large_chunks(articles, chunk):
    assert chunk_of(articles) == chunk
