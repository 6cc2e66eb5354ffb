"""What the tests of speech share: the shipped topic, one reading of a text, and the tables of cases."""

from datetime import date
from pathlib import Path

import pytest
import yaml

from connectors.topicrules import topic_rules
from connectors.watchlist import read_page
from facts.article import Article
from facts.extract.statements import read_statements
from facts.watch import Topic

ROOT = Path(__file__).parents[3]
CASES = Path(__file__).with_name("cases")


@pytest.fixture(scope="session")
def topic():
    page = read_page(ROOT / "watchlist" / "topic.yaml", Topic, "the topic", topic_rules())
    assert not page.faults
    return page.value


@pytest.fixture(scope="session")
def said(topic):
    """Read a text and tell what is said in it, as the tables write it: "mode | speaker | words"."""

    def read(text: str, language: str, day: date | None = None) -> list[str]:
        article = Article(id="case", text=text, published=day)
        return [f"{one.mode} | {one.speaker} | {one.text}" for one in read_statements(article, language, topic)]

    return read


_ABOUTS = frozenset({"quotations", "reported", "speakers", "text"})


def pytest_generate_tests(metafunc):
    """A test that asks for ``case`` gets every row about what its module calls ABOUT, in four languages."""
    if "case" in metafunc.fixturenames:
        metafunc.parametrize(("language", "case"), list(_rows(metafunc.module.ABOUT)))


def _rows(about: str):
    assert about in _ABOUTS
    for language in ("en", "ru", "be", "zh"):
        for number, row in enumerate(yaml.safe_load((CASES / f"{language}.yaml").read_text(encoding="utf-8")), 1):
            assert row["about"] in _ABOUTS, f"no module tests case {number} of {language}"
            if row["about"] == about:
                marks = pytest.mark.xfail(reason=row["miss"], strict=True) if "miss" in row else ()
                yield pytest.param(language, row, id=f"{language}-{number}", marks=marks)
