"""Which article a text is a copy of: wire stories are carried by many, and count as one origin."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import blake2b
from itertools import pairwise
from typing import NamedTuple

from rensa import RMinHash
from sqlalchemy import Connection, bindparam, select, update

from models.tables import articles, bands, versions
from models.upsert import insert_new

NEAR = 0.5  # share of shingles two texts have in common from which one is a copy of the other
WINDOW = timedelta(days=10)  # a text that comes back a year later with other figures is another story
SHORTEST = 30  # shingles; below that, set phrases alone make two texts alike
_HASHES, _BAND = 64, 4
_TOKEN = re.compile(r"[\u3400-\u9fff]|[^\W\u3400-\u9fff]+")
_MOST = 200  # articles that are looked at for kinship
_PAGE = 4_000  # bands asked for at a time; SQLite takes 32,766 values a statement
_PLACE = (
    update(articles)
    .where(articles.c.id == bindparam("placed"))
    .values(signature=bindparam("made", type_=articles.c.signature.type), story_id=bindparam("story"))
)
_TAKEN = select(bands.c.band).where(bands.c.band.in_(bindparam("wanted", expanding=True))).distinct()
_KIN = (
    select(articles.c.id, articles.c.story_id, articles.c.signature, versions.c.published)
    .join(versions, (versions.c.article_id == articles.c.id) & (versions.c.number == 1))
    .where(articles.c.id.in_(select(bands.c.article_id).where(bands.c.band.in_(bindparam("wanted", expanding=True)))))
    .where(articles.c.id != bindparam("itself"))
    .where(versions.c.published.is_(None) | versions.c.published.between(bindparam("since"), bindparam("until")))
    .order_by(articles.c.id)
    .limit(_MOST)
)


def signature(text: str) -> list[int] | None:
    """A fingerprint by which like texts are found; None where the text is too short to tell.

    A shingle is four tokens in a row; a token is a Chinese character or a word of any other script.
    """
    tokens = _TOKEN.findall(text.lower())
    shingles = {" ".join(tokens[at : at + 4]) for at in range(len(tokens) - 3)}
    if len(shingles) < SHORTEST:
        return None
    made = RMinHash(num_perm=_HASHES, seed=42)
    made.update(sorted(shingles))
    return list(made.digest())


def likeness(one: list[int], other: list[int]) -> float:
    """The estimated share of shingles two texts have in common."""
    return sum(a == b for a, b in zip(one, other, strict=True)) / len(one)


@dataclass(frozen=True, slots=True)
class Told:
    """An article that was given no story so far: its id, its text, and the day it was published."""

    article: int
    text: str
    published: date | None


@dataclass(frozen=True, slots=True)
class _Print:
    """An article's fingerprint and the bands by which others of its kin are found."""

    told: Told
    made: list[int]
    bands: list[str]


def place_in_stories(connection: Connection, told: Sequence[Told]) -> None:
    """Find the story each article tells and remember the fingerprints; an article without kin begins a story.

    The outcome is that of one after another, in their order: an article may be kin of one that stands before it.
    """
    prints = [_Print(one, made, _bands(made)) for one in told if (made := signature(one.text)) is not None]
    stories = _stories(connection, prints)
    rows = [{"band": band, "article_id": one.told.article} for one in prints for band in one.bands]
    insert_new(connection, bands, rows, on=("band", "article_id"))
    known = {one.told.article: one.made for one in prints}
    placed = [{"placed": one.article, "made": known.get(one.article), "story": stories.get(one.article, one.article)} for one in told]
    if placed:
        connection.execute(_PLACE, placed)


def _stories(connection: Connection, prints: Sequence[_Print]) -> dict[int, int]:
    """The story of each article that has a fingerprint."""
    seen = _seen(connection, prints)
    among = defaultdict[str, list[_Kin]](list)
    stories = dict[int, int]()
    for one in prints:
        kin = _kin(connection, one) if seen.intersection(one.bands) else []
        # Those of the same lot are not in the table yet.
        here = {other.article: other for band in one.bands for other in among[band] if _same_days(one.told.published, other.published)}
        # In the order they were read in, as those of the table come.
        near = [
            (like, other)
            for other in [*kin, *(here[article] for article in sorted(here))][:_MOST]
            if (like := likeness(one.made, other.signature)) >= NEAR
        ]
        story = max(near, key=lambda pair: pair[0])[1].story if near else one.told.article
        stories[one.told.article] = story
        for band in one.bands:
            among[band].append(_Kin(one.told.article, story, one.made, one.told.published))
    return stories


def _bands(made: list[int]) -> list[str]:
    cuts = range(0, _HASHES + 1, _BAND)
    return [blake2b(repr((low, made[low:high])).encode(), digest_size=12).hexdigest() for low, high in pairwise(cuts)]


class _Kin(NamedTuple):
    """An article that has a band in common with another."""

    article: int
    story: int
    signature: list[int]
    published: date | None


def _seen(connection: Connection, prints: Sequence[_Print]) -> set[str]:
    """The bands that any article has: most articles are nobody's kin, and need no question of their own."""
    wanted = sorted({band for one in prints for band in one.bands})
    pages = (wanted[at : at + _PAGE] for at in range(0, len(wanted), _PAGE))
    return {band for page in pages for band in connection.execute(_TAKEN, {"wanted": page}).scalars()}


def _kin(connection: Connection, one: _Print) -> list[_Kin]:
    """Articles with a band in common and of about the same days, the earliest read first."""
    since, until = _around(one.told.published)
    rows = connection.execute(_KIN, {"wanted": one.bands, "itself": one.told.article, "since": since, "until": until})
    return [_Kin(*row) for row in rows if row.signature]


def _around(day: date | None) -> tuple[date, date]:
    if day is None:
        return date.min, date.max
    return max(date.min + WINDOW, day) - WINDOW, min(date.max - WINDOW, day) + WINDOW


def _same_days(one: date | None, other: date | None) -> bool:
    return one is None or other is None or abs(one - other) <= WINDOW
