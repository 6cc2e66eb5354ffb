"""How the tests of figures read a text: with the metrics of the watchlist, on a day in June."""

from datetime import date
from functools import cache
from pathlib import Path

from connectors.settings import Settings
from connectors.watchlist import load_watchlist
from facts.article import Article
from facts.extract.figures import read_figures

HERE = Path(__file__).parent
PUBLISHED = date(2025, 6, 15)


@cache
def watchlist():
    return load_watchlist(Settings.model_fields["watchlist"].default)


def metrics():
    return watchlist().metrics


def read(text, language, published=PUBLISHED, title=""):
    return read_figures(Article(id="a", text=text, title=title, published=published), language, metrics(), watchlist().topic)
