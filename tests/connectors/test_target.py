"""An address that is asked: read once for its site, and never otherwise than httpx reads it."""

import re

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.errors import BadAddress
from connectors.target import read_target

HOSTS = st.from_regex(re.compile(r"[a-z0-9.-]{1,10}(:[0-9]{1,6})?", re.ASCII), fullmatch=True)
PATHS = st.from_regex(re.compile(r"[/.?=&#%:,+~_@A-Za-z0-9-]{0,14}", re.ASCII), fullmatch=True)


def as_httpx_reads(words):
    """Site, path and spelling as httpx has them; None for what is no address of the web."""
    try:
        url = httpx.URL(words)
    except httpx.InvalidURL:
        return None
    port = url.port or (443 if url.scheme == "https" else 80)
    if not url.raw_host or not 0 < port < 65_536:
        return None
    return url.scheme, url.netloc, url.raw_path, str(url.copy_with(userinfo=b"") if url.userinfo else url)


def as_we_read(words):
    try:
        target = read_target(words, words)
    except BadAddress:
        return None
    return target.site.scheme, target.site.netloc, target.path, target.shown


@given(st.sampled_from(["http", "https"]), HOSTS, PATHS)
def test_it_is_read_as_httpx_reads_it(scheme, host, path):
    words = f"{scheme}://{host}/{path}"

    assert as_we_read(words) == as_httpx_reads(words)


@pytest.mark.parametrize(
    "words",
    [
        "https://news.example/rss.xml",
        "https://news.example:8443/a/b.atom?lang=en&page=2",
        "https://user:secret@news.example/rss",
        "https://news.example:443/rss",
        "http://NEWS.example/../rss#top",
        "https://новости.рф/лента",
        "http://[2001:db8::1]:8080/rss",
    ],
)
def test_every_spelling_keeps_its_whole_address(words):
    assert read_target(words, words).whole == httpx.URL(words)


def test_a_password_is_not_shown():
    target = read_target("https://user:secret@news.example/rss", "source")

    assert target.shown == "https://news.example/rss"
    assert target.whole.password == "secret"


def test_a_site_is_read_once_for_all_its_pages():
    first, second = (read_target(f"https://news.example/{page}", "source") for page in ("a", "b"))

    assert first.site is second.site
    assert (first.path, second.path) == (b"/a", b"/b")


@pytest.mark.parametrize("words", ["", "news.example/rss", "ftp://news.example/", "https://", "https://news.example:70000/", "data:,x"])
def test_what_is_no_address_of_the_web_is_told(words):
    with pytest.raises(BadAddress, match="source"):
        read_target(words, "source")


def test_an_endless_address_is_refused():
    with pytest.raises(BadAddress, match="longer than"):
        read_target("https://news.example/" + "a" * 9_000, "source")
