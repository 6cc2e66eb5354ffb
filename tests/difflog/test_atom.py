"""The Atom feed of findings: ids that stay, text that is text, one feed a filter."""

from datetime import UTC, datetime
from xml.etree import ElementTree as Tree

from difflog.atom import atom
from models.rows import Row

WHEN = datetime(2026, 1, 27, 9, tzinfo=UTC)
ATOM = "{http://www.w3.org/2005/Atom}"


def found(number, **own):
    usual = {"id": f"F-{number}", "recorded_at": WHEN, "level": "act", "verdict": "updates", "fact": "figure", "hash": f"{number:064x}"}
    return Row(**(usual | {"summary": f"summary {number}", "metric": "exports", "camp": "BY state"} | own))


def entries(rows, base="http://127.0.0.1:8765", address="/log.atom?level=act"):
    feed = Tree.fromstring(atom(rows, base=base, address=address, now=WHEN))
    return feed, feed.findall(f"{ATOM}entry")


def test_an_entry_keeps_its_id_wherever_and_however_the_log_is_served():
    _, [here] = entries([found(1)])
    _, [_, there] = entries([found(2), found(1)], base="https://news.example", address="/log.atom?metric=exports")

    assert here.find(f"{ATOM}id").text == there.find(f"{ATOM}id").text == f"urn:sha256:{1:064x}"


def test_another_logs_finding_of_the_same_number_is_another_entry():
    _, [one] = entries([found(1)])
    _, [other] = entries([found(1, hash="f" * 64)])

    assert one.find(f"{ATOM}id").text != other.find(f"{ATOM}id").text


def test_two_filters_are_two_feeds():
    acts, _ = entries([], address="/log.atom?level=act")
    metric, _ = entries([], address="/log.atom?metric=exports")

    assert acts.find(f"{ATOM}id").text != metric.find(f"{ATOM}id").text


def test_an_entry_can_be_sorted_by_level_verdict_metric_and_camp():
    _, [entry] = entries([found(1)])

    assert [one.get("term") for one in entry.findall(f"{ATOM}category")] == ["act", "updates", "exports", "BY state"]


def test_w1_words_from_outside_are_text():
    _, [entry] = entries([found(1, summary="<script>alert(1)</script> & \x1b[31m", sentence="]]><b>x</b>")])

    assert entry.find(f"{ATOM}title").text == "F-1 <script>alert(1)</script> & ␛[31m"
    assert not list(entry.find(f"{ATOM}title"))
    assert not list(entry.find(f"{ATOM}summary"))
