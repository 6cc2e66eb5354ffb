"""Which article a text is a copy of: wire stories are carried by many, and count as one origin."""

import re
from datetime import date, timedelta
from hashlib import blake2b
from itertools import pairwise
from typing import Any

from rensa import RMinHash
from sqlalchemy import Connection, select, update

from models.tables import articles, bands, versions
from models.upsert import insert_new

NEAR = 0.5  # share of shingles two texts have in common from which one is a copy of the other
WINDOW = timedelta(days=10)  # a text that comes back a year later with other figures is another story
SHORTEST = 30  # shingles; below that, set phrases alone make two texts alike
_HASHES, _BAND = 64, 4
_TOKEN = re.compile(r"[\u3400-\u9fff]|[^\W\u3400-\u9fff]+")


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


def place_in_story(connection: Connection, article: int, text: str, published: date | None) -> int:
    """Find the story an article tells, remember the article's fingerprint, and return the story's first article."""
    made = signature(text)
    story = article
    if made is not None:
        rows = [{"band": band, "article_id": article} for band in _bands(made)]
        story = _first_of_kin(connection, article, made, published) or article
        insert_new(connection, bands, rows, on=("band", "article_id"))
    connection.execute(update(articles).where(articles.c.id == article).values(signature=made, story_id=story))
    return story


def _bands(made: list[int]) -> list[str]:
    cuts = range(0, _HASHES + 1, _BAND)
    return [blake2b(repr((low, made[low:high])).encode(), digest_size=12).hexdigest() for low, high in pairwise(cuts)]


def _first_of_kin(connection: Connection, article: int, made: list[int], published: date | None) -> int | None:
    """The story of the article most like this one, where one is near enough in words and in time."""
    query = (
        select(articles.c.id, articles.c.story_id, articles.c.signature, versions.c.published)
        .join(versions, (versions.c.article_id == articles.c.id) & (versions.c.number == 1))
        .where(articles.c.id.in_(select(bands.c.article_id).where(bands.c.band.in_(_bands(made)))), articles.c.id != article)
        .order_by(articles.c.id)
        .limit(200)
    )
    kin: list[tuple[float, Any]] = [(likeness(made, row.signature), row) for row in connection.execute(query) if row.signature]
    near = [(like, row) for like, row in kin if like >= NEAR and _same_days(published, row.published)]
    return max(near, key=lambda pair: pair[0])[1].story_id if near else None


def _same_days(one: date | None, other: date | None) -> bool:
    return one is None or other is None or abs(one - other) <= WINDOW
