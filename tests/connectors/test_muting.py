"""Mutes: a file that need not be there, whose faults name line and remedy."""

from datetime import date
from shutil import copytree

import pytest

from connectors.errors import WatchlistError
from connectors.settings import Settings
from connectors.watchlist import load_mutes, load_watchlist
from facts.watch import Mute


@pytest.fixture
def folder(tmp_path):
    """The watchlist that ships with the project, to be added to."""
    return copytree(Settings().watchlist, tmp_path / "watchlist")


def told(folder, text):
    (folder / "alerts.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(WatchlistError) as raised:
        load_watchlist(folder)
    return str(raised.value).splitlines()


def test_as_shipped_and_without_the_file_nothing_is_muted(folder):
    assert load_watchlist(folder).mutes == ()

    (folder / "alerts.yaml").write_text("mutes:\n", encoding="utf-8")
    assert load_watchlist(folder).mutes == load_mutes(folder) == ()

    (folder / "alerts.yaml").unlink()

    assert load_watchlist(folder).mutes == ()


def test_rules_name_metric_speaker_or_source_with_an_end_and_a_reason(folder):
    (folder / "alerts.yaml").write_text(
        "mutes:\n"
        "  - {metric: exports, until: 2026-03-01, reason: told twice a month}\n"
        "  - {speaker: Xi Jinping, source: belta-en, until: 2026-02-01, reason: the visit}\n"
        "  - {speaker: Pavel Example, until: 2026-02-01, reason: a name no file knows}\n",
        encoding="utf-8",
    )

    assert load_watchlist(folder).mutes == (
        Mute(metric="exports", until=date(2026, 3, 1), reason="told twice a month"),
        Mute(speaker="Xi Jinping", source="belta-en", until=date(2026, 2, 1), reason="the visit"),
        Mute(speaker="Pavel Example", until=date(2026, 2, 1), reason="a name no file knows"),
    )


@pytest.mark.parametrize(
    ("rule", "fault"),
    [
        (
            "{metric: export, until: 2026-03-01, reason: x}",
            'metrics.yaml has no "export", so this rule would mute nothing; did you mean "exports"?',
        ),
        (
            "{speaker: Xi Jinpin, until: 2026-03-01, reason: x}",
            'topic.yaml has no "Xi Jinpin", so this rule would mute nothing; did you mean "Xi Jinping"?',
        ),
        ("{source: belta-zz, until: 2026-03-01, reason: x}", 'feeds.yaml has no "belta-zz"'),
        ("{metric: exports, reason: x}", 'lacks "until"; add until: with its value'),
        ("{metric: exports, until: 2026-03-01}", 'lacks "reason"; add reason: with its value'),
        ('{metric: exports, until: 2026-03-01, reason: "  "}', 'reason of "exports" is empty; write something'),
        ("{until: 2026-03-01, reason: x}", "a rule without metric, speaker or source would mute everything; name one of them"),
        ("{metric: exports, until: soon, reason: x}", 'cannot be "soon"; write a day'),
        ("{metrik: exports, until: 2026-03-01, reason: x}", '"metrik" is no key of'),
    ],
)
def test_a_wrong_rule_is_told_with_its_line_and_what_to_do(folder, rule, fault):
    lines = told(folder, f"mutes:\n  - {rule}\n")

    assert any(line.startswith("alerts.yaml:2: ") and fault in line for line in lines), lines


def test_the_log_can_be_shown_while_another_file_is_wrong(folder):
    (folder / "alerts.yaml").write_text("mutes:\n  - {metric: exports, until: 2026-03-01, reason: x}\n", encoding="utf-8")
    (folder / "feeds.yaml").write_text("sources: nonsense\n", encoding="utf-8")

    assert [mute.metric for mute in load_mutes(folder)] == ["exports"]


def test_all_faults_are_told_at_once(folder):
    lines = told(
        folder, "mutes:\n  - {metric: export, until: 2026-03-01, reason: x}\n  - {source: nowhere, until: 2026-03-01, reason: x}\n"
    )

    assert [line.split(":")[1] for line in lines] == ["2", "3"]
