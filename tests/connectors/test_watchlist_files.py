"""What may stand in the watchlist: addresses that may be polled, and files that are there and can be read."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from connectors.errors import WatchlistError
from connectors.watchlist import load_watchlist
from tests.connectors.handwritten import FEEDS, SOUND, faults


@pytest.mark.parametrize(
    "spelling",
    [
        "127.0.0.1",
        "127.1",
        "2130706433",
        "0x7f000001",
        "[::1]",
        "[::ffff:10.0.0.1]",
        "localhost",
        "printer",
        "nas.local",
        "10.0.0.1",
        "169.254.169.254",
    ],
)
def test_o3_an_address_inside_this_network_is_refused_in_every_spelling(folder, spelling):
    [told] = faults(folder(feeds=FEEDS.replace("agency.example", spelling)))

    assert "lies inside this network" in told
    assert "BELTWATCH_ALLOW_ADDRESSES" in told


def test_o3_a_pair_that_the_settings_name_may_be_a_source(folder):
    here = folder(feeds=FEEDS.replace("https://agency.example", "http://127.0.0.1:8080"))

    assert load_watchlist(here, allowed={("127.0.0.1", 8080)}).sources[0].url == "http://127.0.0.1:8080/rss"
    assert faults(here, allowed={("127.0.0.1", 8081)})


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("file:///etc/passwd", '"file" is not http or https'),
        ("agency.example/rss", '"agency.example/rss" is not http or https'),
        ("https:///rss", '"https:///rss" names no host'),
        ("https://agency.example:99999/rss", "is no address"),
        ("https://reader:word@agency.example/rss", "the address holds a password"),
    ],
)
def test_o3_what_is_no_address_is_no_source(folder, address, why):
    [told] = faults(folder(feeds=FEEDS.replace("https://agency.example/rss", address)))

    assert why in told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (b"", "metrics.yaml:1: the file is empty"),
        (b"exports: [", "metrics.yaml:2: this is no YAML: did not find expected node content"),
        (b"a: 1\n  b: 2\n", "metrics.yaml:2: this is no YAML: mapping values are not allowed in this context"),
        (b"a: &x {b: 1}\nc: *x\n", "metrics.yaml:2: *x is an alias"),
        (b"a: 1\n---\nb: 2\n", "metrics.yaml:2: a second document begins here"),
        (b"a: " + b"[" * 100_000, "metrics.yaml:1: rows are nested more than 40 deep"),
        ("экспорт: 1".encode("cp1251"), "metrics.yaml:1: byte 0xfd is not UTF-8"),
        (b"a: \x07", "metrics.yaml:1: this is no YAML"),
        (b"#" * 4_000_001, "metrics.yaml: it is larger than 4 MB"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_fault(folder, text, told):
    [first] = faults(folder(metrics=text))

    assert first.startswith(told)


@settings(max_examples=150)
@given(name=st.sampled_from(sorted(SOUND)), cut=st.data(), put=st.text("aé:-[]{}'\"#&*!|>%@`,\n\t \\0~", max_size=6))
def test_a_file_damaged_anywhere_is_read_or_refused_and_nothing_else(tmp_path_factory, name, cut, put):
    here = tmp_path_factory.mktemp("damaged")
    begin = cut.draw(st.integers(0, len(SOUND[name])))
    end = cut.draw(st.integers(begin, min(begin + 30, len(SOUND[name]))))
    for other, text in SOUND.items():
        (here / other).write_text(text[:begin] + put + text[end:] if other == name else text, encoding="utf-8")

    try:
        load_watchlist(here)
    except WatchlistError as error:
        assert all(fault.file in SOUND and fault.message and fault.remedy for fault in error.faults)


@pytest.mark.parametrize("name", ["feeds", "topic", "metrics", "baseline"])
def test_a_missing_file_is_named(folder, name, tmp_path):
    assert faults(folder(**{name: None})) == [f"{name}.yaml: there is no such file in {tmp_path}; write it, or name another place"]


def test_a_missing_folder_is_named(tmp_path):
    assert faults(tmp_path / "nowhere") == [
        f"{tmp_path / 'nowhere'}: there is no such folder; name one that holds feeds.yaml in BELTWATCH_WATCHLIST"
    ]
