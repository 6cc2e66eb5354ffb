"""The verdict on a figure, as a table: what is known, what is told, and what comes of it."""

from datetime import date
from decimal import Decimal

import pytest

from facts.figure import Kind, Modality, Reporter
from facts.finding import Level, Verdict


@pytest.mark.parametrize(
    ("value", "period", "qualifier", "verdict", "level"),
    [
        ("5.8e9", "2022", "exact", "confirms", "log"),
        ("5.79e9", "2022", "exact", "refines", "note"),
        ("6e9", "2022", "nearly", "confirms", "log"),
        ("5e9", "2022", "over", "confirms", "log"),
        ("6.4e9", "2022", "exact", "conflicts", "act"),
        ("6.4e9", "2023", "exact", "updates", "act"),
        ("5.9e9", "2023", "exact", "updates", "note"),  # below the step of 5 %
        ("9e9", "2023", "over", "updates", "note"),  # a bound is no value
        ("5e9", "2023-01..2023-11", "exact", "updates", "note"),  # less in a shorter time says nothing
        ("9e9", "2023-01..2023-11", "exact", "updates", "act"),  # more in a shorter time says all the more
        ("5.1e9", "2021", "exact", "backfills", "log"),
        ("5.1e9", None, "exact", "new", "note"),
        ("5.1e9", "per year", "exact", "new", "note"),
        ("5.1e9", "since 2023-03", "exact", "new", "note"),
    ],
)
def test_the_verdict_beside_one_known_turnover(make, value, period, qualifier, verdict, level):
    [finding] = make.compared(make.figure(value, period, qualifier=qualifier), make.known(make.figure()))

    assert (finding.verdict, finding.level) == (verdict, level)


@pytest.mark.parametrize(
    "own",
    [
        {"metric": "imports"},
        {"kind": Kind.SHARE, "unit": "percent", "value": "64"},
        {"modality": Modality.PLANNED},
        {"unit": "tonnes"},
        {"unit": "CNY"},
    ],
)
def test_another_key_is_new(make, own):
    [finding] = make.compared(make.figure(**own), make.known(make.figure()))

    assert (finding.verdict, finding.before) == (Verdict.NEW, None)
    assert finding.checks


def test_first_months_are_set_beside_the_same_months(make):
    year = make.known(make.figure("5.8e9", "2024"), "K-1")
    months = make.known(make.figure("3.7e9", "2024-01..2024-05"), "K-2")

    [finding] = make.compared(make.figure("4.1e9", "2025-01..2025-05"), year, months)

    assert (finding.verdict, finding.before.id, finding.level) == (Verdict.UPDATES, "K-2", Level.ACT)
    assert (finding.step.percent, finding.step.like_for_like) == (Decimal("10.8"), True)
    assert "the latest known is K-1" in finding.checks[0]


def test_a_gap_between_known_years_is_filled_and_does_not_update(make):
    known = [make.known(make.figure("3.8e9", "2021"), "K-1"), make.known(make.figure("8.4e9", "2023"), "K-2")]

    [finding] = make.compared(make.figure("5.8e9", "2022"), *known)

    assert (finding.verdict, finding.level) == (Verdict.BACKFILLS, Level.LOG)
    assert (finding.before.id, finding.step.percent) == ("K-1", Decimal("52.6"))


def test_the_own_side_is_compared_with_before_the_other(make):
    known = [make.known(make.cn("5.08e9"), "K-1"), make.known(make.by("5.79e9"), "K-2")]

    [minsk] = make.compared(make.by("5.8e9"), *known)
    [beijing] = make.compared(make.cn("5.1e9"), *known)

    assert (minsk.verdict, minsk.before.id) == (Verdict.CONFIRMS, "K-2")
    assert (beijing.verdict, beijing.before.id) == (Verdict.CONFIRMS, "K-1")


def test_a_confirmation_says_whether_the_origin_is_its_own(make):
    known = make.known(make.figure())
    copy = make.found(make.figure(), place=make.place("article:9", origin=known.place.origin))

    [own], [copied] = make.compared(make.figure(), known), make.compared(copy, known)

    assert "An origin of its own beside 1 known" in own.checks[0]
    assert "a copy confirms nothing" in copied.checks[0]


