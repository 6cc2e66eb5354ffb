"""Updates that are not like for like, and ask for action all the same where the move holds all the more."""

from dataclasses import replace

import pytest

from facts.figure import Kind, Modality, Reporter, Scope
from facts.finding import Level, Verdict

_YEAR, _MONTHS = "2022", "2025-01..2025-11"
_SHARE = {"metric": "export_share", "kind": Kind.SHARE, "unit": "percent"}


def update(make, before, now, *, doubt=""):
    """The one finding on a figure after another one, whose currency is in doubt where a reason is given."""
    [finding] = make.compared(now, replace(make.known(before), doubt=doubt))
    assert finding.verdict is Verdict.UPDATES
    return finding


@pytest.mark.parametrize(
    ("before", "value", "period", "level"),
    [
        (_YEAR, "8.9e9", _MONTHS, "act"),  # more in less time
        (_YEAR, "6e9", _MONTHS, "note"),  # more in less time, but below the step of 5 %
        (_YEAR, "5.3e9", _MONTHS, "note"),  # less in less time
        ("2022-01..2022-11", "5e9", "2025", "act"),  # less in more time
        ("2022-01..2022-11", "8.9e9", "2025", "note"),  # more in more time
        ("2022-01..2022-11", "5.6e9", "2025", "note"),  # less in more time, but below the step
        ("2022-01..2022-06", "8.9e9", "2025-07..2025-11", "note"),  # other months: a season may have made it
        ("2022-01..2022-06", "8.9e9", "2025-01..2025-05", "act"),
        ("2022-01..2022-06", "8.9e9", "2025-07..2025-12", "note"),  # as long, but other months
        ("2021..2022", "8.9e9", "2025", "act"),
        (_YEAR, "8.9e9", "2025-06-11", "note"),  # a day is not counted in months
    ],
)
def test_the_length_of_the_periods_speaks_for_the_move_or_against_it(make, before, value, period, level):
    finding = update(make, make.figure("5.8e9", before), make.figure(value, period))

    assert (finding.level, finding.step.like_for_like) == (level, False)
    assert any("the move holds all the more" in check for check in finding.checks) is (level == "act")


@pytest.mark.parametrize(
    ("unit", "doubt", "period", "level"),
    [
        ("GBP", "dollars elsewhere", _MONTHS, "act"),
        ("EUR", "dollars elsewhere", _MONTHS, "act"),
        ("GBP", "dollars elsewhere", "2025", "act"),
        ("GBP", "", _MONTHS, "note"),  # two currencies and no rate
        ("GBP", "", "2025", "note"),
        ("CHF", "dollars elsewhere", _MONTHS, "note"),  # no sign that is put for the dollar's
        ("USD", "pounds elsewhere", _MONTHS, "act"),
    ],
)
def test_a_currency_in_doubt_is_no_obstacle_and_another_currency_is(make, unit, doubt, period, level):
    finding = update(make, make.figure("5.8e9", _YEAR, unit), make.figure("8.9e9", period), doubt=doubt)

    assert (finding.level, finding.step.like_for_like) == (level, False)
    if unit != "USD":
        assert (finding.step.absolute, finding.step.percent) == (None, None)


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ({"reporter": Reporter("CN")}, {"reporter": Reporter("BY")}),
        ({}, {"modality": Modality.ESTIMATE}),
        ({"modality": Modality.PLANNED}, {"modality": Modality.PLANNED}),
        ({}, {"qualifier": "over"}),
        ({"qualifier": "nearly"}, {}),
        ({"scope": Scope.SERVICES}, {"scope": Scope.SERVICES, "period": "2025-01..2025-11", "value": "5e9"}),
        ({"metric": "economic_effect"}, {"metric": "economic_effect"}),  # another occasion
        ({"metric": "joint_projects", "unit": "projects"}, {"metric": "joint_projects", "unit": "projects"}),  # has no step
        (_SHARE | {"value": "5.8"}, _SHARE | {"value": "8.9"}),  # a share of eleven months is no part of a share of twelve
    ],
)
def test_everything_else_must_be_alike(make, before, now):
    given = {"value": "8.9e9", "period": _MONTHS} | now

    assert update(make, make.figure(**({"value": "5.8e9", "period": _YEAR} | before)), make.figure(**given)).level is Level.NOTE


def test_the_line_says_that_it_is_not_like_for_like_and_keeps_its_length(make):
    now = make.by("8.9e9", _MONTHS, scope=Scope.GOODS, attributed_to="Nikolai Snopkov, the first deputy prime minister of Belarus" * 2)

    finding = update(make, make.figure("5.8e9", _YEAR, "GBP"), now, doubt="dollars elsewhere")

    assert finding.level is Level.ACT
    assert finding.step.why.startswith("unit in doubt; 11 months against 12")
    assert finding.summary.startswith("Trade turnover BY<->CN: £5.8bn (2022) → $8.9bn (Jan–Nov 2025), goods, Belarus side")
    assert len(finding.summary) <= 200
