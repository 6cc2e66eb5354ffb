"""Articles by authors who did not know the rules, read through the door: facts, speakers, and the Latin script of Belarusian."""

import json
from datetime import date
from functools import cache

import pytest

from connectors.settings import Settings
from connectors.watchlist import load_watchlist
from facts.article import Article
from facts.extract import read_article
from facts.extract.lacinka import respell
from tests.facts.extract.test_articles import CORPUS, same


@cache
def watchlist():
    return load_watchlist(Settings.model_fields["watchlist"].default)


def readers(language):
    for line in (CORPUS / f"readers-{language}.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["relevant"]:
            yield row


def opened(row):
    published = date.fromisoformat(row["published"]) if row["published"] else None
    article = Article(id=row["id"], text=row["text"], title=row["title"], published=published)
    return read_article(article, watchlist()).facts


@pytest.mark.parametrize(("language", "floor"), [("en", 0.86), ("ru", 0.78), ("be", 0.84)])
def test_whole_facts_of_other_peoples_articles_are_read(language, floor):
    wanted = found = right = 0
    for row in readers(language):
        figures = [one for one in opened(row).figures if one.about_relations]
        gold = [one for one in row["figures"] if one["about_relations"]]
        wanted, found = wanted + len(gold), found + len(figures)
        right += sum(any(_same(row["text"], one, other) for other in figures) for one in gold)

    assert 2 * right / (wanted + found) >= floor


def _same(text, wanted, figure):
    """A label of the annotator's own is not held against anybody."""
    known = wanted if wanted["metric"] in watchlist().metrics else {**wanted, "metric": figure.metric}
    return same(text, known, figure)


@pytest.mark.parametrize(("language", "floor"), [("en", 0.8), ("ru", 0.9), ("be", 0.9)])
def test_speakers_of_other_peoples_articles_are_known(language, floor):
    named = [(one["speaker"], _speaker(row, one)) for row in readers(language) for one in row["statements"]]

    assert sum(_surname(wanted) == _surname(read) for wanted, read in named) / len(named) >= floor


def _surname(name):
    """First names of Belarus are put into English in more than one way: Lyavon, Leon."""
    return name.split()[-1] if name else None


def _speaker(row, wanted):
    start = row["text"].find(wanted["text"])
    end = start + len(wanted["text"])
    near = (one for one in opened(row).statements if one.start < end and start < one.end)
    return next((one.speaker for one in near), None)


LATIN = "Ekspart u Kitaj dasiahnuŭ 1,2 mlrd dalaraŭ, skazaŭ ministr Alaksiej Bahdanaŭ. «Heta pieramoha», — dadaŭ jon."


def test_latin_letters_are_read_and_shown_as_printed():
    article = Article(id="latin", text=LATIN, published=date(2024, 5, 6))

    facts = read_article(article, watchlist()).facts

    assert [(one.text, one.metric) for one in facts.figures] == [("1,2 mlrd dalaraŭ", "exports")]
    assert [one.text for one in facts.statements] == [LATIN[one.start : one.end] for one in facts.statements]
    assert facts.statements[-1].text == "Heta pieramoha"
    assert facts.statements[-1].cue == "dadaŭ"


def test_every_letter_in_cyrillic_knows_where_it_stood():
    spelling = respell(Article(id="latin", text=LATIN), "be")

    assert spelling is not None
    assert spelling.printed(spelling.article.text) == LATIN
    assert len(spelling.starts) == len(spelling.ends) == len(spelling.article.text)
    assert spelling.starts == sorted(spelling.starts)


@pytest.mark.parametrize(("text", "language"), [("Экспарт у Кітай вырас.", "be"), ("Exports to China grew.", "en"), (LATIN, "en")])
def test_other_texts_stay_as_they_are(text, language):
    assert respell(Article(id="plain", text=text), language) is None
