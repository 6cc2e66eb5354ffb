"""The pages on the sample newsroom's log."""

import csv
import io
import json
from xml.etree import ElementTree

import pytest

from models.rows import KEYS, Filter


def _some(page, **wanted):
    rows = page.store.findings(Filter(**wanted))
    assert rows, wanted
    return rows[0]


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/log",
        "/ledger",
        "/ledger?metric=trade_turnover",
        "/statements",
        "/articles",
        "/articles?only=all",
        "/article/1",
        "/rejected",
        "/sources",
        "/runs",
        "/export",
        "/login",
        "/statements?speaker=Xi+Jinping",
        "/ledger?as_of=2026-01-27",
    ],
)
def test_every_page_opens(shown, path):
    answer = shown.get(path)

    assert answer.status_code == 200
    assert "<h1" in answer.text


def test_the_log_shows_the_summaries_newest_first(shown):
    rows = shown.store.findings(Filter(), 100)
    text = shown.get("/log").text

    places = [text.index(f'data-id="{row.id}"') for row in rows]

    assert places == sorted(places)


@pytest.mark.parametrize(("name", "field"), [("verdict", "verdict"), ("level", "level"), ("lang", "lang"), ("camp", "camp")])
def test_a_filter_in_the_address_leaves_only_what_it_names(shown, name, field):
    wanted = getattr(shown.store.findings(Filter(), 1)[0], field)

    rows = shown.client.get("/api/v1/findings", params={name: wanted}).json()

    assert rows
    assert {row[name] for row in rows} == {wanted}


def test_a_page_of_the_log_goes_on_where_the_one_above_ended(shown):
    everything = [row.id for row in shown.store.findings(Filter())]

    first = shown.client.get("/api/v1/findings", params={"limit": 3}).json()
    rest = shown.client.get("/api/v1/findings", params={"before": first[-1]["id"].removeprefix("F-"), "limit": 1000}).json()

    assert [row["id"] for row in first + rest] == everything


def test_a_finding_shows_old_and_new_and_the_words_marked(shown):
    row = next(row for row in shown.store.findings(Filter(facts=("figure",))) if row.before and row.start is not None and row.article)
    text = shown.get(f"/finding/{row.id}").text

    assert f"<mark>{row.text}</mark>" in text
    assert row.before["id"] in text
    assert row.hash[:16] in text


def test_a_finding_shows_the_words_in_every_edition_and_copy(shown):
    told = [shown.get(f"/finding/{row.id}").text for row in shown.store.findings(Filter(facts=("figure",)))]

    assert any("In the other languages of" in text and text.count("<mark>") > 1 for text in told)
    assert any("Copies of the story" in text for text in told)


def test_a_finding_of_an_edited_article_shows_what_changed_in_facts_and_words(shown):
    [row, *_] = shown.store.findings(Filter(verdicts=("edited",)))
    text = shown.get(f"/finding/{row.id}").text

    assert "Versions of the article" in text
    assert "<del>" in text.split("Versions of the article")[1]
    assert "sentence by sentence" in text


def test_a_rejection_without_a_reason_and_a_decision_on_nothing_change_nothing(page):
    assert page.post("/review", {"finding": "F-1", "decision": "reject"}).status_code == 422
    assert page.post("/review", {"decision": "accept"}).status_code == 422
    assert page.store.finding("F-1").state == "new"


def test_a_point_told_in_two_ways_shows_both_with_their_days(shown):
    text = shown.get("/ledger?metric=trade_turnover").text

    assert "Told in more than one way" in text
    assert "stands" in text


@pytest.mark.parametrize("path", ["/help", "/api", "/article/1/editions", "/editions/1.svg", "/phrases.svg?speaker=Xi+Jinping"])
def test_the_newer_pages_open(shown, path):
    assert shown.get(path).status_code == 200


def test_an_unknown_word_in_a_filter_is_refused_with_those_there_are(shown):
    answer = shown.get("/log?verdict=confirmed")

    assert answer.status_code == 422
    assert "unit_conflict" in answer.text


@pytest.mark.parametrize(
    "path", ["/finding/F-999999", "/finding/nonsense", "/article/999999", "/ledger?metric=nonsense", "/chart/nonsense.svg"]
)
def test_what_is_not_there_is_said_in_words(shown, path):
    answer = shown.get(path)

    assert answer.status_code == 404
    assert "There is no" in answer.text or "is not the number" in answer.text