def test_a_text_is_no_witness_for_itself(make):
    [finding] = make.compared(make.figure(), make.known(make.figure(), document="article:7"))

    assert finding.verdict is Verdict.NEW


@pytest.mark.parametrize(
    ("metric", "value", "unit", "found"),
    [
        ("bri_members", "150", "countries", 1),
        ("bri_members", "140", "countries", 1),
        ("trade_turnover", "60e9", "USD", 0),
        ("gdp", "1e12", "USD", 0),
    ],
)
def test_what_is_about_others_is_compared_only_where_the_metric_belongs_to_neither_side(make, metric, value, unit, found):
    known = [make.known(make.figure("140", "2022", "countries", metric="bri_members", qualifier="over")), make.known(make.figure())]
    aside = make.figure(value, "2022", unit, metric=metric, qualifier="over", about_relations=False, flow=None)

    assert len(make.compared(aside, *known)) == found


def test_an_aside_of_which_nothing_is_known_is_no_news(make):
    assert make.compared(make.figure("150", "2023", "countries", metric="bri_members", about_relations=False)) == ()


def test_a_day_of_talks_lies_in_their_month(make):
    known = make.known(make.figure("3.5e9", "2023-03", metric="economic_effect", qualifier="over"))

    [finding] = make.compared(make.figure("3.5e9", "2023-03-01", metric="economic_effect", qualifier="over"), known)

    assert finding.verdict is Verdict.CONFIRMS


@pytest.mark.parametrize(("value", "level"), [("6.4e9", "act"), ("200e6", "note"), ("5.8e6", "act")])
def test_a_number_far_off_may_be_a_part_unless_only_its_scale_is_wrong(make, value, level):
    [finding] = make.compared(make.figure(value), make.known(make.figure()))

    assert (finding.verdict, finding.level) == (Verdict.CONFLICTS, level)


def test_an_estimate_is_never_like_for_like(make):
    [finding] = make.compared(make.figure("9e9", "2023", modality=Modality.ESTIMATE), make.known(make.figure()))

    assert (finding.verdict, finding.level, finding.step.like_for_like) == (Verdict.UPDATES, Level.NOTE, False)


def test_said_again_in_one_text_is_only_counted(make):
    first, again = make.compared(make.found(make.figure(start=0), make.figure(start=90)))

    assert (first.level, again.level) == (Level.NOTE, Level.LOG)


def test_the_mirror_gap_is_told_when_it_jumps(make):
    before = [make.known(make.by("8e9", "2023"), "K-1"), make.known(make.cn("7.6e9", "2023"), "K-2")]
    minsk = make.known(make.by("9e9", "2024"), "K-3")

    [usual] = make.compared(make.cn("8.6e9", "2024"), *before, minsk)
    [jumped] = make.compared(make.cn("6.9e9", "2024"), *before, minsk)

    assert (usual.verdict, usual.level) == (Verdict.MIRROR_GAP, Level.LOG)
    assert (jumped.verdict, jumped.level) == (Verdict.MIRROR_GAP, Level.ACT)
    assert "In 2023 the gap was +5.0 %" in jumped.checks
    assert "moved by +18.3 points" in jumped.summary


def test_two_countries_that_count_alike_have_no_gap(make):
    [finding] = make.compared(make.cn("5.8e9"), make.known(make.by("5.79e9")))

    assert (finding.verdict, finding.level) == (Verdict.MIRROR_GAP, Level.LOG)
    assert "No gap: the two agree within rounding" in finding.checks


def test_a_year_below_its_own_first_months(make):
    [finding] = make.compared(make.figure("8.1e9", "2025"), make.known(make.figure("8.9e9", "2025-01..2025-11")))

    assert finding.verdict is Verdict.PERIOD_CONFLICT
    assert "is less than its own part" in finding.checks[0]


@pytest.mark.parametrize(("year", "months"), [("9.7e9", "8.9e9"), ("1.6e9", "1.6e9"), ("8.9e9", "440e6")])
def test_a_year_above_its_first_months_is_right(make, year, months):
    """1.6 and 1.6 can be 1.56 and 1.64; and what is far below is one region or one ware."""
    findings = make.compared(make.figure(year, "2025"), make.known(make.figure(months, "2025-01..2025-11")))

    assert [one.verdict for one in findings] == [Verdict.UPDATES]


