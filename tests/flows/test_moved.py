"""H12 and H13: an address that moved for good is asked where it went; the listed one is kept, and no entry comes again."""

from datetime import timedelta

import pytest

from flows import steps

STORY = ("Trade with China grows", "/1")


async def poll(desk):
    """Poll everything that is due."""
    return await steps.poll(desk.store.due_sources(desk.now(), owner=desk.owner, force=True), desk)


@pytest.fixture
def polls(outside, one_pass):
    """Poll the source at /old several times, half a day apart; returns how many entries were new."""

    def times(number: int) -> int:
        new = 0
        for _ in range(number):
            new += one_pass([poll], outside.source(path="/old")).new_entries
            outside.now += timedelta(hours=12)
        return new

    return times


def moved(outside, status: int = 301) -> None:
    outside.serve("/old", "", status=status, Location=outside.url("/new"))


@pytest.mark.parametrize("status", [301, 308])
def test_h12_the_new_address_is_asked_after_three_good_polls_and_no_entry_comes_again(outside, polls, store, status):
    outside.feed("/old", STORY)
    assert polls(1) == 1
    outside.change()
    moved(outside, status)
    outside.feed("/new", STORY)

    assert polls(5) == 0

    [source] = store.sources()
    assert source.moved_to == outside.url("/new")
    assert source.url == outside.url("/old")
    assert (outside.asked("/old"), outside.asked("/new")) == (1 + 3, 5)


def test_a_redirect_for_now_moves_nothing(outside, polls, store):
    moved(outside, 302)
    outside.feed("/new", STORY)

    polls(5)

    assert store.sources()[0].moved_to is None


def test_h13_a_move_to_a_page_that_is_no_feed_leaves_the_address(outside, polls, store):
    moved(outside)
    outside.serve("/new", "<!DOCTYPE html><title>We are moving</title>")

    polls(5)

    [source] = store.sources()
    assert (source.moved_to, source.moving_to, source.state) == (None, None, "not_a_feed")
    assert outside.asked("/old") == 5


def test_a_new_address_that_fails_for_good_is_given_up_for_the_listed_one(outside, polls, store):
    moved(outside)
    outside.feed("/new", STORY)
    polls(4)
    outside.change()
    outside.feed("/old", STORY, ("Park grows", "/2"))

    assert polls(4) == 1
    assert store.sources()[0].moved_to is None


def test_another_address_in_the_watchlist_is_asked_at_once(outside, polls, one_pass, store):
    moved(outside)
    outside.feed("/new", STORY)
    polls(4)
    outside.feed("/third", STORY)

    one_pass([poll], outside.source(path="/third"))

    assert store.sources()[0].moved_to is None
    assert outside.asked("/third") == 1
