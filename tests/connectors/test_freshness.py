"""How long an answer stays fresh, by its own words."""

from datetime import timedelta

import pytest

from connectors.response import fresh_for

HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("headers", "fresh"),
    [
        ({"cache-control": "public, max-age=3600"}, HOUR),
        ({"cache-control": 'max-age="3600"', "age": "1800"}, HOUR / 2),
        ({"cache-control": "max-age=3600", "age": "9000"}, 0 * HOUR),
        ({"cache-control": "s-maxage=3600"}, 0 * HOUR),
        ({"cache-control": "no-cache, max-age=3600"}, 0 * HOUR),
        ({"cache-control": "max-age=999999999"}, 7 * 24 * HOUR),
        ({"cache-control": "max-age=soon"}, 0 * HOUR),
        ({"expires": "Wed, 28 Jan 2026 11:00:00 GMT", "date": "Wed, 28 Jan 2026 10:00:00 GMT"}, HOUR),
        ({"expires": "Wed, 28 Jan 2026 09:00:00 GMT", "date": "Wed, 28 Jan 2026 10:00:00 GMT"}, 0 * HOUR),
        ({"expires": "0", "date": "Wed, 28 Jan 2026 10:00:00 GMT"}, 0 * HOUR),
        ({"expires": "Wed, 28 Jan 2026 11:00:00 GMT"}, 0 * HOUR),
        ({}, 0 * HOUR),
    ],
)
def test_an_answer_says_how_long_it_stays_fresh(headers, fresh):
    assert fresh_for(headers) == fresh
