"""A sentence tells the same alone and inside an article, and the time it takes to read grows with the text and no faster."""

import json
import time
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from connectors.watchlist import load_watchlist
from facts.article import Article
from facts.extract import read_article
from facts.extract.sentences import split
from facts.figure import Figure

ROOT = Path(__file__).parents[2]
DAY = date(2025, 11, 20)
FILLERS = {
    "en": ("The hall was warm and quiet.", "Rain fell over the old town all morning."),
    "ru": ("В зале было тепло и тихо.", "Над старым городом всё утро шёл дождь."),
    "be": ("У зале было цёпла і ціха.", "Над старым горадам усю раніцу ішоў дождж."),
    "zh": ("大厅里温暖而安静。", "老城整个早上都在下雨。"),
}

watchlist = cache(lambda: load_watchlist(ROOT / "watchlist"))


@cache
def sentences(language: str) -> tuple[str, ...]:
    """The sentences of the development corpus with a digit in them: most of them state figures."""
    lines = (ROOT / "tests" / "corpus" / f"dev-{language}.jsonl").read_text(encoding="utf-8").splitlines()
    texts = [json.loads(line)["text"] for line in lines]
    found = (text[one.start : one.end] for text in texts for one in split(text))
    return tuple(sentence for sentence in found if any(map(str.isdigit, sentence)))


def figures(text: str, language: str) -> tuple[Figure, ...]:
    return read_article(Article(id="one", text=text, language=language, published=DAY), watchlist()).facts.figures


def told(figure: Figure, shift: int = 0) -> tuple[object, ...]:
    """What a figure tells by its own sentence: not its period, which may be taken over, nor who answers for it."""
    return (figure.start - shift, figure.end - shift, figure.text, figure.value, figure.unit, figure.qualifier, figure.metric, figure.kind)


@pytest.mark.parametrize("language", FILLERS)
@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_reading_is_the_same_alone_and_inside_an_article(language, data):
    sentence = data.draw(st.sampled_from(sentences(language)))
    fillers = st.lists(st.sampled_from(FILLERS[language]), max_size=4).map(lambda many: "".join(f"{one}\n\n" for one in many))
    before, after = data.draw(fillers), data.draw(fillers)

    alone = figures(sentence, language)
    inside = figures(f"{before}{sentence}\n\n{after}", language)

    assert [told(one, len(before)) for one in inside] == [told(one) for one in alone]


@pytest.mark.parametrize("filling", ["7", " ", "亿", "said ", "в Минске "])
def test_a_long_text_takes_no_longer_than_its_length_asks_for(filling):
    short, long = (_seconds(filling * (size // len(filling))) for size in (12_500, 100_000))

    assert long < max(short, 0.05) * 8 * 3


def _seconds(text: str) -> float:
    began = time.process_time()
    read_article(Article(id="flood", text=text), watchlist())
    return time.process_time() - began
