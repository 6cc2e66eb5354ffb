"""Commands that change something: run, review, replay, extract, alerts, db."""

import io
import json
import shutil
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def own(filled, kept, tmp_path, monkeypatch):
    """Commands over a copy of the filled folder, to be changed at will."""
    shutil.copytree(kept, tmp_path / "own")
    monkeypatch.setenv("BELTWATCH_DATA_DIR", str(tmp_path / "own"))
    return filled


@pytest.fixture
def nowhere(tmp_path):
    """A watchlist whose sources lead nowhere: no such name, and a loopback port that nobody may fetch."""
    folder = tmp_path / "watchlist"
    shutil.copytree(ROOT / "watchlist", folder)
    row = {"outlet": "Nowhere", "camp": "other", "language": "en", "every": "6h"}
    sources = [row | {"name": name, "url": f"https://{name}.invalid/rss"} for name in ("one", "two")]
    (folder / "feeds.yaml").write_text(json.dumps({"sources": sources}))
    return folder


def test_n9_where_there_is_no_network_a_run_says_so_once_and_names_each_source(beltwatch, nowhere):
    done = beltwatch("run", "--plain", "--watchlist", nowhere)

    assert done.code == 3
    assert done.out.count("Nothing could be reached") == 1
    assert all(f"poll: {name} (failing): " in done.out for name in ("one", "two"))
    assert "Traceback" not in done.err
    states = {row["source"]: row["state"] for row in beltwatch("sources", "list", "--format", "jsonl").rows}
    assert states == {"one": "failing", "two": "failing"}
    assert beltwatch("status").code == 3


def test_sources_check_says_of_each_what_it_answers(beltwatch, nowhere):
    done = beltwatch("sources", "check", "--watchlist", nowhere, "--format", "jsonl")

    assert done.code == 3
    assert [(row["source"], row["state"]) for row in done.rows] == [("one", "failing"), ("two", "failing")]
    assert all(row["reason"] for row in done.rows)


def test_a_review_is_a_row_of_its_own_and_can_be_undone(own):
    [finding, *_] = own("log", "--metric", "trade_turnover", "--format", "jsonl").rows

    accepted = own("review", finding["id"], "accept", "--by", "Anna", "--format", "jsonl")
    rejected = own("review", finding["id"], "reject", "--reason", "unit", "--note", "checked twice", "--by", "Anna", "--format", "jsonl")
    reopened = own("review", finding["id"], "reopen", "--by", "Anna", "--format", "jsonl")

    assert [done.rows[0]["state"] for done in (accepted, rejected, reopened)] == ["accepted", "rejected", "new"]
    assert accepted.rows[0] | {"state": "new"} == finding
    told = own("show", finding["id"]).out
    assert all(part in told for part in ("accepted by Anna", "rejected by Anna: unit – checked twice", "stated in"))
    assert own("verify").code == 0


def test_a_rejected_figure_leaves_the_ledger(own):
    [finding] = own("log", "--metric", "trade_turnover", "--format", "jsonl", "--limit", "1").rows

    own("review", finding["id"], "reject", "--reason", "source_wrong", "--by", "Anna")

    assert finding["period"] not in {row["period"] for row in own("ledger", "trade_turnover", "--format", "jsonl").rows}
    assert [row["id"] for row in own("log", "--state", "rejected", "--format", "jsonl").rows] == [finding["id"]]


def test_a_replay_prints_the_findings_in_date_order_and_the_second_one_none(own, archive):
    assert "0 findings" in own("replay", archive).out
    fresh = own("replay", archive, "--fresh", "--format", "jsonl")
    assert [row["period"] for row in fresh.rows if row["metric"] == "trade_turnover"] == ["2024", "2025"]


def test_extract_reads_standard_input_and_writes_a_line_an_article(beltwatch, archive, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.StringIO(archive.read_text()))

    done = beltwatch("extract", "-")

    assert (done.code, done.err) == (0, "")
    assert [row["id"] for row in done.rows] == ["one", "two"]
    [figure] = done.rows[1]["figures"]
    assert (figure["value"], figure["unit"], figure["period"], figure["flow"]) == ("9800000000", "USD", "2025", "BY<->CN")


def test_alerts_without_a_channel_need_the_operator(beltwatch):
    assert "Nothing waits" in beltwatch("alerts", "list").out
    assert beltwatch("alerts", "test").code == 3
    assert "0 alerts wait again" in beltwatch("alerts", "retry").out


def test_a9_a_channel_that_cannot_be_reached_is_named_without_its_secret(beltwatch, monkeypatch):
    monkeypatch.setenv("BELTWATCH_CHANNELS", "json://user:p4ss@127.0.0.1:9/s3cr3t")

    done = beltwatch("alerts", "test")

    assert done.code == 1
    assert "cannot be reached" in done.err
    assert not any(word in done.err + done.out for word in ("p4ss", "s3cr3t"))


def test_a_backup_comes_back_whole(own, tmp_path, monkeypatch):
    file = tmp_path / "backup.jsonl.gz"
    log = own("log", "--format", "jsonl").rows
    assert own("db", "backup", file).code == 0
    assert "there already" in own("db", "backup", file).err
    assert own("db", "restore", file).code == 1

    monkeypatch.setenv("BELTWATCH_DATA_DIR", str(tmp_path / "restored"))
    assert own("db", "restore", file).code == 0
    assert own("db", "check").code == 0
    assert own("log", "--format", "jsonl").rows == log


def test_the_database_says_its_schema(beltwatch):
    assert "stands at schema" in beltwatch("db", "upgrade").out


def test_o2_o3_sources_come_and_go_and_what_a_person_wrote_stays(beltwatch, nowhere, tmp_path):
    feeds = nowhere / "feeds.yaml"
    feeds.write_text(
        "# mine\nsources:\n" + "  - {name: one, outlet: One, camp: other, language: en, every: 6h, url: 'https://one.invalid/rss'}\n"
    )
    (tmp_path / "list.txt").write_text("https://two.invalid/rss\nhttps://one.invalid/rss\n")
    on = ("--watchlist", nowhere)

    assert beltwatch("sources", "add", "three", "https://three.invalid/rss", "--camp", "West", *on).code == 0
    assert "stands there already" in beltwatch("sources", "add", "four", "https://three.invalid/rss", *on).out
    assert "1 of 2 sources added" in beltwatch("sources", "import", tmp_path / "list.txt", *on).out
    assert beltwatch("sources", "remove", "three", *on).code == 0
    assert beltwatch("sources", "remove", "three", *on).code == 2
    refused = beltwatch("sources", "add", "inside", "http://127.0.0.1:1/rss", *on)

    assert (refused.code, "BELTWATCH_ALLOW_ADDRESSES" in refused.err) == (2, True)
    assert feeds.read_text().startswith("# mine\n")
    assert feeds.read_text().count("url: ") == 2


def test_a_plain_list_of_addresses_can_stand_for_the_watchlist(beltwatch, tmp_path):
    (tmp_path / "list.txt").write_text("https://one.invalid/rss\n# a remark\nhttps://two.invalid/rss\n")

    done = beltwatch("run", "--plain", "--watchlist", tmp_path / "list.txt", "--format", "jsonl")

    assert done.code == 3
    assert done.rows[-1]["new"] == 0
    assert {row["source"] for row in beltwatch("sources", "list", "--format", "jsonl").rows} == {"one-invalid-rss", "two-invalid-rss"}
