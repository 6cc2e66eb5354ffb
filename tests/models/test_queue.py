"""Which version is judged next, and what becomes of one that cannot be."""

from datetime import UTC, date, datetime, timedelta

import pytest

from facts.known import Facts

MINUTE = timedelta(minutes=1)
WIRE = " ".join(f"Minsk and Beijing signed paper number {number} about trade of part {number * 7}." for number in range(30))


def waiting(store, make, *pages):
    return [store.record_version(None, page, make.now) for page in pages]


def page(make, name, **own):
    words = f"{name} " + " ".join(f"{name}{number}" for number in range(60))
    return make.page(f"https://a.example/{name}", **({"text": words} | own))


def test_the_oldest_publication_comes_first(store, make):
    days = {"b": date(2026, 1, 3), "a": date(2026, 1, 9), "c": date(2026, 1, 1)}
    waiting(store, make, *(page(make, name, published=day) for name, day in days.items()))

    assert [work.article.published for work in store.unjudged(make.now, owner="one", size=9)] == sorted(days.values())


def test_within_a_day_the_hour_of_the_feed_decides(store, make):
    store.sync_sources([make.source()], make.now)
    hours = (17, 9, 12)
    moments = [datetime(2026, 1, 26, hour, tzinfo=UTC) for hour in hours]
    store.record_poll("belta-en", make.outcome(*(make.entry(str(at.hour), published=at) for at in moments)), make.now)
    for entry in store.waiting_entries(make.now, owner="one", size=9):
        store.record_version(entry.id, page(make, f"p{entry.entry.identity}", published=date(2026, 1, 26)), make.now)

    assert [work.article.url[-2:].strip("p") for work in store.unjudged(make.now, owner="one", size=9)] == ["9", "12", "17"]


def test_a_version_brings_its_place(store, make):
    [version] = waiting(store, make, make.page())

    [work] = store.unjudged(make.now, owner="one", size=9)
    assert (work.id, work.attempts, work.article.text, work.article.language) == (version, 1, make.text, "en")
    assert (work.place.document, work.place.origin, work.place.camp) == ("article:1", "story:1", "BY state")
    assert (work.before, work.original, work.corrected, work.quiet) == (None, None, False, False)


def test_a_later_version_brings_the_facts_of_the_one_before(store, make):
    figure = make.figure()
    make.judged(store, make.finding(figure))
    waiting(store, make, make.page(text=make.text + " It was corrected.", corrected=True))

    [work] = store.unjudged(make.now, owner="one", size=9)
    assert work.before == Facts(figures=(figure,))
    assert (work.before_read_at, work.read_at, work.place.version, work.corrected) == (make.now, make.now, 2, True)


def test_a_copy_waits_for_its_original_and_is_compared_with_it(store, make):
    first = make.page("https://a.example/1", text=make.text + WIRE)
    waiting(store, make, first, make.page("https://b.example/1", text="Reprinted. " + make.text + WIRE, outlet="B"))

    [original] = store.unjudged(make.now, owner="one", size=9)
    assert store.unjudged(make.now, owner="two", size=9) == []
    facts = Facts(figures=(make.figure(),))
    store.record_judgement(original.id, language="en", relevance=(True, 1.0, ()), facts=facts, findings=(), quiet=False, now=make.now)

    [copy] = store.unjudged(make.now, owner="one", size=9)
    assert copy.place.origin == original.place.origin
    assert copy.original == facts


@pytest.mark.parametrize(
    ("changed", "day"), [("Another text. " * 40, date(2026, 1, 27)), (WIRE, date(2025, 1, 27))], ids=["other words", "a year apart"]
)
def test_what_is_no_copy_tells_a_story_of_its_own(store, make, changed, day):
    waiting(store, make, make.page("https://a.example/1", text=WIRE), make.page("https://b.example/1", text=changed, published=day))

    assert len({work.place.origin for work in store.unjudged(make.now, owner="one", size=9)}) == 2


def test_a_failed_version_comes_again_alone_after_a_pause(store, make):
    one, two = waiting(store, make, page(make, "a", published=date(2026, 1, 1)), page(make, "b"))
    store.unjudged(make.now, owner="one", size=9)
    store.judgement_failed(one, "ZeroDivisionError", make.now)
    store.judgement_failed(two, "ZeroDivisionError", make.now)

    assert store.unjudged(make.now + MINUTE, owner="one", size=9) == []
    assert [(work.id, work.attempts) for work in store.unjudged(make.now + 20 * MINUTE, owner="one", size=9)] == [(one, 2)]


