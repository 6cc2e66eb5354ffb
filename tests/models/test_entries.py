"""What waits to be read, what it becomes, and when a page is looked at again."""

from datetime import UTC, date, datetime, timedelta

import pytest

from models.rereading import AGES, next_reading

HOUR = timedelta(hours=1)


@pytest.fixture
def fed(store, make):
    store.sync_sources([make.source()], make.now)
    store.record_poll("belta-en", make.outcome(*(make.entry(str(number)) for number in range(5))), make.now)
    return store


def test_entries_come_in_order_and_once(fed, make):
    first = fed.waiting_entries(make.now, owner="one", size=3)
    second = fed.waiting_entries(make.now, owner="two", size=3)

    assert [waiting.entry.identity for waiting in first + second] == ["0", "1", "2", "3", "4"]
    assert {waiting.source for waiting in first} == {"belta-en"}


def test_an_entry_comes_back_as_it_was_given(store, make):
    given = make.entry("x", guid="g", summary="s", published=datetime(2026, 1, 27, 9, 30, tzinfo=UTC), published_raw="Tue, 27 Jan")
    store.sync_sources([make.source()], make.now)
    store.record_poll("belta-en", make.outcome(given), make.now)

    [waiting] = store.waiting_entries(make.now, owner="one", size=1)
    assert waiting.entry == given


def test_a_failed_entry_waits_for_its_next_try_then_counts_it(fed, make):
    [one] = fed.waiting_entries(make.now, owner="one", size=1)
    fed.entry_failed(one.id, "no text", make.now + HOUR, make.now)

    assert one.id not in [waiting.id for waiting in fed.waiting_entries(make.now, owner="one", size=9)]
    again = fed.waiting_entries(make.now + HOUR, owner="one", size=9)[0]
    assert (again.id, again.attempts) == (one.id, 1)


def test_an_entry_that_failed_for_good_or_was_set_aside_never_comes_again(fed, make):
    one, two = fed.waiting_entries(make.now, owner="one", size=2)
    fed.entry_failed(one.id, "gone", None, make.now)
    fed.set_aside(two.id, "off topic", make.now)

    later = fed.waiting_entries(make.now + timedelta(days=30), owner="one", size=9)
    assert not {one.id, two.id} & {waiting.id for waiting in later}
    assert fed.counts().entries_failed == 1


def test_two_addresses_of_one_article_are_one_article(fed, make):
    one, two = fed.waiting_entries(make.now, owner="one", size=2)

    first = fed.record_version(one.id, make.page("https://a.example/1?utm=x", canonical_url="https://a.example/1"), make.now)
    second = fed.record_version(two.id, make.page("https://a.example/1", canonical_url="https://a.example/1"), make.now + HOUR)

    assert first is not None
    assert second is None
    assert fed.counts().articles == 1


def test_f15_a_text_that_changed_and_changed_back_gives_three_versions(store, make):
    texts = ["It was 107 residents.", "It was 118 residents.", "It was 107 residents."]
    versions = [store.record_version(None, make.page(text=text), make.now + hours * HOUR) for hours, text in enumerate(texts)]

    assert None not in versions
    assert store.record_version(None, make.page(text=texts[-1]), make.now + 5 * HOUR) is None


def test_an_address_longer_than_an_index_takes_is_recorded(store, make):
    long = "https://a.example/" + "x" * 20_000

    assert store.record_version(None, make.page(long), make.now) is not None
    assert store.record_version(None, make.page(long), make.now + HOUR) is None


def test_the_bytes_of_a_page_are_kept_for_a_while(store, make):
    page = make.page()
    store.record_version(None, page, make.now)

    assert store.page_of(page.raw_hash) == page.raw
    assert store.forget_pages(make.now + timedelta(days=31)) == 1
    assert store.page_of(page.raw_hash) is None


def test_an_article_is_read_again_while_it_is_young(store, make):
    store.record_version(None, make.page(), make.now)
    looked = []
    for hours in range(24 * 10):
        for young in store.articles_to_reread(make.now + hours * HOUR, owner="one", size=9):
            store.reread_done(young.article, make.now + hours * HOUR, None)
            looked.append(timedelta(hours=hours))

    assert looked == list(AGES)


def test_a_second_look_that_finds_other_words_makes_a_version(store, make):
    store.record_version(None, make.page(), make.now)
    [young] = store.articles_to_reread(make.now + HOUR, owner="one", size=9)

    assert store.articles_to_reread(make.now + HOUR, owner="two", size=9) == []
    assert store.reread_done(young.article, make.now + HOUR, make.page(text="Other words.", published=None)) is not None
    assert [waiting.article.published for waiting in store.unjudged(make.now + HOUR, owner="one", size=9)] == [date(2026, 1, 27)]


@pytest.mark.parametrize(
    ("done", "age", "expected"),
    [
        (0, timedelta(0), timedelta(hours=1)),
        (1, timedelta(hours=1), timedelta(hours=6)),
        (2, timedelta(hours=6), timedelta(days=1)),
        (0, timedelta(days=2), timedelta(days=3)),  # nobody looked for two days: one look makes up for three
        (5, timedelta(days=7), None),
        (0, timedelta(days=8), None),
    ],
)
def test_the_pauses_between_readings_grow(make, done, age, expected):
    moment = next_reading(make.now, done, make.now + age)

    assert moment == (None if expected is None else make.now + expected)
