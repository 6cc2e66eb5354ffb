"""Read: which pages are fetched, what of them is kept, and what a page that fails costs."""

from datetime import timedelta

from flows import steps


async def poll(desk):
    """Poll everything that is due."""
    return await steps.poll(desk.store.due_sources(desk.now(), owner=desk.owner), desk)


def texts(store, now):
    """What waits for judgement: address and text."""
    return [(work.article.url, work.article.text) for work in store.unjudged(now, owner="test", size=50)]


def test_a_page_is_kept_as_the_first_version_of_an_article(outside, one_pass, store):
    outside.feed("/feed", ("Trade with China grows", "/1"))
    outside.page("/1")

    report = one_pass([poll, steps.read], outside.source())

    assert report.pages == 1
    [(url, text)] = texts(store, outside.now)
    assert url == outside.url("/1")
    assert "$8.9 billion" in text
    assert "All rights" not in text


def test_an_entry_that_does_not_name_the_other_side_is_set_aside_unfetched(outside, one_pass):
    outside.feed("/feed", ("Ice hockey in Minsk", "/1"), summary="Dinamo won in overtime")
    outside.page("/1")

    report = one_pass([poll, steps.read], outside.source())

    assert (report.pages, report.set_aside) == (0, 1)
    assert outside.asked("/1") == 0


def test_p3_a_page_without_text_is_tried_twice_more_and_then_left(outside, one_pass, store):
    outside.feed("/feed", ("Trade with China grows", "/1"))
    outside.serve("/1", '<html><head><script src="a.js"></script></head><body><div id="root"></div></body></html>')
    source = outside.source()

    reports = [one_pass([poll, steps.read], source)]
    for _ in range(3):
        outside.now += timedelta(hours=13)
        reports.append(one_pass([steps.read], source))

    assert [len(report.missed) for report in reports] == [1, 1, 1, 0]
    assert "no article text" in reports[0].missed[0].why
    assert store.counts().entries_failed == 1


def test_a_page_that_fails_stops_no_other(outside, one_pass):
    outside.feed("/feed", ("Trade with China grows", "/gone"), ("China buys potash", "/2"))
    outside.page("/2")

    report = one_pass([poll, steps.read], outside.source())

    assert report.pages == 1
    assert [missed.what for missed in report.missed] == [outside.url("/gone")]


def test_robots_txt_is_obeyed_for_pages(outside, one_pass):
    outside.feed("/feed", ("Trade with China grows", "/private/1"))
    outside.page("/private/1")
    outside.serve("/robots.txt", "User-agent: *\nDisallow: /private/\n", kind="text/plain")

    report = one_pass([poll, steps.read], outside.source())

    assert "robots.txt" in report.missed[0].why
    assert outside.asked("/private/1") == 0


def test_an_entry_without_a_link_is_read_from_the_feed(outside, one_pass, store):
    outside.feed("/feed", ("Trade with China grows", ""), summary="Trade of Belarus and China reached $8.9 billion in 2025.")

    one_pass([poll, steps.read], outside.source())

    [(url, text)] = texts(store, outside.now)
    assert url.startswith(outside.url("/feed#"))
    assert text == "Trade of Belarus and China reached $8.9 billion in 2025."


def test_p11_i14_a_page_that_changed_is_a_second_version_and_one_that_failed_changes_nothing(outside, one_pass, store):
    outside.feed("/feed", ("Trade with China grows", "/1"))
    outside.page("/1")
    source = outside.source()
    one_pass([poll, steps.read], source)

    outside.change()
    outside.now += timedelta(hours=2)
    failed = one_pass([steps.read], source)
    outside.page("/1", "Trade between Belarus and China reached $9.1 billion in January–November 2025, the ministry said on Monday.")
    outside.now += timedelta(hours=6)
    changed = one_pass([steps.read], source)

    assert (failed.pages, changed.pages) == (0, 1)
    assert "second look" in failed.missed[0].why
    assert store.counts().versions_waiting == 2
