"""Whole stories through poll, read and judge: archives that appear, copies, edits and their undoing, pages that go away."""

from datetime import timedelta
from hashlib import sha256

import pytest

from flows import steps
from models.rows import Filter

HOUR = timedelta(hours=1)
TRADE = "According to Belstat, trade in goods between Belarus and China reached ${} billion in {}."
PARK = "The China–Belarus industrial park Great Stone near Minsk had {} residents on 1 January 2026, the park administration said."
REST = (
    "The minister thanked the railway workers of both countries, who had kept the yards open through three weeks of snow.",
    "A choir of conductors sang at the end, and the buffet was closed late.",
)
OTHER = (
    "Nobody in the hall asked about prices, though the porters had been told to expect a long evening and a crowd.",
    "A second sheet with corrected seating went round at eight, by which time half of the guests were at the station.",
)


async def poll(desk):
    """Poll everything that is due."""
    return await steps.poll(desk.store.due_sources(desk.now(), owner=desk.owner), desk)


@pytest.fixture
def lived(outside, one_pass):
    """Poll, read and judge these sources, so much later."""

    def through(*sources, later=2 * HOUR):
        outside.now += later
        return one_pass([poll, steps.read, steps.judge], *sources)

    return through


@pytest.fixture
def quiet(outside, lived):
    """Sources whose first pass is over."""

    def over(*names):
        sources = [outside.source(name, f"/{name}") for name in names]
        for name in names:
            outside.feed(f"/{name}", ("Trade with China", "/first"))
        outside.page("/first", TRADE.format("8.9", "January–November 2025"), *OTHER)
        lived(*sources)
        outside.change()
        outside.page("/first", TRADE.format("8.9", "January–November 2025"), *OTHER)
        return sources

    return over


def alerts(store):
    """What waits to be told: kind and the findings it holds."""
    return [(alert.kind, len(alert.rows)) for alert, state, _ in store.alerts() if state == "waiting"]


def test_f14_an_archive_that_appears_is_backfill_and_alerts_nobody(outside, quiet, lived, store):
    sources = quiet("one")
    years = range(2013, 2021)
    outside.feed("/one", *[(f"Trade with China in {year}", f"/{year}") for year in years])
    for year in years:
        outside.page(f"/{year}", TRADE.format(f"{(year - 1990) / 10:.1f}", year), *REST)

    report = lived(*sources)

    told = {row.period: row.verdict for row in report.findings if row.metric == "trade_turnover"}
    assert {told[str(year)] for year in years} == {"backfills"}
    assert store.counts().entries == 1 + len(years)
    assert alerts(store) == []


def test_f19_one_wire_story_in_two_feeds_is_two_sightings_and_told_once(outside, quiet, lived, store):
    sources = quiet("one", "two")
    for name in ("one", "two"):
        outside.feed(f"/{name}", ("Trade falls", f"/{name}/story"))
        outside.page(f"/{name}/story", TRADE.format("6.1", "January–November 2025"), *REST)

    report = lived(*sources)

    acts = [row for row in report.findings if row.level == "act"]
    assert [row.verdict for row in acts] == ["conflicts"]
    assert alerts(store) == [("finding", 1)]
    with store.engine.connect() as connection:
        seen = "SELECT count(*), count(DISTINCT point_key), count(DISTINCT url) FROM figures WHERE value = '6100000000'"
        assert connection.exec_driver_sql(seen).one() == (2, 1, 2)


def test_f15_each_edit_of_a_figure_is_told_once_and_noise_never(outside, lived, store):
    source = outside.source()
    outside.feed("/feed", ("Residents of the Great Stone park", "/1"))
    seen = []
    for residents, noise, later in ((107, "a", 2), (107, "b", 2), (118, "c", 4), (107, "d", 24), (107, "e", 72)):
        outside.page("/1", PARK.format(residents), *REST, title="Residents of the park")
        outside.serve("/1", page_with(residents, noise))
        report = lived(source, later=later * HOUR)
        seen.append([(row.verdict, row.value) for row in report.findings if row.verdict == "edited"])
        outside.change()

    assert seen == [[], [], [("edited", "118")], [("edited", "107")], []]
    assert [rows for kind, rows in alerts(store) if kind == "finding"] == [2]
    with store.engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM versions").scalar() == 3


def page_with(residents, noise):
    """The page as it stands, with a word in its furniture that is another at each look."""
    words = "".join(f"<p>{text}</p>" for text in (PARK.format(residents), *REST))
    return (
        f'<html lang="en"><head><meta name="token" content="{noise}"></head><body><article><h1>Residents of the park</h1>{words}'
        f"</article><footer>Visitor {sha256(noise.encode()).hexdigest()}</footer></body></html>"
    )


def test_p11_i5_what_was_stored_stays_when_its_page_changes_or_goes(outside, lived, store):
    source = outside.source()
    outside.feed("/feed", ("Trade with China", "/1"))
    outside.page("/1", TRADE.format("8.9", "January–November 2025"), *REST)
    lived(source)
    outside.change()
    outside.page("/1", "A correction stands here.", TRADE.format("9.4", "January–November 2025"), *REST)
    lived(source)
    outside.change()
    lived(source, later=6 * HOUR)

    rows = [row for row in store.findings(Filter()) if row.metric == "trade_turnover"]
    assert {row.version for row in rows} == {1, 2}
    for row in rows:
        text = store.text_of(row.version_id)
        assert text[row.start : row.end] == row.text
        assert sha256(text.encode()).hexdigest() == row.text_hash
    assert len({row.start for row in rows}) == 2