@pytest.mark.parametrize("path", ["/log?since=yesterday", "/ledger?as_of=today", "/export/findings?shape=xls", "/log?before=x"])
def test_what_is_not_understood_is_said_in_words(shown, path):
    assert shown.get(path).status_code == 422


def test_several_are_decided_at_once_and_taken_back(page):
    ids = [row.id for row in page.store.findings(Filter(), 2)]

    answer = page.post("/review", {"finding": ids, "decision": "reject", "reason": "unit", "by": "Anna", "next": "/log?level=act"})
    states = [page.store.finding(one).state for one in ids]
    page.post("/undo", {"was": [f"{one}:new" for one in ids], "next": "/log"})

    assert states == ["rejected", "rejected"]
    assert answer.headers["location"].startswith("/log?level=act&undo=")
    assert [page.store.finding(one).state for one in ids] == ["new", "new"]
    assert [(one.state, one.by) for one in page.store.reviews(ids[0])] == [("rejected", "Anna"), ("new", "")]
    assert page.client.cookies["reviewer"] == "Anna"


def test_undoing_gives_back_the_state_before(page):
    page.post("/review", {"finding": "F-1", "decision": "watch"})
    led = page.post("/review", {"finding": "F-1", "decision": "accept", "next": "/finding/F-1"}).headers["location"]

    assert 'value="F-1:watching"' in page.get(led).text


def test_a_decision_nobody_knows_is_refused(page):
    assert page.post("/review", {"finding": "F-1", "decision": "burn"}).status_code == 422
    assert page.post("/review", {"finding": "F-1", "decision": "reject", "reason": "whim"}).status_code == 422
    assert page.post("/review", {"finding": "F-99999", "decision": "accept"}).status_code == 422
    assert page.store.finding("F-1").state == "new"


def test_the_api_gives_the_rows_of_the_log(shown):
    rows = shown.client.get("/api/v1/findings", params={"limit": 1000}).json()

    assert rows == json.loads(json.dumps([row.as_json() for row in shown.store.findings(Filter(), 1000)]))
    assert tuple(rows[-1]) == KEYS or "mode" in rows[-1]


def test_the_api_decides(page):
    answer = page.client.post("/api/v1/reviews", json={"findings": ["F-1"], "decision": "accept"})

    assert answer.status_code == 403  # neither a form of ours nor a token
    assert page.store.finding("F-1").state == "new"


def test_exports_hold_every_row_of_the_filter(shown):
    everything = shown.store.findings(Filter())

    table = list(csv.DictReader(io.StringIO(shown.get("/export/findings?shape=csv").text)))
    lines = [json.loads(line) for line in shown.get("/export/findings?shape=jsonl").text.splitlines()]

    assert [row["id"] for row in table] == [row.id for row in everything]
    assert [row["id"] for row in lines] == [row.id for row in everything]
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in table for cell in row.values() if cell)


def test_the_feed_keeps_its_ids(shown):
    names = {"a": "http://www.w3.org/2005/Atom"}
    first, again = (ElementTree.fromstring(shown.get("/log.atom?fact=figure").content) for _ in range(2))
    ids = [entry.findtext("a:id", namespaces=names) for entry in first.findall("a:entry", names)]

    assert ids == [entry.findtext("a:id", namespaces=names) for entry in again.findall("a:entry", names)]
    assert len(set(ids)) == len(ids) > 0
    assert ids == [f"urn:sha256:{row.hash}" for row in shown.store.findings(Filter(facts=("figure",)), 100)]


def test_health_tells_nothing_but_that(shown):
    assert shown.client.get("/health").json() == {"status": "ok"}


def test_the_counters_count(shown):
    text = shown.client.get("/metrics").text

    assert f"beltwatch_findings {float(shown.store.counts().findings)}" in text
    assert 'beltwatch_sources_by_state{state="failing"}' in text


def test_the_description_of_the_api_is_served(shown):
    paths = shown.client.get("/api/v1/openapi.json").json()["paths"]

    assert set(paths) >= {"/api/v1/findings", "/api/v1/findings/{number}", "/api/v1/reviews", "/api/v1/ledger", "/api/v1/sources"}


def test_a_chart_is_a_picture_without_scripts(shown):
    answer = shown.get("/chart/trade_turnover.svg")

    assert answer.headers["content-type"].startswith("image/svg+xml")
    assert b"<script" not in answer.content
    assert "default-src 'none'" in answer.headers["content-security-policy"]


def test_today_counts_a_sample_s_last_day_back_from_its_last_pass(shown):
    text = shown.get("/").text

    assert "Moved in the last day" in text
    assert "Nothing noted" not in text
