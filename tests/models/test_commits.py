"""D5: a commit whose answer got lost is looked up before anything is repeated."""

import psycopg
import pytest

from facts.finding import Level


@pytest.fixture
def store(new_postgres, template):
    from models.store import open_store

    with open_store(new_postgres(template)) as opened:
        yield opened


@pytest.fixture
def lost(store, monkeypatch):
    """Lets the connection break at the next commit, after the server did it or before."""
    commit = store.engine.dialect.do_commit

    def lose(*, done):
        left = [True]

        def breaking(connection):
            if not left:
                return commit(connection)
            left.clear()
            if done:
                commit(connection)
            connection.dbapi_connection.close()
            raise psycopg.OperationalError("server closed the connection unexpectedly")

        monkeypatch.setattr(store.engine.dialect, "do_commit", breaking)

    return lose


@pytest.mark.parametrize("done", [True, False])
def test_a_commit_whose_answer_got_lost_is_done_once(store, make, lost, done):
    store.sync_sources([make.source()], make.now)
    lost(done=done)
    assert store.record_poll("belta-en", make.outcome(make.entry("1"), make.entry("2")), make.now) == 2
    lost(done=done)
    assert store.record_poll("belta-en", make.outcome(state="failing", failed=True), make.now) == 0
    assert store.sources()[0].failures == 1

    lost(done=done)
    assert store.tell("a", "system", {}, make.now)
    lost(done=done)
    assert store.pass_started(make.now) == (1 if done else 2)  # a number that was rolled back is not given again
    assert len(store.last_passes()) == 1


@pytest.mark.parametrize("done", [True, False])
def test_work_is_taken_once_though_the_answer_got_lost(store, make, lost, done):
    make.judged(store, make.finding(level=Level.ACT))
    store.record_version(None, make.page("https://b.example/1"), make.now)
    lost(done=done)
    assert [work.attempts for work in store.unjudged(make.now, owner="one", size=9)] == [1]
    lost(done=done)
    assert [alert.attempts for alert in store.due_alerts(make.now, owner="one", size=9)] == [0]


def test_notes_of_commits_are_kept_for_a_day(store, make):
    from sqlalchemy import text

    store.tell("a", "system", {}, make.now)
    store.written(lambda connection: connection.execute(text("UPDATE commits SET at = now() - interval '25 hours'")).rowcount)
    store.forget_pages(make.now)

    with store.reading() as connection:
        assert connection.execute(text("SELECT count(*) FROM commits WHERE at < now() - interval '1 hour'")).scalar() == 0
