"""A process that died is buried at the next start; whoever may still be at work keeps what he holds."""

import multiprocessing
import socket

import pytest

from models.owners import is_gone, new_owner


def owner_elsewhere(write):
    write.send(new_owner())


HOST = socket.gethostname()[:40]


@pytest.fixture
def dead():
    """The name of a process that is no more."""
    fork = multiprocessing.get_context("fork")
    read, write = fork.Pipe(duplex=False)
    process = fork.Process(target=owner_elsewhere, args=(write,))
    process.start()
    name = read.recv()
    process.join()
    return name


def test_two_passes_of_one_process_have_names_of_their_own():
    assert new_owner() != new_owner()
    assert not is_gone(new_owner())


def test_a_process_that_ended_is_gone(dead):
    assert is_gone(dead)


def test_a_number_given_out_again_is_another_process():
    host, pid, began, token = new_owner().rsplit(":", 3)
    assert is_gone(f"{host}:{pid}:{int(began) - 1}:{token}")


@pytest.mark.parametrize("owner", ["", "one", "elsewhere:1:2:3", f"{HOST}:x:1:2", f"{HOST}:1", ":1:"])
def test_of_others_nothing_is_told(owner):
    assert not is_gone(owner)


def test_what_the_dead_held_is_free_and_the_attempt_counted(store, make, dead):
    living = new_owner()
    store.sync_sources([make.source("a"), make.source("b")], make.now)
    store.due_sources(make.now, owner=dead, size=1)
    store.due_sources(make.now, owner=living, size=1)
    store.record_version(None, make.page(), make.now)
    store.unjudged(make.now, owner=dead, size=9)

    assert store.bury() == 1
    assert [state.name for state in store.due_sources(make.now, owner="next", size=9)] == ["a"]
    assert [work.attempts for work in store.unjudged(make.now, owner="next", size=9)] == [2]
    assert store.bury() == 0
