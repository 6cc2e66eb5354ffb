"""Hours as people write them into settings."""

from datetime import time

import pytest

from connectors.hours import read_hours, read_turn
from facts.alerting import Hours, Turn


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("22:00-07:00", Hours(time(22), time(7))),
        (" 9:30 – 12:00 ", Hours(time(9, 30), time(12))),
        ("off", None),
    ],
)
def test_a_stretch_of_the_day_is_read(written, read):
    assert read_hours(written) == read


@pytest.mark.parametrize("written", ["", "22-7", "22:00", "24:00-07:00", "22:00-07:60", "07:00-07:00", "night"])
def test_what_is_no_stretch_is_refused_with_the_form_that_is(written):
    with pytest.raises(ValueError, match="write 22:00-07:00, or off"):
        read_hours(written)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("07:30", Turn(time(7, 30))),
        ("7:30", Turn(time(7, 30))),
        ("Monday 07:30", Turn(time(7, 30), 0)),
        ("sunday 0:00", Turn(time(0), 6)),
        ("OFF", None),
    ],
)
def test_a_turn_is_read(written, read):
    assert read_turn(written) == read


@pytest.mark.parametrize("written", ["", "7", "moonday 07:30", "07:30 monday", "25:00", "daily"])
def test_what_is_no_turn_is_refused_with_the_forms_that_are(written):
    with pytest.raises(ValueError, match="write 07:30, monday 07:30, or off"):
        read_turn(written)
