"""Collisions of real coverage, told in figures of our own: what once misled readers must come out right."""

from datetime import date
from decimal import Decimal

import pytest

from facts.figure import Kind, Modality, Scope
from facts.finding import Level, Verdict


def verdicts(findings):
    return [str(finding.verdict) for finding in findings]


def pounds(make):
    return make.baseline(make.by("5.8e9", unit="GBP"))


def test_minsk_prints_in_dollars_what_the_baseline_prints_in_pounds(make):
    [finding] = make.compared(make.by("5.79e9"), pounds(make))

    assert (finding.verdict, finding.level, finding.before.id) == (Verdict.UNIT_CONFLICT, Level.ACT, "B-01")


def test_beijing_customs_count_another_turnover_than_minsk(make):
    [against_pounds] = make.compared(make.cn("5.08e9"), pounds(make))
    [against_dollars] = make.compared(make.cn("5.08e9"), make.known(make.by("5.79e9")))

    assert (against_pounds.verdict, against_pounds.step.percent) == (Verdict.MIRROR_GAP, None)
    assert (against_dollars.verdict, against_dollars.level) == (Verdict.MIRROR_GAP, Level.LOG)
    assert against_dollars.step.percent == Decimal("12.3")


def test_a_turnover_of_nobody_named_conflicts_with_that_of_minsk(make):
    [finding] = make.compared(make.figure("5.08e9"), make.known(make.by("5.79e9")))

    assert finding.verdict is Verdict.CONFLICTS
    assert "may be the other country's count" in " ".join(finding.checks)


def test_eight_months_of_2023_confirm_nothing_of_2022(make):
    [finding] = make.compared(make.figure("5.83e9", "2023-01..2023-08"), make.known(make.figure("5.8e9")))

    assert (finding.verdict, finding.step.like_for_like) == (Verdict.UPDATES, False)
    assert "8 months against 12" in finding.step.why
    assert finding.level is Level.NOTE


def test_close_to_the_same_number_this_year_is_another_year(make):
    this = make.figure("5.8e9", "2023-01..2023-09", qualifier="nearly", start=0)
    last = make.figure("6e9", "2022", qualifier="nearly", start=50)

    findings = make.compared(make.found(this, last), make.known(make.figure("5.8e9")))

    assert verdicts(findings) == ["updates", "confirms"]


def test_eleven_months_and_the_year_cannot_be_one_number(make):
    months = make.known(make.figure("8.9e9", "2025-01..2025-11"))

    [exact] = make.compared(make.figure("8.86e9", "2025"), months)
    [floor] = make.compared(make.figure("8.86e9", "2025", qualifier="over"), months)

    assert exact.verdict is floor.verdict is Verdict.PERIOD_CONFLICT
    assert exact.level is Level.ACT
    assert "One number under two periods" in exact.checks[0]


@pytest.mark.parametrize(
    ("language", "text", "reading"),
    [
        ("ru", "темп роста 117 %", "темп роста 117 % → index 117, i.e. +17 %"),
        ("be", "тэмп росту 117 %", "тэмп росту 117 % → index 117, i.e. +17 %"),
        ("zh", "增长率达117%", "增长率达117% → index 117, i.e. +17 %"),
        ("en", "growth rate of 117 percent", "growth rate of 117 percent → index 117, i.e. +17 %"),
    ],
)
def test_an_index_of_117_is_a_growth_of_17_percent(make, language, text, reading):
    index = make.change("117", text=text, reading=reading)

    assert verdicts(make.compared(index, make.known(make.change("17")))) == ["confirms"]
    assert verdicts(make.compared(index, make.known(make.change("117")))) == ["conflicts"]


