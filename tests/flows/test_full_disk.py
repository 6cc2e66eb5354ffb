"""A disk that is full stops what would grow, not what is committed; with space again the next pass goes on."""

import random
import resource
import string
from contextlib import contextmanager

import pytest
from sqlalchemy import text

from flows.order import one_pass as whole_pass
from models.chain import verify
from models.errors import UnreadableError

LIMIT = 700_000  # bytes of any file: enough for what an alert writes, too little for a large page


@contextmanager
def full_disk():
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (LIMIT, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def large_page():
    letters = random.Random(1).choices(string.ascii_letters, k=1_000_000)
    return f"Trade between Belarus and China reached $9.1 billion in 2025. <!-- {''.join(letters)} -->"


def test_d3_committed_alerts_go_out_and_the_rest_waits_for_space(outside, run, store):
    source = outside.source()

    async def passing():
        async with outside.desk(source) as desk:
            return await whole_pass(desk)

    outside.feed("/feed", ("Trade with China", "/1"))
    outside.page("/1")
    run(passing())
    store.tell("told before the disk was full", "system", {"text": "a test"}, outside.now)
    outside.change()
    outside.feed("/feed", ("Trade with China", "/1"), ("More trade with China", "/2"))
    outside.page("/2", large_page())
    before = store.counts()
    with store.engine.connect() as connection:
        connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))

    outside.now += source.every * 2
    with full_disk(), pytest.raises(UnreadableError, match="free space"):
        run(passing())

    assert [alert.key for alert, _, _ in store.alerts(("sent",))] == ["told before the disk was full"]
    assert store.counts().articles == before.articles
    outside.now += source.every * 2
    run(passing())
    assert store.counts().articles == before.articles + 1
    assert verify(store) == []
