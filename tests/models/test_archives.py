"""Articles of an archive come in by date, each once, and are never fetched again."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from facts.known import Facts
from models.archives import ASIDE, Irrelevant
from models.tables import articles, versions

DAYS = [date(2025, 1, 1), date(2025, 1, 2), date(2025, 1, 3)]


def paper(make, text="A text of Minsk and Beijing.", day=DAYS[0], url="https://old.example/1"):
    return make.page(url, text=text, published=day, quiet=True)


def judge(store, work, make):
    return store.record_judgement(
        work.id, language="en", relevance=(True, 1.0, ()), facts=Facts(), findings=(), quiet=work.quiet, now=make.now
    )


def rows(store, query):
    with store.reading() as connection:
        return connection.execute(query).all()


def test_a_page_is_given_out_at_once_and_not_again_when_it_was_judged(store, make):
    work = store.enter(paper(make), make.now)
    assert (work.article.text, work.attempts, work.quiet) == ("A text of Minsk and Beijing.", 1, True)
    assert store.judged_before([paper(make)]) == frozenset()

    judge(store, work, make)

    assert store.enter(paper(make), make.now) is None
    assert store.judged_before([paper(make, day=DAYS[1]), paper(make)]) == {1}


def test_one_that_was_entered_and_never_judged_is_given_out_again(store, make):
    first = store.enter(paper(make), make.now)

    assert store.enter(paper(make), make.now).id == first.id


def test_no_pass_takes_it_up_while_its_archive_is_at_work_and_a_later_one_does(store, make):
    store.enter(paper(make), make.now)

    assert store.unjudged(make.now, owner="a pass", size=9) == []
    assert len(store.unjudged(make.now + ASIDE + timedelta(seconds=1), owner="a pass", size=9)) == 1


def test_a_text_that_was_taken_back_later_is_a_version_of_its_own_and_all_are_known_the_second_time(store, make):
    pages = [paper(make, text, day) for text, day in zip(["One text.", "Another text.", "One text."], DAYS, strict=True)]
    for page in pages:
        judge(store, store.enter(page, make.now), make)

    assert [row.number for row in rows(store, select(versions.c.number).order_by(versions.c.id))] == [1, 2, 3]
    assert store.judged_before(pages) == {0, 1, 2}


def test_articles_that_are_no_coverage_come_in_together_and_once(store, make):
    found = [
        Irrelevant(page=paper(make, url=f"https://old.example/{number}"), language="en", score=0.1, why=("no China",))
        for number in range(3)
    ]

    assert (store.enter_irrelevant(found, make.now), store.enter_irrelevant(found, make.now)) == (3, 0)
    assert {(row.state, row.relevant, row.language) for row in rows(store, select(versions))} == {("judged", False, "en")}
    assert store.unjudged(make.now + timedelta(days=9), owner="a pass", size=9) == []


def test_those_that_come_together_stand_as_those_that_come_one_by_one(store, make):
    def told(outlet):
        long = " ".join(f"{outlet}{number}" for number in range(60))
        texts = ["Short.", long, "Later.", f"{long} once more"]
        pages = [
            paper(make, text, day, f"https://{outlet}.example/{at}") for text, day, at in zip(texts, DAYS * 2, (1, 2, 1, 3), strict=False)
        ]
        return [Irrelevant(page=page, language="en", score=0.2, why=("no China",)) for page in pages]

    def stand(outlet):
        columns = (articles.c.url, articles.c.latest, articles.c.language, articles.c.reread_at, articles.c.story_id == articles.c.id)
        seen = (versions.c.number, versions.c.published, versions.c.queued_by, versions.c.quiet, versions.c.state, versions.c.judged_at)
        query = select(*columns, *seen, versions.c.relevant, versions.c.score).join(versions, versions.c.article_id == articles.c.id)
        found = rows(store, query.where(articles.c.url.contains(f"{outlet}.example")).order_by(articles.c.url, versions.c.number))
        return [(url.partition(".")[2], *rest) for url, *rest in found]

    together, alone = told("one"), told("two")
    store.enter_irrelevant(together, make.now)
    for one in alone:
        store.enter_irrelevant([one], make.now)

    assert stand("one") == stand("two")
    assert len(stand("one")) == 4


@pytest.mark.parametrize("relevant", [True, False])
def test_an_archived_page_is_never_read_again_and_a_live_one_goes_on(store, make, relevant):
    live = replace(paper(make, url="https://live.example/1"), quiet=False)
    store.record_version(None, live, make.now)
    later = [paper(make, "Corrected since.", DAYS[1], live.url), paper(make, url="https://old.example/2")]
    if relevant:
        for page in later:
            judge(store, store.enter(page, make.now), make)
    else:
        store.enter_irrelevant([Irrelevant(page=page, language="en", score=0.0, why=()) for page in later], make.now)

    due = {row.url: row.reread_at is not None for row in rows(store, select(articles))}
    assert due == {"https://live.example/1": True, "https://old.example/2": False}