def test_both_periods_may_stand_in_one_text(make):
    findings = make.compared(make.found(make.figure("8.9e9", "2025-01..2025-11", start=0), make.figure("8.86e9", "2025", start=40)))

    assert "period_conflict" in [one.verdict for one in findings]


@pytest.mark.parametrize(("share", "told"), [("64", 0), ("164", 1)])
def test_a_share_is_no_more_than_the_whole(make, share, told):
    findings = make.compared(make.figure(share, unit="percent", metric="export_share", kind=Kind.SHARE))

    assert [one.verdict for one in findings].count(Verdict.INCONSISTENT) == told


def test_two_values_of_one_thing_in_one_text(make):
    findings = make.compared(make.found(make.figure("5.8e9", start=0), make.figure("5.08e9", start=40)))
    apart = make.compared(make.found(make.by("5.8e9", start=0), make.cn("5.08e9", start=40)))

    assert [one.fact.start for one in findings if one.verdict is Verdict.INCONSISTENT] == [40]
    assert not [one for one in apart if one.verdict is Verdict.INCONSISTENT]


def test_growth_is_held_against_two_years(make):
    levels = [make.known(make.cn("3.8e9", "2021"), "K-1"), make.known(make.cn("5.08e9", "2022"), "K-2")]
    right, wrong = (make.change(value, metric="trade_turnover", reporter=Reporter("CN")) for value in ("33", "53"))

    assert [one.verdict for one in make.compared(right, *levels)] == [Verdict.NEW]
    assert Verdict.INCONSISTENT in [one.verdict for one in make.compared(wrong, *levels)]


def test_a_growing_stock_without_a_period_is_told_of_its_day(make):
    known = make.known(make.figure("107", None, "companies", metric="park_residents"), published=date(2023, 3, 1))

    [finding] = make.compared(make.figure("118", None, "companies", metric="park_residents"), known)

    assert finding.verdict is Verdict.UPDATES


def test_plans_for_two_years_are_no_growth(make):
    known = make.known(make.figure("170", "2025", "companies", metric="park_residents", modality=Modality.PLANNED))

    [finding] = make.compared(make.figure("270", "2030", "companies", metric="park_residents", modality=Modality.PLANNED), known)

    assert (finding.verdict, finding.level, finding.step.why) == (Verdict.UPDATES, Level.NOTE, "plans for two times")


@pytest.mark.parametrize(
    ("nearer", "before"),
    [("2025-01..2025-11", "K-2"), ("2024-01..2024-11", "K-2"), ("2022-01..2022-11", "K-1"), ("2023-01..2023-11", "K-1")],
)
def test_a_year_is_set_beside_a_like_year_only_where_that_is_not_long_ago(make, nearer, before):
    year = make.known(make.figure("1.6e9", "2022", metric="exports"))
    months = make.known(make.figure("1.9e9", nearer, metric="exports"), "K-2")

    [finding] = make.compared(make.figure("2.1e9", "2025", metric="exports"), year, months)

    assert (finding.verdict, finding.before.id) == (Verdict.UPDATES, before)


@pytest.mark.parametrize("metric", ["company_exports", "exports"])
def test_two_figures_of_a_free_label_or_of_no_flow_may_be_two_regions(make, metric):
    vitebsk = make.known(make.figure("120e6", "2025", metric=metric, flow=None))
    gomel = make.figure("150e6", "2025", metric=metric, flow=None, start=0)
    other = make.figure("140e6", "2025", metric=metric, flow=None, start=30)

    findings = make.compared(make.found(gomel, other), vitebsk)

    assert {str(one.verdict) for one in findings} == {"conflicts"}
    assert {str(one.level) for one in findings} == {"note"}


def test_one_ware_and_one_region_are_never_set_beside_the_whole(make):
    whole = make.known(make.figure("1.9e9", "2025", metric="exports"))

    for part in ("potash_exports", "meat_exports", "company_exports", "exports"):
        assert [str(one.verdict) for one in make.compared(make.figure("310e6", "2025", metric=part, flow=None), whole)] == ["new"]
