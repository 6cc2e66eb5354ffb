"""What a printed number leaves open."""

from decimal import Decimal

import pytest

from facts.compare.intervals import agree, finer, interval, same_number

D = Decimal


@pytest.mark.parametrize(
    ("value", "qualifier", "low", "high"),
    [
        ("5.8e9", "exact", "5750000000", "5850000000"),
        ("5.79e9", "exact", "5785000000", "5795000000"),
        ("140", "over", "140", None),
        ("6e9", "nearly", None, "6000000000"),
        ("1", "under", None, "1"),
        ("25e3", "about", "23750", "26250"),
        ("67800", "exact", "67750", "67850"),
        ("118", "exact", "117.5", "118.5"),
    ],
)
def test_an_interval_comes_from_printed_digits_and_qualifier(make, value, qualifier, low, high):
    found = interval(make.figure(value, qualifier=qualifier))

    assert (found.low, found.high) == (None if low is None else D(low), None if high is None else D(high))


@pytest.mark.parametrize(
    ("one", "other", "together"),
    [
        (("5.8e9", "exact"), ("5.79e9", "exact"), True),
        (("5.8e9", "exact"), ("5.08e9", "exact"), False),
        (("5.8e9", "exact"), ("5.9e9", "exact"), False),  # 5.85 belongs to the upper one
        (("3.5e9", "over"), ("3.56e9", "exact"), True),
        (("3.5e9", "over"), ("3.56e9", "over"), True),
        (("140", "over"), ("150", "over"), False),
        (("140", "over"), ("145", "over"), True),
        (("140", "over"), ("153", "exact"), True),
        (("140", "over"), ("139", "exact"), False),
        (("6e9", "nearly"), ("5.8e9", "exact"), True),
        (("6e9", "nearly"), ("5.9e9", "nearly"), True),  # what is nearly 5.9 is nearly 6
        (("5.8e9", "nearly"), ("6.2e9", "exact"), False),
        (("1.25e9", "about"), ("1.3e9", "exact"), True),
    ],
)
def test_two_numbers_agree_when_both_can_be_right(make, one, other, together):
    first, second = (make.figure(value, qualifier=qualifier) for value, qualifier in (one, other))

    assert agree(first, second) is agree(second, first) is together


def test_a_range_holds_what_lies_in_it(make):
    some = make.figure(None, low=D(4), high=D(6))

    assert agree(some, make.figure("5"))
    assert not agree(some, make.figure("7"))


@pytest.mark.parametrize(("value", "same"), [("1.65", False), ("2", True), ("1.9", True), ("2.3", False)])
def test_a_whole_multiple_leaves_a_tenth_open(make, value, same):
    assert agree(make.figure("2", unit="times"), make.figure(value, unit="times")) is same


def test_an_open_end_reaches_a_tenth_for_the_same_number_and_not_to_infinity(make):
    floor = make.figure("100e6", unit="GBP", qualifier="over")

    assert same_number(floor, make.figure("105e6"))
    assert not same_number(floor, make.figure("443e6"))


@pytest.mark.parametrize(
    ("one", "other", "says_more"),
    [
        (("5.79e9", "exact"), ("5.8e9", "exact"), True),
        (("5.8e9", "exact"), ("5.79e9", "exact"), False),
        (("3.56e9", "exact"), ("3.5e9", "over"), True),
        (("3.56e9", "over"), ("3.5e9", "over"), True),
        (("3.5e9", "over"), ("3.5e9", "over"), False),
        (("5.8e9", "about"), ("5.8e9", "exact"), False),
    ],
)
def test_finer_is_what_says_more(make, one, other, says_more):
    first, second = (make.figure(value, qualifier=qualifier) for value, qualifier in (one, other))

    assert finer(first, second) is says_more
