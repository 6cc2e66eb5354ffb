"""What is known, as the commands tell it: log, show, ledger, digest, export, status, verify, baseline, sources."""

import csv
import io
import xml.etree.ElementTree as ET

import pytest

from models.rows import KEYS, STATEMENT_KEYS


def test_the_log_has_the_rows_of_the_contract(filled):
    done = filled("log", "--format", "jsonl")

    assert done.code == 0
    for row in done.rows:
        assert tuple(row) == (STATEMENT_KEYS if row["fact"] == "statement" else KEYS)
    numbers = [int(row["id"].removeprefix("F-")) for row in done.rows]
    assert numbers == sorted(numbers, reverse=True)


def test_the_log_can_be_filtered_and_limited(filled):
    trade = filled("log", "--metric", "trade_turnover", "--fact", "figure", "--format", "jsonl").rows

    assert {row["metric"] for row in trade} == {"trade_turnover"}
    assert len(filled("log", "--limit", "1", "--format", "jsonl").rows) == 1
    assert filled("log", "--since", "2099-01-01", "--format", "jsonl").rows == []
    assert {row["speaker"] for row in filled("log", "--speaker", "xi", "--format", "jsonl").rows} == {"Xi Jinping"}


def test_the_log_as_a_table_says_old_and_new_in_one_line(filled):
    [line] = [line for line in filled("log", "--metric", "trade_turnover").out.splitlines() if "2024" in line and "2025" in line]

    assert "8.8bn" in line
    assert "9.8bn" in line
    assert "→" in line


def test_the_log_as_csv_opens_in_a_spreadsheet(filled):
    rows = list(csv.DictReader(io.StringIO(filled("log", "--format", "csv").out)))

    assert rows
    assert not any(str(value).startswith(("=", "+", "-", "@")) for row in rows for value in row.values())


def test_an_empty_log_says_what_to_do(beltwatch):
    done = beltwatch("log")

    assert (done.code, done.out) == (0, "")
    assert "beltwatch run" in done.err


def test_show_explains_one_finding(filled):
    [first, *_] = filled("log", "--metric", "trade_turnover", "--format", "jsonl").rows[::-1]
    done = filled("show", first["id"].lower())

    assert done.code == 0
    for part in (first["summary"], first["sentence"].replace(first["text"], f"▶{first['text']}◀"), first["url"], first["hash"], "to cite"):
        assert part in done.out
    assert filled("show", first["id"], "--format", "jsonl").rows == [first]


def test_the_ledger_knows_what_was_learned_and_what_was_known_before(filled):
    known = {row["period"]: row["value"] for row in filled("ledger", "trade_turnover", "--format", "jsonl").rows}
    before = {row["period"] for row in filled("ledger", "trade_turnover", "--as-of", "2023-12-31", "--format", "jsonl").rows}

    assert known == {"2022": "5800000000", "2024": "8800000000", "2025": "9800000000"}
    assert before == {"2022"}
    assert "9.8bn USD" in filled("ledger").out


def test_a_metric_can_be_drawn(filled, tmp_path):
    done = filled("ledger", "trade_turnover", "--plot", tmp_path / "trade.svg")

    assert done.code == 0
    assert "</svg>" in (tmp_path / "trade.svg").read_text()
    assert filled("ledger", "--plot", tmp_path / "all.svg").code == 2


def test_the_ledger_counts_set_phrases(filled):
    rows = filled("ledger", "--formulas", "--speaker", "xi", "--format", "jsonl").rows

    [path] = [row for row in rows if row["formula"] == "own_path"]
    assert (path["speaker"], path["used_in"], path["verb"]) == ("Xi Jinping", 2, "supports")


def test_the_digest_says_that_nobody_was_asked(filled):
    done = filled("digest", "--since", "7d")

    assert done.code == 0
    assert "No source was asked yet" in done.out
    assert "no change" not in done.out
    assert "log head F-" in done.out


@pytest.mark.parametrize("ending", ["csv", "jsonl", "atom"])
def test_findings_are_exported_in_the_form_the_name_asks_for(filled, tmp_path, ending):
    file = tmp_path / f"findings.{ending}"
    done = filled("export", file)
    count = len(filled("log", "--format", "jsonl").rows)

    assert done.code == 0
    text = file.read_text()
    if ending == "atom":
        assert len(ET.fromstring(text).findall("{http://www.w3.org/2005/Atom}entry")) == count
    elif ending == "csv":
        assert len(list(csv.DictReader(io.StringIO(text)))) == count
    else:
        assert len(text.splitlines()) == count


def test_an_export_that_cannot_be_written_says_so(filled, tmp_path):
    done = filled("export", tmp_path / "none" / "findings.csv")

    assert done.code == 1
    assert "cannot be written" in done.err


def test_status_counts_and_needs_nobody(filled):
    done = filled("status", "--format", "jsonl")

    [row] = done.rows
    assert (done.code, row["needed"], row["articles"]) == (0, [], 2)
    assert "Nothing needs you" in filled("status").out


def test_the_chain_holds_and_a_head_that_was_printed_is_still_there(filled):
    done = filled("verify")
    number, digest = done.out.split()[-2:]

    assert done.code == 0
    assert filled("verify", "--head", f"{number}:{digest}").code == 0
    assert filled("verify", "--head", f"{number}:{'0' * 64}").code == 1


def test_the_baseline_is_shown_whole(beltwatch):
    rows = beltwatch("baseline", "show", "--format", "jsonl").rows

    assert [row["id"] for row in rows] == [f"B-{number:02}" for number in range(1, 31)]
    assert "B-01" in beltwatch("baseline", "show").out


def test_a_draft_of_a_baseline_can_be_loaded_once(beltwatch, tmp_path):
    article = tmp_path / "article.txt"
    article.write_text("According to Belstat, trade in goods between Belarus and China reached $8.8 billion in 2024.")
    (tmp_path / "draft.yaml").write_text(beltwatch("baseline", "draft", article).out)

    first, again = (beltwatch("baseline", "load", tmp_path / "draft.yaml") for _ in range(2))

    assert (first.code, again.code) == (0, 0)
    assert ", 0 of them new" not in first.out
    assert ", 0 of them new" in again.out


def test_sources_are_listed_before_they_were_ever_asked_and_exported(beltwatch, tmp_path):
    rows = beltwatch("sources", "list", "--format", "jsonl").rows

    assert {row["state"] for row in rows} == {"not asked yet", "asleep"}
    assert beltwatch("sources", "export", tmp_path / "feeds.opml").code == 0
    assert (tmp_path / "feeds.opml").read_bytes().count(b"xmlUrl") > 10
