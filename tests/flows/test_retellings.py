"""The stories of the corpora that several outlets tell: what one of them told already is no news when another tells it."""

import json
from collections import Counter
from pathlib import Path

import pytest

from flows.replay import replay
from flows.scenes import replay_scene

CORPORA = [Path(__file__).parents[1] / "corpus" / f"dev-{language}.jsonl" for language in ("en", "ru", "be", "zh")]

RETOLD = [
    ("en-017", 'Belarus "fully supports"', "repeats"),
    ("en-017", "We are meeting at a very hard time", "repeats"),
    ("en-017", "Before all else they have to stop", "repeats"),
    ("en-017", "This is why Belarus keeps making", "repeats"),
    ("en-021", "at a very complicated time", "reworded"),
    ("en-021", "For this reason Belarus actively", "reworded"),
    ("en-029", "is prepared to turn the 30th", "reworded"),
    ("en-029", "joint efforts to reinforce", "repeats"),
    ("en-029", "This year the two countries celebrate", "reworded"),
    ("en-029", "that over this time the Sino-Belarusian", "reworded"),
    ("en-029", "that the “Belt and Road” cooperation", "reworded"),
    ("en-029", "The relations of China and Belarus", "reworded"),
    ("en-029", "The two parties should enlarge", "reworded"),
    ("en-109", "that in January 2023 Belarusian exports", "repeats"),
    ("ru-019", "Наши компании и ведущие китайские", "reworded"),
    ("ru-031", "экономический эффект от достигнутых", "reworded"),
    ("zh-021", "去年9月在撒马尔罕", "reworded"),
    ("zh-021", "中方赞赏白方在涉台", "reworded"),
]
FURTHER = [
    ("ru-025", "Учимся у вас буквально во всем"),  # "Minsk learns from Beijing" was told; that arms makers learn as well was not
    ("en-029", "that vaccine cooperation should improve"),
    ("zh-021", "白方支持全球发展倡议"),
    ("zh-021", "相信中国在习近平主席领导下"),
]


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """The verdicts on the statements of all stories, by article, in the order of the replay."""
    rows = [json.loads(line) for corpus in CORPORA for line in corpus.read_text(encoding="utf-8").splitlines()]
    stories = Counter(row.get("story") for row in rows)
    shared = [row for row in rows if row.get("story") and stories[row["story"]] > 1]
    archive = tmp_path_factory.mktemp("stories") / "stories.jsonl"
    archive.write_text("\n".join(json.dumps(row) for row in shared), encoding="utf-8")
    return archive, {row["url"] or f"archive:{row['id']}": row["id"] for row in shared}


@pytest.fixture
def statements(outside, run, told):
    """What was told of the statements themselves, their formulas aside: article, words, verdict, what was known before."""
    archive, names = told
    with replay_scene(outside.settings, fresh=True) as scene:
        report = run(replay(scene, [archive]))
    rows = [row for row in report.findings if row.fact == "statement" and not row.verdict.startswith("formula")]
    return [(names[row.url], row.text, row.verdict, row.before) for row in rows]


@pytest.mark.timeout(300)
def test_what_another_outlet_or_language_told_is_not_new_and_what_nobody_told_is(statements):
    for article, words, verdict in RETOLD:
        found = [(each, before) for name, text, each, before in statements if name == article and text.startswith(words)]
        assert [each for each, _ in found] == [verdict], (article, words)
        assert found[0][1] is not None
    for article, words in FURTHER:
        assert [each for name, text, each, _ in statements if name == article and text.startswith(words)] == ["new"], (article, words)
