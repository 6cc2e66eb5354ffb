"""Alerts as messages: what a reader sees first, and everything behind it."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from difflog.message import body, title
from difflog.reader import Reader
from models.rows import Row
from models.values import Alert, Echo

WHEN = datetime(2026, 1, 27, 9, tzinfo=UTC)
MINSK = Reader("en", ZoneInfo("Europe/Minsk"))


def found(number, **own):
    usual = {"id": f"F-{number}", "recorded_at": WHEN, "level": "act", "verdict": "conflicts", "fact": "figure", "hash": f"h{number}"}
    return Row(**(usual | {"summary": "140 ≠ 150", "outlet": "Xinhua", "lang": "zh", "url": "https://x.example/1"} | own))


def alert(kind="finding", rows=(), echoes=None, parts=(), **content):
    return Alert(
        id=1, key="k", kind=kind, group="g", content=content, rows=tuple(rows), created=WHEN, echoes=echoes or {}, parts=tuple(parts)
    )


SOURCE = {
    "source": "belta-en",
    "reason": "the server answered 404",
    "failures": 24,
    "camp": "BY state",
    "camp_read": 3,
    "camp_asked": 4,
    "url": "https://eng.belta.by/rss",
    "since": "2026-01-26T09:00:00Z",
    "last_good": None,
    "last_item": "2025-10-03T15:20:00Z",
}


@pytest.mark.parametrize(
    ("made", "line"),
    [
        (alert(rows=[found(1)]), "≠ 140 ≠ 150 F-1"),
        (alert(rows=[found(1), found(2)]), "≠ 140 ≠ 150 F-1 and 1 more"),
        (alert("reminder", rows=[found(1)]), "Not reviewed for a day: ≠ 140 ≠ 150 F-1"),
        (
            alert("source", **SOURCE),
            "✖ Feed: eng.belta.by unreadable for 24 h (404, 24 tries). Last good item 3 Oct 18:20. BY state now 3 of 4.",
        ),
        (alert("source_back", **SOURCE), "✓ Feed: eng.belta.by can be read again, after 1 d. BY state now 3 of 4."),
        (
            alert("network", asked=50, since="2026-01-27T08:20:00Z"),
            "✖ Network: none of 50 sources can be reached since 27 Jan 11:20. No feed is told of by itself; “no change” cannot be said.",
        ),
        (alert("network_back", asked=50, since="2026-01-27T08:20:00Z"), "✓ Network: sources can be reached again, after 40 min."),
        (alert("parked", url="https://e.example", attempts=3), "✖ Not judged: https://e.example failed its reader 3 times"),
        (alert("channel", channel="json://…", why="answered 400"), "✖ Channel json://… refuses a message for good: answered 400"),
        (alert("storm", parts=[alert()] * 12, part=[1, 1]), "12 alerts at once, in one message"),
        (alert("storm", parts=[alert()] * 12, part=[2, 3]), "12 alerts at once, in one message, part 2 of 3"),
        (alert("system", text="hello"), "system: hello"),
    ],
)
def test_the_title_says_what_it_is_about(made, line):
    assert title(made, MINSK) == line
    assert body(made, MINSK)


def test_a_repeat_and_a_sample_say_so():
    assert title(alert(rows=[found(1)]), repeat=True, sample=True) == "(repeat) (sample) ≠ 140 ≠ 150 F-1"


def test_the_line_names_every_language_and_how_many_independent_origins():
    summary = "Trade turnover BY<->CN: £5.8bn (2022) → $8.9bn (Jan–Nov 2025), goods, Belarus side. Snopkov via BelTA, zh."
    made = alert(rows=[found(1042, verdict="updates", summary=summary, outlet="BelTA")], echoes={"F-1042": Echo(("en", "ru", "zh"), 1)})

    assert title(made) == (
        "▲ Trade turnover BY–CN: £5.8bn (2022) → $8.9bn (Jan–Nov 2025), goods, Belarus side. Snopkov via BelTA, en+ru+zh, 1 origin. F-1042"
    )


def test_an_edit_says_where_and_when():
    row = found(612, verdict="edited", summary="Residents: 107 → 118 changed in a published article, no note.", url="https://sb.by/1")

    assert title(alert(rows=[row]), MINSK) == ("! Edited: sb.by 12:00: Residents: 107 → 118 changed in a published article, no note. F-612")


def test_a_source_at_a_bare_number_goes_by_its_name():
    assert title(alert("source", **SOURCE | {"url": "http://127.0.0.1:8080/rss"})).startswith("✖ Feed: belta-en unreadable")


def test_the_finding_a_reader_can_read_stands_first_with_its_words():
    rows = [found(1, lang="zh"), found(2, lang="ru", sentence="Строка в оригинале.", outlet="СБ", camp="BY state")]

    made = alert(rows=rows)

    assert title(made, Reader("ru")) == "≠ 140 ≠ 150 F-2 и ещё 1"
    assert body(made, Reader("ru")).splitlines()[:3] == [
        "≠ 140 ≠ 150 F-2",
        "    Словами СБ: «Строка в оригинале.»",
        "    СБ · Беларусь гос. · ru  https://x.example/1",
    ]


def test_the_body_names_every_source_and_ends_with_the_head_of_the_log():
    lines = body(alert(rows=[found(2), found(1)])).splitlines()

    assert lines[0] == "≠ 140 ≠ 150 F-2"
    assert lines[1].strip() == "Xinhua · zh  https://x.example/1"
    assert lines[-1] == "log head F-2 h2"


def test_a_large_development_is_counted():
    assert "… and 38 more" in body(alert(rows=[found(number) for number in range(1, 51)]))


def test_of_a_storm_every_fact_is_told():
    parts = [alert(rows=[found(number) for number in range(part * 10, part * 10 + 10)]) for part in range(8)]
    told = body(alert("storm", rows=[row for part in parts for row in part.rows], parts=[*parts, alert("source", **SOURCE)]))

    assert all(f" F-{number}\n" in told for number in range(80))
    assert "Feed: eng.belta.by unreadable" in told


def test_what_is_muted_is_counted_in_a_message_about_others():
    assert "2 more are muted; the digest has them." in body(alert(rows=[found(1)], muted=2))


def test_a6_words_from_outside_cannot_add_a_line_to_the_title():
    assert "\n" not in title(alert(rows=[found(1, summary="a\nBcc: x@y.example\x1b")]))
