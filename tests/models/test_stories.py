"""Copies of one text are one story, however many come at a time and however many old ones there are."""

from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select

from models.archives import Irrelevant
from models.stories import WINDOW, place_in_stories
from models.tables import articles, bands

DAY = date(2025, 3, 1)
WORDS = [" ".join(f"{subject}{number}" for number in range(50)) for subject in ("rail", "dairy", "timber")]


def told(make, key, text, day):
    page = make.page(f"https://old.example/{key}", text=text, published=day, quiet=True)
    return Irrelevant(page=page, language="en", score=0.1, why=())


def stories(store, prefix):
    """By article the place of the article that its story began with."""
    with store.reading() as connection:
        found = connection.execute(select(articles).where(articles.c.url.contains(f"/{prefix}-")).order_by(articles.c.id)).all()
    places = {row.id: place for place, row in enumerate(found)}
    return [places[row.story_id] for row in found]


carried = st.tuples(st.sampled_from(WORDS), st.sampled_from(["", " once more", " and again"]), st.sampled_from([0, 5, 12, 30, None]))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(carried, max_size=9), st.integers(1, 9), st.uuids())
def test_articles_that_come_in_lots_are_placed_as_those_that_come_one_by_one(store, make, texts, size, run):
    def placed(way, size):
        store.written(lambda connection: connection.execute(delete(bands)))  # so that those of the other way are nobody's kin
        mark = f"{way}{run}"
        found = [
            told(make, f"{mark}-{at}", text + more, None if days is None else DAY + timedelta(days=days))
            for at, (text, more, days) in enumerate(texts)
        ]
        for at in range(0, len(found), size):
            store.enter_irrelevant(found[at : at + size], make.now)
        return stories(store, mark)

    assert placed("alone", 1) == placed("lots", size)


def test_a_text_of_every_day_hides_no_copy_of_these_days(store, make):
    old = [told(make, f"old-{at}", f"{WORDS[0]} edition {at}", DAY - timedelta(days=900 - at)) for at in range(250)]
    first, copy = (told(make, f"new-{at}", f"{WORDS[0]} edition 999", DAY + timedelta(days=at)) for at in range(2))
    for lot in (old, [first], [copy]):
        store.enter_irrelevant(lot, make.now)

    assert stories(store, "new") == [0, 0]
    assert stories(store, "old")[: WINDOW.days + 1] == [0] * (WINDOW.days + 1)


def test_the_first_and_the_last_day_there_are_have_days_around_them(store, make):
    for at, day in enumerate((date.min, date.min + timedelta(days=9), date.max)):
        store.enter_irrelevant([told(make, f"day-{at}", WORDS[1], day)], make.now)

    assert stories(store, "day") == [0, 0, 2]


def test_no_article_is_placed_in_no_story(store):
    store.written(lambda connection: place_in_stories(connection, []))

    assert stories(store, "none") == []
