"""What one judgement writes, and that it is written whole or not at all."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from facts.figure import Reporter
from facts.finding import Level, Step, Verdict
from facts.known import Facts
from facts.period import Period
from models.chain import verify
from models.errors import LedgerMovedError, StoreError
from models.ledger import as_of, current, formulas, history
from models.rows import KEYS, STATEMENT_KEYS, Filter

DAY = timedelta(days=1)


def test_i5_a_finding_is_recorded_with_everything_that_leads_to_it(store, make):
    store.load_baseline(make.baseline(), make.now)
    figure = make.figure()
    known = store.known_for(Facts(figures=(figure,)), make_place(store, make), date(2026, 1, 27))
    step = Step(percent=Decimal("53.4"), why="unit in doubt")
    finding = make.finding(figure, verdict=Verdict.UPDATES, before=known.figures[0], step=step, checks=("12 months against 12",))

    [row] = make.judged(store, finding, page=make.page("https://a.example/2"))

    assert row == store.finding("F-1")
    assert (row.id, row.verdict, row.state, row.value, row.period) == ("F-1", "updates", "new", "8900000000", "2025")
    assert row.before == {"id": "B-01", "value": "5800000000", "unit": "GBP", "period": "2022"}
    assert row.step == {"absolute": None, "percent": "53.4", "like_for_like": False, "why": "unit in doubt"}
    assert store.text_of(row.version_id)[row.start : row.end] == row.text == "8.9 billion dollars"
    assert row.sentence == "Trade between Belarus and China reached 8.9 billion dollars in 2025."
    assert (row.checks, row.rule, row.source, row.camp) == (("12 months against 12",), "compare/updates", "belta-en", "BY state")


def make_place(store, make):
    store.record_version(None, make.page("https://place.example/1"), make.now)
    return store.unjudged(make.now, owner="one", size=1)[0].place


def test_json_has_the_keys_of_the_contract_in_their_order(store, make):
    figure, statement = make.judged(store, make.finding(), make.finding(make.statement()))

    assert tuple(figure.as_json()) == KEYS
    assert tuple(statement.as_json()) == STATEMENT_KEYS
    assert figure.as_json()["recorded_at"] == "2026-01-27T12:00:00Z"
    assert statement.as_json()["formulas"] == ["support"]
    assert [statement.as_json()[name] for name in ("metric", "value", "unit", "period", "kind")] == [None] * 5


def test_judging_the_same_version_again_writes_nothing(store, make):
    finding = make.finding(level=Level.ACT)
    rows = make.judged(store, finding)

    again = store.record_judgement(
        rows[0].version_id, language="en", relevance=(True, 1.0, ()), facts=Facts(), findings=(finding,), quiet=False, now=make.now
    )

    assert again == rows
    assert store.counts().findings == 1
    assert len(store.due_alerts(make.now, owner="one", size=9)) == 1


@pytest.mark.parametrize(("level", "quiet", "alerts"), [(Level.ACT, False, 1), (Level.ACT, True, 0), (Level.NOTE, False, 0)])
def test_i2_o9_only_what_asks_for_action_goes_out_and_never_from_a_quiet_pass(store, make, level, quiet, alerts):
    make.judged(store, make.finding(level=level), quiet=quiet)

    assert len(store.due_alerts(make.now, owner="one", size=9)) == alerts


def test_i5_words_that_do_not_stand_where_they_should_record_nothing(store, make):
    with pytest.raises(StoreError, match="does not stand at 1 to 20"):
        make.judged(store, make.finding(make.figure(start=1, end=20), level=Level.ACT))

    counts = store.counts()
    assert (counts.findings, counts.figures, counts.alerts_waiting, counts.versions_waiting) == (0, 0, 0, 1)


def test_a_judgement_on_an_older_ledger_is_refused(store, make):
    mark = store.ledger_mark()
    make.judged(store, make.finding())

    with pytest.raises(LedgerMovedError):
        make.judged(store, make.finding(), page=make.page("https://b.example/1"), mark=mark)
    assert make.judged(store, make.finding(), page=make.page("https://c.example/1"), mark=store.ledger_mark())


def test_loading_the_same_baseline_twice_changes_nothing(store, make):
    assert store.load_baseline(make.baseline(), make.now) == 2
    before = current(store)
    assert store.load_baseline(make.baseline(), make.now + DAY) == 0

    assert current(store) == before
    assert before[0].id == "B-01"
    assert before[0].place.document == "baseline:dec-2023"
    assert store.load_baseline(make.baseline("other"), make.now) == 2


def test_known_is_narrowed_to_metric_speaker_and_days(store, make):
    store.load_baseline(make.baseline(), make.now)
    old = make.page("https://a.example/old", published=date(2025, 6, 1))
    near = make.page("https://a.example/near", published=date(2026, 1, 20))
    make.judged(store, make.finding(make.statement()), page=old)
    make.judged(store, make.finding(make.statement()), make.finding(make.figure(metric="loans")), page=near)

    place = make_place(store, make)
    known = store.known_for(Facts(figures=(make.figure(),), statements=(make.statement(),)), place, date(2026, 1, 27))

    assert [one.id for one in known.figures] == ["B-01"]
    assert [one.said_on for one in known.statements] == [date(2023, 12, 4), date(2026, 1, 20)]
    assert [use.said_on for use in known.formulas] == [date(2026, 1, 20), date(2025, 6, 1), date(2023, 12, 4)]
    assert known.formulas[0].verbs == {"support": ""}


def test_the_verb_of_a_formula_is_read_when_it_is_asked_for(store, make):
    make.judged(store, make.finding(make.statement()))
    found = Facts(statements=(make.statement(),))

    def read_verb(words, formula, language):
        return f"{formula} in {language}: {words[3:9]}"

    [use] = store.known_for(found, make_place(store, make), None, read_verb).formulas
    assert use.verbs == {"support": "support in en: firmly"}


def test_nothing_is_known_of_nothing(store, make):
    store.load_baseline(make.baseline(), make.now)
    known = store.known_for(Facts(), make_place(store, make), None)

    assert (known.figures, known.statements, known.formulas) == ((), (), ())


def test_origins_are_counted_never_articles(store, make):
    wire = make.text + " ".join(f"Line {number} of the wire story goes on about matter {number}." for number in range(40))
    pages = [make.page(f"https://{name}.example/1", text=f"{name}: {wire}") for name in "abc"]
    own = make.page("https://d.example/1", text=make.text)
    rows = []
    for page in (*pages, own):
        start = page.text.index("8.9 billion dollars")
        rows += make.judged(store, make.finding(make.figure(start=start, end=start + 19)), page=page)

    assert [(row.origins, row.copies) for row in rows] == [(1, 1), (1, 2), (1, 3), (2, 1)]
    assert current(store)[0].origins == {"story:1", "story:4"}


def test_a_unit_in_doubt_is_told_once_and_inherited(store, make):
    store.load_baseline(make.baseline(), make.now)
    pounds = current(store)[0]
    conflict = make.finding(verdict=Verdict.UNIT_CONFLICT, before=pounds, summary="pounds are dollars")
    make.judged(store, conflict)

    known = store.known_for(Facts(figures=(make.figure(),)), make_place(store, make), date(2026, 1, 27))
    assert known.told_units == {"baseline:dec-2023"}
    assert {one.id: one.doubt for one in known.figures}["B-01"] == "pounds are dollars"


def test_what_was_known_on_a_day_is_a_query(store, make):
    store.load_baseline(make.baseline(), make.now)
    finer = make.figure("8930000000", resolution=Decimal(10_000_000), reporter=Reporter("BY"))
    make.judged(store, make.finding(make.figure(reporter=Reporter("BY"))), now=make.now + DAY)
    page = make.page("https://b.example/1")
    make.judged(store, make.finding(finer), page=page, now=make.now + 3 * DAY)

    today = make.now.date()
    appeared = date(2023, 12, 5)  # the baseline is known since its article came out, not since it was loaded
    values = [[str(one.figure.value) for one in as_of(store, day)] for day in (appeared - DAY, appeared, today + 2 * DAY, today + 3 * DAY)]
    assert values == [[], ["5800000000"], ["5800000000", "8900000000"], ["5800000000", "8930000000"]]
    assert values[-1] == [str(one.figure.value) for one in current(store)]
    assert [str(one.figure.value) for one in current(store, "trade_turnover", "BY")] == ["8930000000"]
    assert current(store, "loans") == []


def test_formulas_come_by_text_newest_first(store, make):
    for day in (3, 9, 6):
        page = make.page(f"https://a.example/{day}", published=date(2026, 1, day))
        make.judged(store, make.finding(make.statement()), page=page)

    assert [use.said_on.day for use in formulas(store, "Xi Jinping")] == [9, 6, 3]


@pytest.mark.parametrize(
    ("wanted", "ids"),
    [
        (Filter(), ["F-3", "F-2", "F-1"]),
        (Filter(levels=("act",)), ["F-2"]),
        (Filter(verdicts=("new", "confirms")), ["F-3", "F-1"]),
        (Filter(metrics=("trade_turnover",)), ["F-2", "F-1"]),
        (Filter(facts=("statement",)), ["F-3"]),
        (Filter(speakers=("xi",)), ["F-3"]),
        (Filter(speakers=("%",)), []),
        (Filter(languages=("zh",)), []),
        (Filter(camps=("BY state",), sources=("belta-en",)), ["F-3", "F-2", "F-1"]),
        (Filter(states=("accepted",)), ["F-1"]),
        (Filter(states=("new", "watching")), ["F-3", "F-2"]),
        (Filter(since=datetime(2026, 1, 27, 12, tzinfo=UTC)), ["F-3", "F-2", "F-1"]),
        (Filter(until=datetime(2026, 1, 27, 12, tzinfo=UTC)), []),
    ],
)
def test_the_log_is_asked_by_filter(store, make, wanted, ids):
    conflict = make.finding(verdict=Verdict.CONFLICTS, level=Level.ACT)
    make.judged(store, make.finding(), conflict, make.finding(make.statement(), verdict=Verdict.CONFIRMS))
    store.review(["F-1"], "accept", now=make.now)

    assert [row.id for row in store.findings(wanted)] == ids
    assert [row.id for row in store.findings(wanted, 1)] == ids[:1]


def test_the_log_has_no_gap_after_a_judgement_that_failed(store, make):
    make.judged(store, make.finding())
    with pytest.raises(StoreError):
        make.judged(store, make.finding(make.figure(start=0, end=19)), page=make.page("https://b.example/1"))
    make.judged(store, make.finding(), page=make.page("https://c.example/1"))

    assert [row.id for row in store.findings(Filter())] == ["F-2", "F-1"]
    assert verify(store) == []


@pytest.mark.parametrize("number", ["F-99", "f-99", "99"])
def test_a_finding_that_is_not_there_is_none(store, number):
    assert store.finding(number) is None


@pytest.mark.parametrize("number", ["", "F-", "F-1x", "G-1", "F--1", "F-" + "9" * 30])
def test_what_is_no_number_of_a_finding_is_refused(store, number):
    with pytest.raises(ValueError, match="write F-1042"):
        store.finding(number)


def test_every_sighting_of_a_point_is_kept(store, make):
    make.judged(store, make.finding())
    make.judged(store, make.finding(), page=make.page("https://b.example/1"))

    [point] = current(store)
    from facts.compare.points import point_key

    assert [one.id for one in history(store, point_key(point.figure))] == ["K-1", "K-2"]


def test_a_period_of_its_own_is_a_point_of_its_own(store, make):
    make.judged(store, make.finding(), make.finding(make.figure("5800000000", period=Period("2022"))))

    assert [str(one.figure.period) for one in current(store)] == ["2022", "2025"]
