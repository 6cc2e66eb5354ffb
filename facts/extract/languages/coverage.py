"""The tables of coverage: what tells an article about both sides from one that merely names them."""

from dataclasses import dataclass

from facts.extract.languages.joined import Joined
from facts.extract.languages.rows import check_settings
from facts.extract.languages.sided import load_sided
from facts.extract.remembered import Remembered
from facts.watch import Topic

TABLES = ("bonds", "towards", "asides", "others", "crowds", "sport")


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """One language's tables of that name.

    bonds   words that show the two sides acting together: "China-Belarus", 中白
    towards words of trade and money with the one side, which an article of the other side need not say whose they are
    asides  names of a side that tell of a place, a border, a route or another pair: "border with Belarus"
    others  third countries; several in one sentence are a list
    crowds  many countries at once: "diplomats from 20 countries"
    sport   words of the sports page
    """

    bonds: Joined
    towards: Joined
    asides: Joined
    others: Joined
    crowds: Joined
    sport: Joined


def _coverage(topic: Topic, language: str) -> Coverage:
    name = f"{language}-coverage.yaml"
    patterns, settings = load_sided(name, TABLES, topic, language)
    check_settings(name, settings, ())
    return Coverage(**patterns)


load_coverage = Remembered(_coverage)
"""The table of one topic and language ("en", "ru", "be", "zh"). Raises UnprovedRowError as load_sided does."""
