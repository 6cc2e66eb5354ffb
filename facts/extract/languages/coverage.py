"""The tables of coverage: what tells an article about both sides from one that merely names them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from facts.extract.languages.rows import check_settings, load_rows

_TABLES = ("bonds", "towards", "asides", "others", "crowds", "sport")


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

    bonds: re.Pattern[str]
    towards: re.Pattern[str]
    asides: re.Pattern[str]
    others: re.Pattern[str]
    crowds: re.Pattern[str]
    sport: re.Pattern[str]


@cache
def load_coverage(language: str) -> Coverage:
    """Load the table of one language ("en", "ru", "be", "zh"). Raises UnprovedRowError as load_rows does."""
    name = f"{language}-coverage.yaml"
    patterns, settings = load_rows(name, _TABLES)
    check_settings(name, settings, ())
    return Coverage(**_named(patterns))


def _named(patterns: Mapping[str, re.Pattern[str]]) -> dict[str, re.Pattern[str]]:
    return {table: patterns[table] for table in _TABLES}
