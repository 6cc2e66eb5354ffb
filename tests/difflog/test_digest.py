"""The digest: what needs you, and what was read at all."""

from datetime import UTC, datetime, timedelta

from difflog.digest import lines, put_together
from models.rows import Row
from models.values import ListedSource

WHEN = datetime(2026, 1, 27, 9, tzinfo=UTC)
HEAD = ("F-3", "abc")


def found(number, level, **own):
    usual = {
        "id": f"F-{number}",
        "recorded_at": WHEN,
        "level": level,
        "verdict": "confirms" if level == "log" else "updates",
        "fact": "figure",
    }
    return Row(**(usual | {"summary": f"summary {number}", "camp": "BY state"} | own))


def source(name, camp, state, **own):
    return ListedSource(name=name, camp=camp, state=state, url="https://x.example", outlet="X", language="en", **own)


def made(rows=(), sources=()):
    return put_together(rows, sources, WHEN - timedelta(days=1), HEAD)


def test_what_was_decided_needs_nobody_and_what_was_confirmed_is_counted():
    digest = made([found(4, "log"), found(3, "act"), found(2, "act", state="accepted"), found(1, "note")])

    assert [row.id for row in digest.act] == ["F-3"]
    assert [row.id for row in digest.note] == ["F-1"]
    assert digest.quiet == (("confirms", 1),)


def test_no_change_is_said_only_where_sources_could_be_read():
    sources = [
        source("a", "CN state", "unchanged"),
        source("b", "West", "failing", reason="no answer in 30 s"),
        source("c", "RU other", "ok"),
        source("d", "RU other", "blocked", reason="a browser check"),
        source("e", "BY state", "ok"),
        source("f", "other", "", dead="gone for years"),
    ]

    told = list(lines(made([found(1, "note")], sources)))

    assert "CN state: 1 of 1 sources read, no change" in told
    assert "West: 0 of 1 sources read, not read: whether anything changed is not known" in told
    assert "RU other: 1 of 2 sources read, no change in what could be read" in told
    assert "BY state: 1 of 1 sources read, 1 findings" in told
    assert "✖ b: no answer in 30 s" in told
    assert not any(line.startswith("other:") for line in told)
    assert told[-1] == "log head F-3 abc"


def test_nothing_asked_is_nothing_known():
    assert "No source was asked yet: nothing can be said." in list(lines(made()))
