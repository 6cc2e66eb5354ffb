"""Times as people type them."""

from datetime import UTC, datetime

import pytest

from difflog.spans import moment

NOW = datetime(2026, 1, 27, 12, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("24h", datetime(2026, 1, 26, 12, 30, tzinfo=UTC)),
        ("7d", datetime(2026, 1, 20, 12, 30, tzinfo=UTC)),
        ("2w", datetime(2026, 1, 13, 12, 30, tzinfo=UTC)),
        ("2026-01-05", datetime(2026, 1, 5, tzinfo=UTC)),
    ],
)
def test_a_time_is_read(text, expected):
    assert moment(text, NOW) == expected


@pytest.mark.parametrize("text", ["", "7", "d7", "7 days", "yesterday", "2026-02-30", "-3d"])
def test_what_is_no_time_is_refused_with_the_forms_that_are(text):
    with pytest.raises(ValueError, match="write 24h, 7d, 2w or a day such as 2026-01-27"):
        moment(text, NOW)
