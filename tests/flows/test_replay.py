"""Replay: an archive through the same judge, in date order, alerting nobody."""

import json

import pytest

from flows.replay import replay
from flows.scenes import replay_scene
from models.store import open_store

LATE = {
    "id": "late",
    "published": "2026-02-20",
    "text": "According to Belstat, trade in goods between Belarus and China reached $9.8 billion in 2025.",
}
EARLY = {
    "id": "early",
    "published": "2025-02-20",
    "text": "According to Belstat, trade in goods between Belarus and China reached $8.8 billion in 2024.",
}


@pytest.fixture
def archive(tmp_path):
    """An archive with the later article first and a broken line in between."""
    file = tmp_path / "archive.jsonl"
    file.write_text("\n".join([json.dumps(LATE), "{broken", json.dumps(EARLY)]))
    return file


def test_articles_are_judged_in_date_order_and_a_broken_line_stops_nothing(outside, run, archive):
    with replay_scene(outside.settings, fresh=True) as scene:
        report = run(replay(scene, [archive]))

    trade = [row for row in report.findings if row.metric == "trade_turnover"]
    assert [row.period for row in trade] == ["2024", "2025"]
    assert trade[1].before["value"] == "8800000000"
    assert [missed.why.partition(":")[0] for missed in report.missed] == ["archive.jsonl, line 2"]
    assert report.judged == 2


def test_a_fresh_replay_leaves_no_trace(outside, run, archive, tmp_path):
    with replay_scene(outside.settings, fresh=True) as scene:
        run(replay(scene, [archive]))

    assert sorted(path.name for path in tmp_path.iterdir()) == ["archive.jsonl"]


def test_a_second_replay_adds_nothing_and_no_one_is_alerted(outside, run, archive):
    reports = []
    for _ in range(2):
        with replay_scene(outside.settings) as scene:
            reports.append(run(replay(scene, [archive])))

    assert (len(reports[0].findings) > 0, reports[1].findings) == (True, ())
    with open_store(scene.database) as store:
        assert store.alerts(("waiting", "sent", "dead", "dropped")) == []
