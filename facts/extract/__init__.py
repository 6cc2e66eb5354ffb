"""Text to facts. ``read_article`` is the only door: language, relevance, statements, figures and who answers for each."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from facts.article import Article
from facts.extract.credits import Credit, credits  # noqa: A004 - what they are called
from facts.extract.figures import read_figures
from facts.extract.statements import read_statements
from facts.figure import Figure
from facts.known import Facts
from facts.language import tell
from facts.topic import Relevance, judge_relevance
from facts.watch import Watchlist

__all__ = ["Reading", "extract", "read_article"]

_LONGEST, _LONGEST_TITLE = 100_000, 1_000  # characters; no news is longer, and what is longer must not cost minutes


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One article as it was read."""

    language: str
    relevance: Relevance
    facts: Facts


def read_article(article: Article, watchlist: Watchlist, *, whole: bool = True) -> Reading:
    """Read one article whole.

    article   text as published, of which the first 100,000 characters are read (``relevance.why`` says so where there are more);
              ``language`` may be "" (it is told from the text) or the feed's, taken as a prior
    whole     false: the facts of an irrelevant article are left out, for whoever would drop them; most of an archive is none
    returns   the facts of an irrelevant article too: what is done with them is not decided here
    raises    nothing, on any text
    """
    length = len(article.text)
    if length > _LONGEST or len(article.title) > _LONGEST_TITLE:
        article = replace(article, text=article.text[:_LONGEST], title=article.title[:_LONGEST_TITLE])
    language = tell(article.text or article.title, article.language)
    relevance = judge_relevance(article, language, watchlist.topic)
    if length > _LONGEST:
        relevance = replace(relevance, why=(*relevance.why, f"read to character {_LONGEST:,} of {length:,}: the rest is left out"))
    facts = extract(article, language, watchlist) if whole or relevance.relevant else Facts()
    return Reading(language=language, relevance=relevance, facts=facts)


def extract(article: Article, language: str, watchlist: Watchlist) -> Facts:
    """Take the figures and statements out of an article whose language is known."""
    statements = read_statements(article, language, watchlist.topic)
    answers = credits(article, statements, language, watchlist.topic)
    figures = tuple(_credited(figure, answers) for figure in read_figures(article, language, watchlist.metrics, watchlist.topic))
    return Facts(figures=figures, statements=statements)


def _credited(figure: Figure, answers: Sequence[Credit]) -> Figure:
    """Give a figure that has no name yet the name of the narrowest stretch of text that holds it."""
    around = [credit for credit in answers if credit.start <= figure.start and figure.end <= credit.end]
    if figure.attributed_to or not around:
        return figure
    return replace(figure, attributed_to=min(around, key=lambda credit: credit.end - credit.start).name)