def test_c6_p10_after_three_failures_it_is_parked_and_told_once(store, make):
    [version] = waiting(store, make, page(make, "a"))
    for day in range(3):
        now = make.now + timedelta(days=day)
        store.unjudged(now, owner="one", size=9)
        store.judgement_failed(version, f"ZeroDivisionError {day}", now)

    later = make.now + timedelta(days=9)
    assert store.unjudged(later, owner="one", size=9) == []
    assert store.parked() == [(version, "https://a.example/a", "ZeroDivisionError 2")]
    [alert] = store.due_alerts(later, owner="one", size=9)
    assert (alert.kind, alert.content["attempts"]) == ("parked", 3)

    store.park(version, "again", later)
    assert store.due_alerts(later, owner="two", size=9) == []


def test_c6_i4_a_version_that_kills_its_reader_is_parked_and_nothing_behind_it_waits(store, make):
    killer, harmless = waiting(store, make, page(make, "a", published=date(2026, 1, 1)), page(make, "b"))
    given = []
    for hours in range(6):
        works = store.unjudged(make.now + timedelta(hours=hours), owner=f"life {hours}", size=9)
        given.append([work.id for work in works])

    assert given == [[killer, harmless], [killer], [killer], [harmless], [harmless], []]
    assert store.counts().versions_parked == 2  # nobody ever came back: both spent their attempts


def test_p10_what_was_parked_gets_three_more_attempts_after_an_upgrade(store, make):
    [version] = waiting(store, make, page(make, "a"))
    store.unjudged(make.now, owner="one", size=9)
    store.park(version, "trace", make.now)

    assert store.unpark() == 1
    assert [work.attempts for work in store.unjudged(make.now, owner="one", size=9)] == [1]


def test_p10_only_another_reader_is_an_upgrade(store, make):
    [version] = waiting(store, make, page(make, "a"))
    assert store.read_by("0.1 tables 1") == 0
    store.park(version, "trace", make.now)

    assert store.read_by("0.1 tables 1") == 0
    assert store.unjudged(make.now, owner="one", size=9) == []
    assert store.read_by("0.2 tables 1") == 1
    assert [work.id for work in store.unjudged(make.now, owner="one", size=9)] == [version]
    store.park(version, "trace", make.now)
    assert len(store.due_alerts(make.now, owner="one", size=9)) == 1


def test_a_clean_stop_gives_back_what_was_not_done_and_counts_no_attempt(store, make):
    waiting(store, make, page(make, "a"), page(make, "b"))
    store.unjudged(make.now, owner="one", size=9)
    store.give_back("one")

    assert [work.attempts for work in store.unjudged(make.now, owner="two", size=9)] == [1, 1]


def test_only_the_first_pass_over_a_source_is_quiet(store, make):
    store.sync_sources([make.source()], make.now)
    store.record_poll("belta-en", make.outcome(make.entry("1")), make.now)
    store.record_poll("belta-en", make.outcome(make.entry("2")), make.now)
    for entry in store.waiting_entries(make.now, owner="one", size=9):
        store.record_version(entry.id, page(make, f"p{entry.entry.identity}"), make.now)

    assert {work.article.url[-1]: work.quiet for work in store.unjudged(make.now, owner="one", size=9)} == {"1": True, "2": False}


def test_nothing_later_is_given_out_while_another_holds_what_is_earlier(store, make):
    first, later = waiting(store, make, page(make, "a", published=date(2026, 1, 1)), page(make, "b"))

    assert [work.id for work in store.unjudged(make.now, owner="one", size=1)] == [first]
    assert store.unjudged(make.now, owner="two", size=9) == []
    assert [work.id for work in store.unjudged(make.now, owner="one", size=9)] == [later]


def test_what_is_earlier_than_all_that_is_held_is_given_out(store, make):
    waiting(store, make, page(make, "b"))
    store.unjudged(make.now, owner="one", size=9)
    [earlier] = waiting(store, make, page(make, "a", published=date(2026, 1, 1)))

    assert [work.id for work in store.unjudged(make.now, owner="two", size=9)] == [earlier]
