"""Judge: facts, findings and alerts of one version in one transaction; a text that breaks its reader costs only itself."""

from datetime import timedelta

from connectors.errors import OutOfTime
from connectors.sandbox import Children
from flows import steps
from models.chain import verify
from models.rows import Filter


class Stuck(Children):
    """Children that never come to an end with one page."""

    def __init__(self, sound, page):
        self._sound, self._page = sound, page

    async def call(self, function, *args, seconds, megabytes=512):
        if function.__name__ == "read_in" and args[1].url.endswith(self._page):
            raise OutOfTime(function.__name__, f"read_in took longer than {seconds:g} s")
        return await self._sound.call(function, *args, seconds=seconds, megabytes=megabytes)


async def poll(desk):
    """Poll everything that is due."""
    return await steps.poll(desk.store.due_sources(desk.now(), owner=desk.owner), desk)


ALL = [poll, steps.read, steps.judge]


def test_a_figure_becomes_a_finding_that_leads_back_to_its_words(outside, one_pass, store):
    outside.feed("/feed", ("Trade with China grows", "/1"))
    outside.page("/1")

    report = one_pass(ALL, outside.source())

    [trade] = [row for row in report.findings if row.metric == "trade_turnover"]
    assert (trade.value, trade.unit, trade.period, trade.reporter) == ("8900000000", "USD", "2025-01..2025-11", "BY")
    assert trade.before == {"id": "B-01", "value": "5800000000", "unit": "GBP", "period": "2022"}
    assert store.text_of(trade.version_id)[trade.start : trade.end] == trade.text
    assert verify(store) == []


def test_o9_the_first_pass_over_a_source_is_quiet_and_the_next_is_not(outside, one_pass, store):
    outside.feed("/feed", ("Trade with China grows", "/1"))
    outside.page("/1")
    source = outside.source()
    one_pass(ALL, source)
    assert store.alerts() == []

    outside.change()
    outside.now += timedelta(hours=12)
    outside.feed("/feed", ("Trade with China falls", "/2"), ("Trade with China grows", "/1"))
    outside.page("/2", "According to Belstat, trade in goods between Belarus and China reached $6.1 billion in January–November 2025.")
    one_pass(ALL, source)

    assert "conflicts" in {row.verdict for row in store.findings(Filter(levels=("act",)))}
    assert [state for _, state, _ in store.alerts()] == ["waiting"]


def test_the_first_pass_alerts_where_that_is_asked_for(outside, one_pass, store):
    outside.feed("/feed", ("Trade with China grew", "/1"))
    outside.page(
        "/1", "Trade turnover between Belarus and China reached $5.8 billion in 2022. Both sides want more of it, the ministry said."
    )
    outside.settings = outside.settings.model_copy(update={"tell_first": True})

    report = one_pass(ALL, outside.source())

    assert "act" in {row.level for row in report.findings}
    assert [state for _, state, _ in store.alerts()] == ["waiting"]


def test_an_irrelevant_article_is_judged_and_gives_nothing(outside, one_pass):
    outside.feed("/feed", ("A restaurant in China opens", "/1"))
    outside.page("/1", "A restaurant with 300 seats opened in the harbour. Its cook has worked on three continents and in one lighthouse.")

    report = one_pass(ALL, outside.source())

    assert (report.judged, report.findings) == (1, ())


def test_f15_a_silent_edit_is_found(outside, one_pass):
    outside.feed("/feed", ("Residents of the Great Stone park", "/1"))
    words = "The China–Belarus industrial park Great Stone near Minsk had {} residents on 1 January 2026, the park administration said."
    outside.page("/1", words.format(107), "Visitors are shown the oak trees that the builders had to go around.")
    source = outside.source()
    one_pass(ALL, source)

    outside.change()
    outside.now += timedelta(hours=2)
    outside.page("/1", words.format(118), "Visitors are shown the oak trees that the builders had to go around.")
    report = one_pass([steps.read, steps.judge], source)

    [edited] = [row for row in report.findings if row.verdict == "edited" and row.fact == "figure"]
    assert (edited.level, edited.value, edited.version) == ("act", "118", 2)


def test_p10_c6_an_article_that_hangs_its_reader_is_parked_and_the_others_go_on(outside, one_pass, store, children):
    outside.feed("/feed", ("China sends a riddle", "/bad"), ("Trade with China grows", "/1"))
    outside.page("/bad")
    outside.page("/1")
    source = outside.source()

    reports = [one_pass(ALL, source, children=Stuck(children, "/bad"))]
    for _ in range(3):
        outside.now += timedelta(hours=3)
        reports.append(one_pass([steps.judge], source, children=Stuck(children, "/bad")))

    assert reports[0].judged == 1
    assert [len(report.missed) for report in reports] == [1, 1, 1, 0]
    assert "parked after 3 attempts" in reports[2].missed[0].why
    assert [url for _, url, _ in store.parked()] == [outside.url("/bad")]
    assert [alert.kind for alert, _, _ in store.alerts()] == ["parked"]
