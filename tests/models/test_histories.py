"""I1: random histories of feeds against a model of a few lines, on both databases."""

from dataclasses import replace
from datetime import timedelta
from itertools import count

import hypothesis.strategies as st
from hypothesis import HealthCheck, settings
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from sqlalchemy import select

from models.tables import entries, sources

HISTORIES = settings(max_examples=40, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck))
WORDS = st.text(st.characters(codec=None, categories=("L", "N", "P", "Cc", "Cs")), max_size=8)
_names = count(1)


class Histories(RuleBasedStateMachine):
    """One feed: ``shown`` is what its body holds now, ``expected`` what was in any body that was accepted."""

    def __init__(self, store, make):
        super().__init__()
        self.store, self.make = store, make
        self.name = f"feed {next(_names)}"
        self.now = make.now
        self.next = count(1)
        self.shown, self.expected, self.first, self.good = [], set(), set(), False
        store.sync_sources([make.source(self.name)], self.now)

    @rule(number=st.integers(1, 4), title=WORDS)
    def add(self, number, title):
        self.shown += [self.make.entry(f"{next(self.next)} {title}", self.name, title=title) for _ in range(number)]

    @rule(at=st.integers(0, 99))
    def drop(self, at):
        del self.shown[at : at + 1]

    @rule(at=st.integers(0, 99), title=WORDS, guid=WORDS, hours=st.integers(-999, 999))
    def change_all_but_its_identity(self, at, title, guid, hours):
        moment = self.now + timedelta(hours=hours)
        self.shown[at : at + 1] = [replace(one, title=title, guid=guid, published=moment) for one in self.shown[at : at + 1]]

    @rule(chance=st.randoms())
    def shuffle(self, chance):
        chance.shuffle(self.shown)

    @rule(at=st.integers(0, 99))
    def give_one_twice(self, at):
        self.shown += self.shown[at : at + 1]

    @rule(size=st.integers(250, 5000))
    def add_one_of_great_length(self, size):
        self.shown.append(self.make.entry(f"{next(self.next)}" + "x" * size, self.name, title="y" * size))

    @rule(part=st.integers(0, 99))
    def poll_a_body_that_breaks_off(self, part):
        self._accept(self.shown[:part])

    @rule()
    def poll(self):
        self._accept(self.shown)

    @rule()
    def poll_what_did_not_change(self):
        self._outcome(state="unchanged", body_hash=None)
        self._good()

    @rule()
    def poll_in_vain(self):
        self._outcome(state="failing", reason="503", failed=True, body_hash=None)

    @rule(days=st.integers(-400, 400))
    def set_the_clock(self, days):
        self.now = self.make.now + timedelta(days=days)

    @rule()
    def leave_the_watchlist_and_come_back(self):
        self.store.sync_sources([], self.now)
        self.store.sync_sources([self.make.source(self.name)], self.now)

    @invariant()
    def what_was_in_an_accepted_body_is_there_once(self):
        with self.store.reading() as connection:
            query = select(entries.c.title, entries.c.link, entries.c.quiet).join(sources).where(sources.c.name == self.name)
            rows = connection.execute(query).all()
        there = [row.link for row in rows]
        assert sorted(there) == sorted(self.expected)
        assert {row.link for row in rows if row.quiet} == self.first

    def _accept(self, shown):
        links = {stored(one.link) for one in shown}
        fresh = links - self.expected
        assert self._outcome(*shown) == len(fresh)
        self.expected |= links
        self.first |= fresh if not self.good else set()
        self._good()

    def _good(self):
        self.good = True

    def _outcome(self, *entries, **own):
        return self.store.record_poll(self.name, self.make.outcome(*entries, **own), self.now)


def stored(words):
    """As a database takes it: no NUL, no lone surrogate."""
    return "".join("\ufffd" if one == "\x00" or "\ud800" <= one <= "\udfff" else one for one in words)


def test_every_entry_of_every_accepted_body_is_recorded_once(store, make):
    run_state_machine_as_test(lambda: Histories(store, make), settings=HISTORIES)
