"""The door of speech: whole articles, hostile texts, time."""

import json
from datetime import date
from itertools import pairwise
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facts.article import Article
from facts.extract.statements import read_statements

ABOUT = "text"
CORPUS = Path(__file__).parents[2] / "corpus"
LANGUAGES = ("en", "ru", "be", "zh")


def test_text_that_gives_orders_is_text(language, case, said):
    assert said(case["text"], language, case.get("day")) == case["said"]


def _share(topic, name: str, mode: str) -> float:
    """F1 of words and speaker over one corpus; words agree where they share most of their characters."""
    right = wanted = found = 0
    for line in (CORPUS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if not row["relevant"]:
            continue
        day = date.fromisoformat(row["published"]) if row["published"] else None
        article = Article(id=row["id"], text=row["text"], title=row["title"], published=day)
        read = [one for one in read_statements(article, row["lang"], topic) if one.mode == mode]
        gold = [one for one in row["statements"] if one["mode"] == mode]
        wanted, found = wanted + len(gold), found + len(read)
        right += sum(any(_same(one, other, row["text"]) for other in read) for one in gold)
    return 2 * right / (wanted + found)


def _same(gold, read, text: str) -> bool:
    start = text.find(gold["text"])
    shared = min(start + len(gold["text"]), read.end) - max(start, read.start)
    union = max(start + len(gold["text"]), read.end) - min(start, read.start)
    surname = (gold["speaker"] or "").split()[-1].casefold()
    return shared >= 0.6 * union and surname == (read.speaker or "").split()[-1].casefold()


@pytest.mark.parametrize(
    ("name", "direct", "indirect"),
    [
        ("dev-en", 0.90, 0.85),
        ("dev-ru", 0.90, 0.70),
        ("dev-be", 0.90, 0.70),
        ("dev-zh", 0.90, 0.75),
        ("own-en", 0.90, 0.85),
        ("own-ru", 0.90, 0.85),
        ("own-be", 0.90, 0.85),
        ("own-zh", 0.90, 0.85),
        ("unseen-en", 0.90, 0.85),
        ("unseen-ru", 0.90, 0.85),
        ("unseen-be", 0.90, 0.85),
        ("unseen-zh", 0.90, 0.85),
        ("fresh-en", 0.90, 0.90),
        ("fresh-ru", 0.90, 0.90),
        ("fresh-be", 0.90, 0.90),
        ("fresh-zh", 0.90, 0.90),
        # Foreign names in characters stay as printed, whatever spelling the annotator thought of.
        ("readers-zh", 0.80, 0.25),
        ("readers-en", 0.90, 0.77),
    ],
)
def test_whole_articles_are_read_as_well_as_ever(topic, name, direct, indirect):
    assert _share(topic, name, "direct") >= direct
    assert _share(topic, name, "indirect") >= indirect


@given(
    st.text(alphabet=st.sampled_from(list('аяabZЛС ,.:;!?—\n"“”«»「」他说表示，。：习近平said сказал что that')), max_size=300),
    st.sampled_from(LANGUAGES),
)
@settings(deadline=None)
def test_any_text_is_read_without_raising_and_its_spans_are_its_words(topic, text, language):
    found = read_statements(Article(id="any", text=text), language, topic)

    assert all(text[one.start : one.end] == one.text for one in found)
    assert all(before.end <= after.start for before, after in pairwise(found))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "bait",
    [
        "«\n",
        '"a\n',
        "“a”b«c»",
        "he said, ",
        "大使表示，",
        "他说：“好”",
        "— да, — сказал он. — Нет.\n",
        "Ivan Petrov ",
        "по словам ",
        "(",
        "张",
    ],
)
def test_time_grows_with_the_text_and_not_with_its_square(topic, language, bait):
    def spent(size: int) -> float:
        began = process_time()
        read_statements(Article(id=bait, text=bait * (size // len(bait))), language, topic)
        return process_time() - began

    spent(100)
    assert spent(4_000) < 4 * spent(2_000) + 0.3
