"""A currency in doubt: once per document, with all that speaks for it."""

from datetime import date

import pytest

from facts.compare.units import doubted, settle
from facts.figure import is_currency
from facts.finding import Level, Verdict
from facts.known import UnitDoubt


def baseline(make):
    return (
        make.baseline(make.by("5.8e9", unit="GBP"), "B-01"),
        make.baseline(make.figure("1.6e9", unit="GBP", metric="exports"), "B-02"),
        make.baseline(make.figure("3.5e9", "2023-03", unit="GBP", metric="economic_effect", qualifier="over"), "B-04"),
        make.baseline(make.figure("100e6", unit="GBP", metric="investment", qualifier="over"), "B-05"),
    )


def test_p9_one_finding_speaks_for_all_amounts_of_a_document(make):
    dollars = [
        make.figure("5.79e9", start=0),
        make.figure("1.6e9", metric="exports", start=20),
        make.figure("3.5e9", "2023-03-01", metric="economic_effect", qualifier="over", start=40),
    ]

    [finding] = make.compared(make.found(*dollars), *baseline(make))

    assert (finding.verdict, finding.level, finding.before.id) == (Verdict.UNIT_CONFLICT, Level.ACT, "B-01")
    assert [check.split()[0] for check in finding.checks[:3]] == ["B-01", "B-02", "B-04"]
    assert "B-05 over £100m (2022) stands in the same document and inherits the doubt" in finding.checks
    assert "£5.8bn, £1.6bn, over £3.5bn" in finding.summary
    assert "B-05 over £100m (2022) inherits the doubt" in finding.summary


def test_what_was_told_is_not_told_again(make):
    [finding] = make.compared(make.figure("5.8e9"), *baseline(make), told_units=frozenset({"baseline:dec-2023"}))

    assert (finding.verdict, finding.level) == (Verdict.CONFIRMS, Level.LOG)
    assert "in doubt already" in finding.checks[-1]


@pytest.mark.parametrize(("value", "period"), [("5.8e9", "2023"), ("8.9e9", "2022")])
def test_another_year_or_another_number_doubts_no_unit(make, value, period):
    assert all(one.verdict is not Verdict.UNIT_CONFLICT for one in make.compared(make.figure(value, period), *baseline(make)))


def test_a_promise_in_dollars_puts_the_pounds_in_doubt_too(make):
    planned = make.figure("3.56e9", "2023-03", metric="economic_effect", modality="planned")

    assert [one.verdict for one in make.compared(planned, *baseline(make))] == [Verdict.UNIT_CONFLICT]


def test_no_rate_is_ever_applied(make):
    """7.2 dollars were 5.8 pounds then: that confirms nothing, for nobody here knows the rate."""
    findings = make.compared(make.by("7.2e9"), *baseline(make))

    assert [one.verdict for one in findings] == [Verdict.CONFLICTS]
    far = make.compared(make.by("9.9e9"), *baseline(make))
    assert [one.verdict for one in far] == [Verdict.NEW]


def test_yuan_are_a_series_of_their_own(make):
    assert [one.verdict for one in make.compared(make.cn("35.7e9", unit="CNY"), make.known(make.cn("5.08e9")))] == [Verdict.NEW]


def test_a_step_between_two_currencies_is_no_step(make):
    [finding] = make.compared(make.by("8.9e9", "2025-01..2025-11"), *baseline(make))

    assert (finding.verdict, finding.step.absolute, finding.step.percent) == (Verdict.UPDATES, None, None)
    assert finding.step.why.startswith("USD against GBP, no rate applied")


def test_a_doubt_is_inherited_by_every_step_from_the_doubted_amount(make):
    doubted = make.known(make.figure(unit="GBP"), doubt="pounds are dollars", published=date(2023, 12, 5))

    [finding] = make.compared(make.figure("6.1e9", "2023"), doubted)

    assert finding.step.why.startswith("unit in doubt")


def test_a_lone_text_in_pounds_is_doubted_against_several_in_dollars(make):
    several = make.known(make.by("5.8e9"), origins=frozenset({"story:1", "story:2"}))
    here = make.found(make.by("5.8e9", unit="GBP", start=0), make.figure("70e6", unit="GBP", metric="investment", start=20))

    [finding, other] = make.compared(here, several)

    assert finding.verdict is Verdict.UNIT_CONFLICT
    assert doubted(finding, here.place) == ("article:7", "GBP")
    assert finding.group == "unit article:7"
    assert finding.summary.startswith("BelTA (article:7): £5.8bn is USD in Xinhua ($5.8bn, en).")
    assert "£70m (2022) inherits the doubt" in finding.summary
    assert other.verdict is Verdict.NEW


def test_what_is_known_from_one_origin_only_is_doubted_itself(make):
    known = make.known(make.by("5.8e9"))
    [finding] = make.compared(make.by("5.8e9", unit="GBP"), known)

    assert doubted(finding, make.place()) == ("article:1", "USD")


def doubt(**own):
    return {("baseline:dec-2023", "GBP"): UnitDoubt(document="baseline:dec-2023", unit="GBP", why="pounds are dollars", **own)}


def test_a_doubt_stands_until_a_review_decides(make):
    [first, *_] = baseline(make)

    assert settle(first, doubt()).doubt == "pounds are dollars"
    assert settle(first, {}) is first


def test_an_accepted_doubt_turns_the_pounds_into_dollars(make):
    settled = [settle(one, doubt(means="USD")) for one in baseline(make)]

    assert {one.figure.unit for one in settled if is_currency(one.figure.unit)} == {"USD"}
    assert settled[0].settled == "printed in GBP; a review settled on USD"
    [finding] = make.compared(make.by("8.9e9", "2025"), settled[0])
    assert (finding.verdict, finding.step.like_for_like) == (Verdict.UPDATES, True)
    assert "$5.8bn (2022) → $8.9bn (2025)" in finding.summary


def test_a_rejected_doubt_leaves_the_pounds_pounds(make):
    settled = [settle(one, doubt(lifted=True)) for one in baseline(make)]
    told = frozenset({"baseline:dec-2023"})

    [finding] = make.compared(make.figure("5.8e9"), *settled, told_units=told, held_units=told)

    assert (settled[0].doubt, settled[0].figure.unit) == ("", "GBP")
    assert (finding.verdict, finding.level) == (Verdict.CONFLICTS, Level.NOTE)
    assert "A review held the currency of B-01 to be right" in finding.checks
