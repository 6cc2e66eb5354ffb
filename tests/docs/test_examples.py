"""The example of a second pair of countries: read, compared and kept as the first pair is, and by no word of the first."""

import json
from collections import Counter
from pathlib import Path

import pytest

from connectors.watchlist import load_watchlist
from tests.docs.conftest import ROOT

EXAMPLE = ROOT / "examples" / "kazakhstan-china"
ARTICLES = EXAMPLE / "articles.jsonl"


@pytest.fixture
def rows(reader):
    """What a command prints over the example, as JSON lines."""

    def ask(command, *words):
        code, printed = reader(" ".join(["beltwatch", command, *words, "--watchlist", str(EXAMPLE)]))
        assert code == 0, printed
        return [json.loads(line) for line in printed.splitlines() if line.startswith("{")]

    return ask


@pytest.fixture
def read(rows):
    """The articles of the example by their ids, as they were read."""
    return {row["id"]: row for row in rows("extract", str(ARTICLES))}


def test_articles_on_the_two_countries_are_told_from_others(read):
    relevant = {name for name, row in read.items() if row["relevant"]}

    assert len(read) == 10
    assert read.keys() - relevant == {"kc-09", "kc-10"}
    assert read["kc-01"]["relevance"]["why"] == ["China: China", "Kazakhstan: Kazakhstan"]
    assert "not named as acting: Kazakhstan" in read["kc-10"]["relevance"]["why"]


@pytest.mark.parametrize(
    ("article", "text", "metric", "flow", "reporter"),
    [
        ("kc-01", "$14.7 billion", "exports", "KZ->CN", "KZ"),
        ("kc-01", "$16.8 billion", "imports", "CN->KZ", "KZ"),
        ("kc-02", "$30,1 млрд", "trade_turnover", "KZ<->CN", "KZ"),
        ("kc-03", "152亿美元", "exports", "KZ->CN", "CN"),
        ("kc-03", "286亿美元", "imports", "CN->KZ", "CN"),
        ("kc-06", "1,2 млрд долларов", "investment", "CN->KZ", None),
        ("kc-07", "158亿美元", "imports", "CN->KZ", "CN"),
        ("kc-08", "4%", "exports", "KZ->CN", "KZ"),
        ("kc-09", "$27 billion", "trade_turnover", None, None),
    ],
)
def test_flows_are_told_from_home_in_every_language(read, article, text, metric, flow, reporter):
    [figure] = [one for one in read[article]["figures"] if one["text"] == text]

    assert (figure["metric"], figure["flow"], figure["reporter"]) == (metric, flow, reporter)


def test_who_speaks_is_known_by_name_and_office(read):
    said = {(one["speaker"], one["speaker_role"]) for row in read.values() for one in row["statements"]}

    assert ("Kassym-Jomart Tokayev", "President of Kazakhstan") in said
    assert ("Olzhas Bektenov", "Prime Minister of Kazakhstan") in said
    assert read["kc-02"]["statements"][0]["formulas"] == ["eternal_partnership"]


def test_the_baseline_is_confirmed_moved_on_mirrored_and_contradicted(rows):
    found = rows("replay", str(ARTICLES), "--format", "jsonl")
    verdicts = Counter(row["verdict"] for row in found if row["fact"] == "figure")
    [jump] = [row for row in found if row["verdict"] == "mirror_gap" and row["level"] == "act"]
    [conflict] = [row for row in found if row["verdict"] == "conflicts"]

    assert verdicts["confirms"] == 3
    assert verdicts["updates"] >= 3
    assert "Kazakhstan side" in next(row["summary"] for row in found if row["verdict"] == "updates")
    assert (jump["flow"], jump["reporter"], jump["step"]["percent"]) == ("KZ<->CN", "CN", "-45.5")
    assert "China side" in jump["summary"]
    assert (conflict["before"]["value"], conflict["value"]) == ("30100000000", "33400000000")


def test_the_ledger_keeps_each_sides_count_and_the_gap(rows, tmp_path):
    rows("replay", str(ARTICLES))
    picture = tmp_path / "trade.svg"
    exports = rows("ledger", "exports", "--reporter", "CN", "--format", "jsonl")
    gaps = rows("ledger", "trade_turnover", "--gap", "--format", "jsonl", "--plot", str(picture))

    assert {row["reporter"] for row in exports} == {"CN"}
    assert [(row["period"], row["KZ"], row["CN"]) for row in gaps] == [
        ("2023", "31.5bn USD", "41bn USD"),
        ("2024", "33.4bn USD", "43.8bn USD"),
    ]
    assert "Kazakhstan, USD" in picture.read_text(encoding="utf-8")


def test_a_side_that_is_none_of_the_two_is_refused(reader):
    code, printed = reader(f"beltwatch ledger exports --reporter BY --watchlist {EXAMPLE}")

    assert code == 2
    assert "BY is none of KZ, CN, other" in printed


def test_a_flow_between_others_is_refused_with_its_line(reader, tmp_path):
    for file in EXAMPLE.glob("*.yaml"):
        Path(tmp_path / file.name).write_text(file.read_text(encoding="utf-8").replace("flow: KZ->CN", "flow: BY->CN"), encoding="utf-8")

    code, printed = reader(f"beltwatch extract - --watchlist {tmp_path}")

    assert code == 2
    assert "metrics.yaml" in printed
    assert '"BY->CN" goes not between KZ and CN' in " ".join(printed.split())


def test_the_example_is_sound_and_every_source_is_of_a_camp():
    watched = load_watchlist(EXAMPLE)

    assert (watched.topic.home, watched.topic.partner) == ("KZ", "CN")
    assert {"KZ state", "KZ independent", "CN state", "West"} <= {str(source.camp) for source in watched.sources}
    assert len(watched.baselines[0].figures) >= 5
