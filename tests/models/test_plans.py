"""No step reads a whole table that grows: every statement of every door is explained by the database itself."""

import re
from datetime import date, timedelta

import pytest
from sqlalchemy import event, text

from facts.compare.points import point_key, series_key
from facts.finding import Level
from facts.known import Facts
from models.ledger import as_of, current, formulas, history, series, speakers
from models.overviews import latest_points, summaries
from models.rows import Filter

GROWING = (
    "entries|versions|articles|pages|bands|figures|statements|points|findings|reviews|standings|"
    "outbox|alert_findings|deliveries|tries|digests"
)
SCAN = re.compile(rf"\bSCAN (?:{GROWING})\b|\bSeq Scan on (?:{GROWING})\b")
BOUNDED = re.compile(r"\bLIMIT\b")  # a walk along an index that stops by itself


@pytest.fixture
def plans(store):
    """Collects what is executed; afterwards tells which statements read a whole table, or a whole index without end."""
    seen = {}

    def note(_connection, _cursor, statement, parameters, _context, many):
        seen.setdefault(statement, parameters[0] if many and isinstance(parameters, list) else parameters)

    def scans():
        event.remove(store.engine, "before_cursor_execute", note)
        return {statement: bad for statement, given in list(seen.items()) if (bad := explained(store, statement, given))}

    event.listen(store.engine, "before_cursor_execute", note)
    return scans


def explained(store, statement, given):
    if not re.match(r"\s*(SELECT|UPDATE|DELETE|WITH)", statement):
        return []
    with store.engine.connect() as connection:
        if store.engine.dialect.name == "sqlite":
            plan = [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", given)]
        else:
            # A test has few rows, and of few rows PostgreSQL reads all; told not to, it still does where no index serves.
            connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
            plan = [row[0] for row in connection.exec_driver_sql(f"EXPLAIN {statement}", given)]
    return [line for line in plan if SCAN.search(line) and not ("USING" in line and BOUNDED.search(statement))]


def test_no_step_scans(store, make, plans, monkeypatch):
    monkeypatch.setattr("models.snapshots.STRETCH", 1)
    store.sync_sources([make.source()], make.now)
    store.load_baseline(make.baseline(), make.now)
    store.due_sources(make.now, owner="one")
    store.unseen("belta-en", ["1", "2"])
    store.record_poll("belta-en", make.outcome(*(make.entry(str(number)) for number in range(4))), make.now)
    one, two, three, four = store.waiting_entries(make.now, owner="one", size=9)
    store.record_version(one.id, make.page(), make.now)
    store.record_version(four.id, make.page("https://c.example/", text="Other words " * 50), make.now)
    store.set_aside(two.id, "off topic", make.now)
    store.entry_failed(three.id, "503", make.now, make.now)
    [article, _] = store.articles_to_reread(make.now + timedelta(days=1), owner="one", size=9)
    store.reread_done(article.article, make.now, None)
    judge(store, make)
    send(store, make)
    store.review(["F-1"], "accept", now=make.now)
    store.pass_ended(store.pass_started(make.now), {}, make.now)
    store.give_back("one")
    store.forget_pages(make.now)
    store.remember_points()

    assert plans() == {}


def judge(store, make):
    work, other = store.unjudged(make.now, owner="one", size=9)
    found = Facts(figures=(make.figure(),), statements=(make.statement(),))
    store.known_for(found, work.place, date(2026, 1, 27))
    finding = make.finding(level=Level.ACT)
    relevance = (True, 1.0, ())
    mark = store.ledger_mark()
    store.record_judgement(
        work.id, language="en", relevance=relevance, facts=found, findings=(finding,), quiet=False, now=make.now, mark=mark
    )
    store.judgement_failed(other.id, "trace", make.now)
    store.park(other.id, "trace", make.now)
    store.unpark()


def send(store, make):
    alert, other = store.due_alerts(make.now, owner="one", size=9)
    store.fold_alerts("ntfy://…", make.now)
    store.mute_alerts(lambda _: "", make.now)
    store.sending(alert.id, "ntfy://…", make.now, owner="one")
    store.undelivered(alert.id, "ntfy://…", "503", make.now, until=make.now)
    store.delivered(alert.id, "ntfy://…", "ok", make.now)
    store.channels()
    store.alert_sent(alert.id, "ok", make.now)
    store.alert_failed(other.id, "400", None, dead=True, now=make.now)
    store.retry_dead(make.now)
    store.echoes(alert.rows)
    store.post_digest(make.now.date(), make.now, make.now)
    store.last_digest(make.now.date())


def test_no_question_of_the_analyst_scans(store, make, plans):
    make.judged(store, make.finding(), make.finding(make.statement()))
    for wanted in (Filter(), Filter(levels=("act",)), Filter(metrics=("exports",)), Filter(since=make.now), Filter(states=("accepted",))):
        store.findings(wanted, 50)
    store.findings(Filter(speakers=("xi",)), 50)
    store.finding("F-1")
    store.reviews("F-1")
    current(store, "trade_turnover")
    as_of(store, make.now.date(), "trade_turnover")
    as_of(store, make.now.date() - timedelta(days=900), "trade_turnover", "BY")
    for day in (None, make.now.date(), make.now.date() - timedelta(days=900)):
        summaries(store, ["trade_turnover", "exports"], day)
        latest_points(store, "trade_turnover", 20, None, day)
    figure = make.figure()
    history(store, point_key(figure))
    series(store, series_key(figure))
    speakers(store)
    formulas(store, "Xi Jinping")
    store.parked()
    store.alerts()

    assert plans() == {}


def test_the_check_itself_sees_a_scan(store, plans):
    with store.engine.connect() as connection:
        connection.execute(text("SELECT * FROM figures WHERE reading = 'x'"))

    assert len(plans()) == 1
