"""When the address of a source is taken to have moved, and when that is taken back."""

import pytest

from facts.moves import GOOD_POLLS, LOST_POLLS, STAYS, Move

OLD, NEW, OTHER = "https://news.example/rss", "https://feeds.news.example/rss", "https://news.example/atom"


def after(*told: str | None, move: Move = STAYS) -> Move:
    """Where a source stands after good polls that were sent on so."""
    for place in told:
        move = move.sent_on(OLD, move.moved_to or OLD, place)
    return move


@pytest.mark.parametrize(
    ("told", "moved_to"),
    [
        pytest.param([NEW] * GOOD_POLLS, NEW, id="sent there every time"),
        pytest.param([NEW] * (GOOD_POLLS - 1), None, id="not often enough"),
        pytest.param([NEW, NEW, None, NEW], None, id="not in a row"),
        pytest.param([NEW, OTHER, NEW], None, id="now here, now there"),
        pytest.param([NEW, NEW, OTHER, OTHER, OTHER], OTHER, id="to the last of two places"),
        pytest.param([OLD] * 5, None, id="to where it was asked"),
        pytest.param(["http://news.example/rss"] * 5, None, id="from a secure place to an open one"),
        pytest.param([None] * 5, None, id="never"),
    ],
)
def test_an_address_moves_after_good_polls_in_a_row_that_were_sent_to_one_place(told, moved_to):
    assert after(*told).moved_to == moved_to


def test_the_new_place_is_kept_while_it_answers():
    assert after(*[NEW] * GOOD_POLLS, None, None, None) == Move(NEW)


def test_who_is_sent_back_to_the_listed_address_asks_that_again():
    assert after(*[OLD] * GOOD_POLLS, move=Move(NEW)) == STAYS


def test_a_failure_on_the_way_begins_the_count_anew():
    assert Move(None, NEW, 2).lost(1) == STAYS


def test_a_new_place_that_stays_lost_is_given_up():
    assert Move(NEW).lost(LOST_POLLS - 1) == Move(NEW)
    assert Move(NEW).lost(LOST_POLLS) == STAYS
