"""N7 over a pass: a source whose certificate does not hold is not read, unless the watchlist says why; then each use is told."""

import ssl
from datetime import timedelta

import pytest
from pytest_httpserver import HTTPServer

from flows import steps
from tests.connectors.test_tls import certificate

FEED = """<rss version="2.0"><channel><title>Outlet</title><item><title>Trade of Belarus with China grows</title>
<link>{page}</link></item></channel></rss>"""
WHY = "expired in May, and they do not mend it"


@pytest.fixture(scope="module")
def wrong(tmp_path_factory):
    """A server whose certificate is home-made, for another name."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate(tmp_path_factory.mktemp("tls"), "other.test"))
    with HTTPServer(ssl_context=context) as server:
        feed = FEED.format(page=server.url_for("/story"))
        server.expect_request("/feed").respond_with_data(feed, content_type="application/rss+xml")
        story = "<p>" + "Trade between Belarus and China reached $8.9 billion in 2025, the ministry said. " * 5 + "</p>"
        server.expect_request("/story").respond_with_data(
            f"<html><article><h1>Trade</h1>{story}</article></html>", content_type="text/html"
        )
        server.expect_request("/robots.txt").respond_with_data("")
        yield server


@pytest.fixture
def passes(outside, one_pass, wrong):
    """One pass of poll and read over the source; returns what each came to."""

    def make(**own):
        async def poll(desk):
            return await steps.poll(desk.store.due_sources(desk.now(), owner=desk.owner, force=True), desk)

        source = outside.source(url=wrong.url_for("/feed"), **own)
        reports = []

        async def kept(desk):
            for step in (poll, steps.read):
                reports.append(await step(desk))

        one_pass([kept], source, allow=frozenset({(wrong.host, wrong.port)}))
        return reports

    return make


def test_n7_a_certificate_that_does_not_hold_is_never_silently_accepted(passes, store):
    polled, _ = passes()

    assert [str(one.state) for one in polled.polled] == ["failing"]
    assert polled.new_entries == 0
    assert "certificate does not hold" in store.sources()[0].reason


def test_n7_where_the_watchlist_says_why_every_use_is_told(outside, passes, store):
    polled, read = passes(accept_invalid_certificate_because=WHY)
    outside.now += timedelta(days=1)
    again, _ = passes(accept_invalid_certificate_because=WHY)

    assert polled.new_entries == 1
    assert (polled.unproved, again.unproved) == (("example-en",), ("example-en",))
    assert read.pages == 1
    assert [name for name in read.unproved if name.endswith("/story")] == list(read.unproved) != []
    assert f"read although the certificate does not hold (self-signed certificate), because: {WHY}" in store.sources()[0].reason
    assert polled.as_json()["unproved"] == ["example-en"]
