"""Alerts as messages."""

from datetime import UTC, datetime

import pytest

from difflog.message import body, title
from models.rows import Row
from models.values import Alert

WHEN = datetime(2026, 1, 27, 9, tzinfo=UTC)


def found(number, **own):
    usual = {"id": f"F-{number}", "recorded_at": WHEN, "level": "act", "verdict": "conflicts", "fact": "figure", "hash": f"h{number}"}
    return Row(**(usual | {"summary": "140 ≠ 150", "outlet": "Xinhua", "lang": "zh", "url": "https://x.example/1"} | own))


def alert(kind="finding", rows=(), attempts=0, **content):
    return Alert(id=1, key="k", kind=kind, group="g", content=content, rows=tuple(rows), created=WHEN, attempts=attempts)


SOURCE = {
    "source": "belta-en",
    "reason": "404",
    "failures": 24,
    "camp": "BY state",
    "url": "https://e.example",
    "since": "s",
    "last_good": None,
}


@pytest.mark.parametrize(
    ("made", "line"),
    [
        (alert(rows=[found(1)]), "≠ 140 ≠ 150 F-1"),
        (alert(rows=[found(1), found(2)]), "≠ 140 ≠ 150 F-1 and 1 more"),
        (alert(rows=[found(1)], attempts=1), "(repeat) ≠ 140 ≠ 150 F-1"),
        (alert("reminder", rows=[found(1)]), "Not reviewed for a day: ≠ 140 ≠ 150 F-1"),
        (alert("source", **SOURCE), "✖ Feed: belta-en unreadable for 24 h (404, 24 tries)"),
        (
            Alert(
                id=1,
                key="k",
                kind="parked",
                group="g",
                content={"url": "https://e.example", "attempts": 3},
                rows=(),
                created=WHEN,
                attempts=0,
            ),
            "✖ Not judged: https://e.example failed its reader 3 times",
        ),
        (alert("system", text="hello"), "system: hello"),
    ],
)
def test_the_title_says_what_it_is_about(made, line):
    assert title(made) == line
    assert body(made)


def test_the_body_names_every_source_and_ends_with_the_head_of_the_log():
    lines = body(alert(rows=[found(1), found(2)])).splitlines()

    assert lines[0] == "F-1 conflicts: 140 ≠ 150"
    assert lines[1].strip() == "Xinhua · zh  https://x.example/1"
    assert lines[-1] == "log head F-2 h2"


def test_a_storm_is_counted():
    assert "… and 38 more" in body(alert(rows=[found(number) for number in range(1, 51)]))


def test_words_from_outside_cannot_add_a_line_to_the_title():
    assert "\n" not in title(alert(rows=[found(1, summary="a\nBcc: x@y.example\x1b")]))
