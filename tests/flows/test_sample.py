"""The sample newsroom through the very same passes as live feeds: what it shows, and that a second time adds nothing."""

import asyncio
from datetime import timedelta

import pytest

from connectors.settings import Settings
from difflog.digest import line_of
from difflog.message import title
from difflog.morning import digest_of
from flows.desk import Plan
from flows.engines import plain_pass
from flows.sampling import sample_days
from flows.scenes import sample_database
from models.chain import verify
from models.rows import Filter
from models.store import open_store

pytestmark = pytest.mark.timeout(600)


def make(settings):
    """Make all passes there are to be made and return the days."""

    async def days():
        return [day async for day in sample_days(settings, Plan(), plain_pass)]

    return asyncio.run(days())


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """The three days, and the same folder once more."""
    settings = Settings(data_dir=tmp_path_factory.mktemp("sample"))
    return settings, make(settings), make(settings)


@pytest.fixture
def log(made):
    """What the log holds in the end."""
    with open_store(sample_database(made[0])) as store:
        yield store


def rows(log, **wanted):
    """Findings that have these values, oldest first."""
    return [row for row in log.findings(Filter())[::-1] if all(getattr(row, name) == value for name, value in wanted.items())]


def test_it_goes_day_by_day_and_everything_is_judged(made, log):
    _, first, _ = made

    assert [(day.number, day.of, day.again) for day in first] == [(1, 3, False), (2, 3, False), (3, 3, False)]
    assert [missed.step for day in first for missed in day.report.missed] == ["poll", "poll"]
    assert (log.counts().versions_parked, log.counts().versions_waiting, log.counts().entries_waiting) == (0, 0, 0)


def test_a_second_run_adds_nothing(made, log):
    _, first, [again] = made

    assert again.again
    assert (again.report.new_entries, again.report.judged, again.report.findings) == (0, 0, ())
    assert log.counts().findings == sum(len(day.report.findings) for day in first)


def test_a_newer_period_updates_the_baseline(log):
    [first, *_] = rows(log, verdict="updates", metric="trade_turnover")

    assert (first.value, first.unit, first.period) == ("8900000000", "USD", "2025-01..2025-11")
    assert first.before["id"] == "B-01"


def test_more_in_eleven_months_than_in_twelve_asks_for_action(log):
    [first, *_] = rows(log, verdict="updates", metric="trade_turnover")

    assert (first.level, first.step["like_for_like"], first.step["absolute"], first.step["percent"]) == ("act", False, None, None)
    assert first.step["why"] == "unit in doubt; 11 months against 12"
    assert first.checks[-1] == "More in Jan–Nov 2025 than in the longer 2022: the move holds all the more"


def test_every_line_is_short_enough_to_be_read_at_once(log):
    assert max(len(row.summary) for row in log.findings(Filter())) <= 200


def test_one_story_in_four_languages_is_one_figure_confirmed(log):
    told = {row.lang for row in rows(log, metric="trade_turnover", period="2025-01..2025-11", value="8900000000")}

    assert told == {"en", "ru", "be", "zh"}


def test_pounds_that_are_dollars_elsewhere_are_told_once(log):
    [doubt] = rows(log, verdict="unit_conflict")

    assert doubt.level == "act"
    assert doubt.unit == "USD"


def test_more_members_of_the_belt_and_road_at_the_same_meeting_is_a_conflict(log):
    [members] = rows(log, verdict="conflicts", metric="bri_members")

    assert (members.low, members.before["value"], members.lang) == ("150", "140", "en")


def test_what_the_other_side_counts_is_a_mirror_gap(log):
    gaps = rows(log, verdict="mirror_gap")

    assert {row.reporter for row in gaps} == {"CN"}
    assert "8440000000" in {row.value for row in gaps}


def test_a_silent_edit_is_found_on_day_three(log):
    [edited] = rows(log, verdict="edited", fact="figure")

    assert (edited.value, edited.version, edited.lang) == ("118", 2, "ru")
    assert edited.recorded_at.day == 30


def test_a_set_phrase_never_heard_of_a_leader_is_found(log):
    assert {(row.speaker, row.lang) for row in rows(log, verdict="formula_new")} >= {("Alexander Lukashenko", "ru")}


def test_a_wire_story_in_three_outlets_is_one_origin(log):
    loans = [row for row in rows(log, metric="loans") if row.value == "500000000"]

    assert {row.outlet for row in loans} == {"Yangtze Daily", "Harbour Times", "Baltic Ledger"}
    assert [row.verdict for row in loans if row.level != "log"] == ["new"]
    assert {row.origins for row in loans} == {1}


def test_the_feed_that_went_away_is_told_once_after_a_day(made, log):
    _, first, _ = made

    told = [[alert.kind for alert in day.report.told if alert.kind == "source"] for day in first]
    assert told == [[], [], ["source"]]
    assert [source.name for source in log.sources() if source.state == "failing"] == ["ledger-en"]


def told(made, day, *kinds):
    """First lines of the alerts of a day."""
    return [title(alert) for alert in made[1][day].report.told if alert.kind in kinds]


def test_the_first_pass_alerts_nobody_and_its_findings_stand_in_the_digest(made, log):
    first = made[1][0].report
    moments = [row.recorded_at for row in first.findings]
    digest = digest_of(log, min(moments), max(moments) + timedelta(minutes=1))
    told_there = [line_of(row, digest) for row in digest.act]

    assert told(made, 0, "finding", "storm") == []
    assert {row.id for row in digest.act} == {row.id for row in first.findings if row.level == "act"}
    [turnover] = [line for line in told_there if line.startswith("▲ Trade turnover BY–CN: £5.8bn (2022) → $8.9bn (Jan–Nov 2025), ")]
    assert ", Belarus side. " in turnover
    assert " via Minsk Courier, be+en+ru+zh, 4 origins. Not like for like: unit in doubt; 11 months against 12. F-" in turnover
    [pounds] = [line for line in told_there if line.startswith("$ Baseline article dec-2023: £5.8bn, £1.6bn, over £3.5bn are USD in ")]
    assert "over £100m (2022) inherits the doubt. F-" in pounds


def test_later_days_tell_one_line_for_each_development(made):
    meeting = (
        "≠ Members of the Belt and Road: over 140 countries (Dec 2023) ≠ over 150 countries (Dec 2023). Xi Jinping via Yangtze Daily, "
    )
    assert any(line.startswith(f"{meeting}en, 1 origin. F-") for line in told(made, 1, "finding"))

    third = told(made, 2, "finding")
    assert any(line.startswith("! Edited: Volga Observer ") and "107 companies → 118 companies" in line for line in third)


def test_a_lost_feed_is_told_with_its_last_item_and_what_is_left_of_its_camp(made):
    [line] = told(made, 2, "source")

    assert line.startswith("✖ Feed: ledger-en unreadable for 24 h (404, ")
    assert ". Last good item 27 Jan " in line
    assert line.endswith(" West now 1 of 2.")


def test_what_nobody_reviewed_for_a_day_is_repeated_once(made):
    assert [line for line in told(made, 2, "reminder") if line.startswith("Not reviewed for a day: ≠ Members of the Belt and Road")]
    assert not told(made, 1, "reminder")


def test_sport_gives_no_finding(log):
    assert not [row for row in log.findings(Filter()) if "frisistay" in row.url or "dinamo" in row.url]


def test_every_row_leads_back_to_its_words_and_the_chain_holds(log):
    for row in log.findings(Filter()):
        if row.verdict != "formula_absent":
            assert log.text_of(row.version_id)[row.start : row.end] == row.text
    assert verify(log) == []