@pytest.mark.parametrize("text", ["增长2.6倍", "增長2.6倍"])
def test_a_chinese_multiple_that_can_be_read_two_ways_raises_no_conflict(make, text):
    chinese = make.change("2.6", "times", text=text, reading=f"{text} → 2.6 times (to or by so many times)")

    for other in ("2.6", "3.6"):
        assert verdicts(make.compared(chinese, make.known(make.change(other, "times")))) == ["confirms"]
    assert verdicts(make.compared(chinese, make.known(make.change("5.1", "times")))) == ["conflicts"]


def test_over_150_countries_stand_against_over_140_countries_and_organisations(make):
    known = make.baseline(make.figure("140", "2023-12", "countries and organisations", metric="bri_members", qualifier="over"), "B-07")
    said = make.figure("150", "2023-12", "countries", metric="bri_members", qualifier="over", about_relations=False)

    [finding] = make.compared(said, known)

    assert (finding.verdict, finding.level) == (Verdict.CONFLICTS, Level.ACT)
    assert "Another noun is counted: countries and organisations there, countries here" in finding.checks


def test_three_times_longer_is_not_three_hours(make):
    longer = make.known(make.change("3", "times", "2023-12-04", metric="talks_duration"))
    hours = make.figure("3", "2023-12-04", "hours", metric="talks_duration")

    assert verdicts(make.compared(hours, longer)) == ["new"]


def test_the_effect_of_a_summit_is_not_the_worth_of_its_contracts(make):
    effect = make.known(make.figure("3.5e9", "2023-03", metric="economic_effect", qualifier="over"))
    contracts = make.figure("3.56e9", "2023-03", metric="contracts_signed")

    assert verdicts(make.compared(contracts, effect)) == ["new"]
    assert verdicts(make.compared(make.figure("3.56e9", "2023-03-01", metric="economic_effect"), effect)) == ["refines"]


def test_residents_of_the_park_grow_and_are_no_projects(make):
    known = make.known(make.figure("93", "2022-10", "companies", metric="park_residents"))
    later = make.known(make.figure("107", "2023-03", "companies", metric="park_residents"), "K-2")

    [finding] = make.compared(make.figure("118", "2023-12", "companies", metric="park_residents"), known, later)

    assert (finding.verdict, finding.before.id, finding.step.absolute) == (Verdict.UPDATES, "K-2", 11)
    assert finding.level is Level.ACT  # a stock beside a stock is like beside like, and 10.3 % is above its step
    assert verdicts(make.compared(make.figure("52", "2023-12", "projects", metric="joint_projects"), known, later)) == ["new"]


def test_a_declared_sum_does_not_replace_an_invested_one(make):
    invested = make.known(make.figure("650e6", "2022-10", metric="park_investment"))
    declared = make.figure("1.2e9", "2022-10", metric="park_investment", modality=Modality.DECLARED)

    assert verdicts(make.compared(declared, invested)) == ["new"]


@pytest.mark.parametrize("modality", ["planned", "target", "declared"])
def test_what_is_promised_never_updates_what_was_reached(make, modality):
    [finding] = make.compared(make.figure("10e9", "2027", modality=Modality(modality)), make.known(make.figure()))

    assert finding.verdict is Verdict.NEW


def test_exports_and_imports_make_the_turnover(make):
    parts = [make.figure("1.61e9", metric="exports", start=0), make.figure("4.18e9", metric="imports", start=20)]

    right = make.compared(make.found(*parts, make.figure("5.79e9", start=40)))
    wrong = make.compared(make.found(*parts, make.figure("5.97e9", start=40)))

    assert "inconsistent" not in verdicts(right)
    assert [finding.fact.value for finding in wrong if finding.verdict is Verdict.INCONSISTENT] == [Decimal("5.97e9")]


@pytest.mark.parametrize(("end", "told"), [("8.9e9", ["inconsistent"]), ("7.6e9", [])])
def test_tripled_is_held_against_the_levels(make, end, told):
    tripled = make.change("3", "times", "2016..2025", metric="trade_turnover", start=0)
    first, last = make.figure("2.5e9", "2016", start=20), make.figure(end, "2025", start=40)

    findings = make.compared(make.found(tripled, first, last))

    assert [verdict for verdict in verdicts(findings) if verdict == "inconsistent"] == told


