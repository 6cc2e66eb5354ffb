"""walls.yaml: the words of walls and of correction notes, in four languages, each row proved."""

import re
from functools import cache
from pathlib import Path

import yaml


@cache
def wall_words() -> dict[str, tuple[re.Pattern[str], ...]]:
    """Load the table: "soft_404" … "corrected" → patterns of all languages.

    raises  ValueError for a row that is not found in its proof.
    """
    table = yaml.load(Path(__file__).with_name("walls.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader)
    return {kind: tuple(_proved(**row) for rows in languages.values() for row in rows) for kind, languages in table.items()}


def says(kind: str, text: str) -> bool:
    """Say whether any row of ``kind`` is found in ``text``."""
    return any(words.search(text) for words in wall_words()[kind])


def _proved(read: str, proof: str) -> re.Pattern[str]:
    words = re.compile(read.replace(" ", r"\s+"), re.IGNORECASE)
    if not words.search(proof):
        raise ValueError(f"walls.yaml: {read!r} is not found in its proof {proof!r}")
    return words
