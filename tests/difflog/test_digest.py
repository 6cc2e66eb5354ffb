"""The digest: what needs you, what is muted, and what was read at all."""

from datetime import UTC, date, datetime, timedelta

from difflog.digest import lines, put_together
from difflog.reader import Reader
from facts.watch import Mute
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


def made(rows=(), sources=(), **own):
    return put_together(rows, sources, stretch=(WHEN - timedelta(days=1), WHEN), head=HEAD, **own)


def test_what_was_decided_needs_nobody_and_what_was_confirmed_is_counted():
    digest = made([found(4, "log"), found(3, "act"), found(2, "act", state="accepted"), found(1, "note")])

    assert [row.id for row in digest.act] == ["F-3"]
    assert [row.id for row in digest.note] == ["F-1"]
    assert digest.quiet == (("confirms", 1),)


def test_i17_no_change_is_said_only_where_sources_could_be_read():
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
    assert "West: 0 of 1 sources read, whether anything changed is not known" in told
    assert "RU other: 1 of 2 sources read, no change in what could be read" in told
    assert "BY state: 1 of 1 sources read, findings: 1" in told
    assert "  ✖ b: no answer in 30 s" in told
    assert not any(line.startswith("other:") for line in told)
    assert told[-1] == "log head F-3 abc"


def test_nothing_asked_is_nothing_known():
    told = list(lines(made()))

    assert "No source was asked yet: nothing can be said." in told
    assert "Nothing needs you." in told


def test_what_waits_from_before_and_what_could_not_be_delivered_is_told():
    told = list(lines(made(older=4, undelivered=2)))

    assert "4 from before still wait for you: beltwatch log --level act --state new" in told
    assert "✖ 2 alerts could not be delivered: beltwatch alerts list" in told
    assert "Nothing needs you." not in told


def test_what_a_rule_mutes_is_shown_as_muted_and_nowhere_else():
    rule = Mute(metric="exports", until=date(2026, 1, 27), reason="told twice a month")
    rows = [found(3, "act", metric="exports"), found(2, "note"), found(1, "log", metric="exports")]

    told = list(lines(made(rows, mutes=[rule])))
    after = list(lines(made(rows, mutes=[rule], today=date(2026, 1, 28))))

    assert told[told.index("# Muted") + 1] == "▲ summary 3 F-3 (until 27 Jan: told twice a month)"
    assert sum("F-3 " in line or line.endswith("F-3") for line in told if "log head" not in line) == 1
    assert "# Muted" not in after
    assert "▲ summary 3 F-3" in after


def test_figures_stand_before_statements():
    rows = [found(3, "note", fact="statement"), found(2, "note"), found(1, "note", fact="statement")]

    assert [row.id for row in made(rows).note] == ["F-2", "F-3", "F-1"]


def test_it_is_framed_in_the_readers_words_and_clock():
    sources = [source("c", "CN state", "unchanged")]

    told = list(lines(made([found(1, "log")], sources), Reader("ru")))

    assert told[0] == "# beltwatch, с 26.01 09:00 по 27.01 09:00 (UTC)"
    assert "Только учтено: 1 подтверждено." in told
    assert "Китай гос.: прочитано источников 1 из 1, без изменений" in told