def test_the_levels_of_a_multiple_may_stand_in_the_ledger(make):
    tripled = make.change("3", "times", "2016..2025", metric="trade_turnover", start=0)
    last = make.figure("8.9e9", "2025-01..2025-11", start=40)

    findings = make.compared(make.found(tripled, last), make.known(make.figure("2.5e9", "2016")))

    [finding] = [one for one in findings if one.verdict is Verdict.INCONSISTENT]
    assert "is ×3.56" in finding.summary
    assert finding.before.id == "K-1"


def test_meetings_and_visits_are_counted_apart(make):
    meetings = make.known(make.figure("13", "2023-03", "meetings", metric="leaders_meetings", kind=Kind.RANK), "K-1")
    fourteenth = make.known(make.figure("14", "2023-12", "visits", metric="lukashenko_visits_to_china", kind=Kind.RANK), "K-2")

    [finding] = make.compared(
        make.figure("15", "2025-06", "visits", metric="lukashenko_visits_to_china", kind=Kind.RANK), meetings, fourteenth
    )

    assert (finding.verdict, finding.before.id) == (Verdict.UPDATES, "K-2")


def test_the_second_visit_of_a_year_is_not_the_thirteenth_of_all(make):
    second = make.baseline(make.figure("2", "2023", "visits", metric="lukashenko_visits_to_china", kind=Kind.RANK), "B-09")
    thirteenth = make.figure("13", "2023-03", "visits", metric="lukashenko_visits_to_china", kind=Kind.RANK)

    assert verdicts(make.compared(thirteenth, second)) == ["new"]


@pytest.mark.parametrize(("value", "period"), [("5.1e9", "2021"), ("3.07e9", "2022-01..2022-07"), ("60.8e6", "1992")])
def test_an_earlier_time_fills_in_what_was(make, value, period):
    [finding] = make.compared(make.figure(value, period), make.known(make.figure()))

    assert (finding.verdict, finding.level) == (Verdict.BACKFILLS, Level.LOG)


def test_doubled_over_ten_years_is_not_doubled_in_one(make):
    doubled = make.baseline(make.change("2", "times"), "B-03")

    assert verdicts(make.compared(make.change("2", "times", "2016..2025"), doubled)) == ["new"]
    assert verdicts(make.compared(make.change("2", "times", "2022"), doubled)) == ["confirms"]
    assert verdicts(make.compared(make.change("65", "percent", "2022"), doubled)) == ["conflicts"]


def test_goods_and_services_are_not_goods(make):
    both = make.figure("7.1e9", scope=Scope.GOODS_AND_SERVICES)

    [finding] = make.compared(both, make.known(make.figure(scope=Scope.GOODS)))

    assert (finding.verdict, finding.level) == (Verdict.SCOPE_CONFLICT, Level.NOTE)
    assert verdicts(make.compared(make.figure("12e9", "2025", scope=Scope.GOODS_AND_SERVICES), make.known(make.figure()))) == ["new"]


def test_visits_since_march_go_on_growing(make):
    known = make.known(make.figure("120", "since 2023-03", "visits", metric="mutual_visits", qualifier="over"), published=date(2023, 12, 5))

    [later] = make.compared(make.figure("300", "since 2023-03", "visits", metric="mutual_visits", qualifier="over"), known)

    assert later.verdict is Verdict.UPDATES


def test_a_headline_and_its_body_give_two_sums(make):
    body = make.figure("393e6", "2022", metric="park_investment", text="$393m", start=10)
    found = make.found(body, title="Great Stone park draws $363m of investment in 2022", text="x" * 60)

    findings = make.compared(found)

    assert "inconsistent" in verdicts(findings)
    assert any("the headline says $363m, the body $393m" in finding.summary for finding in findings)
