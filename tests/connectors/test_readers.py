"""Who is told what: the words before a channel's address, and the name it may be shown by."""

import pytest
from pydantic import SecretStr

from connectors.readers import channel_of, channels_of, redact

BOTH = {"act", "digest"}


@pytest.mark.parametrize(
    ("written", "levels", "language", "address"),
    [
        ("ntfys://topic", BOTH, "en", "ntfys://topic"),
        ("act=ntfys://topic", {"act"}, "en", "ntfys://topic"),
        ("note=ntfys://topic", {"digest"}, "en", "ntfys://topic"),
        ("digest,ru=mailto://u:p@mail.example?to=a@b.c", {"digest"}, "ru", "mailto://u:p@mail.example?to=a@b.c"),
        ("ZH,Act=json://127.0.0.1:8080/x?a=b://c", {"act"}, "zh", "json://127.0.0.1:8080/x?a=b://c"),
        ("be=tgram://token/1", BOTH, "be", "tgram://token/1"),
        ("json://127.0.0.1:8080/x?act=ntfys://y", BOTH, "en", "json://127.0.0.1:8080/x?act=ntfys://y"),
    ],
)
def test_an_entry_says_what_it_is_sent_and_what_its_reader_reads(written, levels, language, address):
    channel = channel_of(written)

    assert (set(channel.levels), channel.language, channel.address) == (levels, language, address)


@pytest.mark.parametrize(
    ("written", "what"),
    [
        ("s3cr3t", "has no ://; write Apprise addresses with blanks between"),
        ("acts=ntfys://s3cr3t", 'names "acts", which is neither a level nor a language; did you mean "act"?'),
        ("ru,zh=ntfys://s3cr3t", "is framed in one language, not in ru and zh; name one"),
    ],
)
def test_what_is_wrong_is_told_without_the_address(written, what):
    with pytest.raises(ValueError) as raised:
        channel_of(written)

    assert what in str(raised.value)
    assert "s3cr3t" not in str(raised.value)


def test_a_level_waits_for_its_kind_of_alert():
    act, digest = channel_of("act=ntfys://t"), channel_of("digest=ntfys://t")

    assert [act.wants(kind) for kind in ("finding", "source", "storm", "digest")] == [True, True, True, False]
    assert [digest.wants(kind) for kind in ("finding", "source", "storm", "digest")] == [False, False, False, True]


def test_two_that_read_alike_have_names_of_their_own_whatever_their_order():
    one, two = SecretStr("tgram://token-one/1"), SecretStr("tgram://token-two/1")

    there, back = channels_of([one, two]), channels_of([two, one])

    assert {channel.name: channel.address for channel in there} == {channel.name: channel.address for channel in back}
    assert len({channel.name for channel in there}) == 2
    assert all(channel.name.startswith("tgram://… ·") for channel in there)


def test_an_address_written_twice_is_one_channel_with_both_levels():
    [channel] = channels_of([SecretStr("act=ntfys://t"), SecretStr("digest=ntfys://t")])

    assert set(channel.levels) == BOTH


def test_a_channel_printed_shows_no_address():
    assert "s3cr3t" not in repr(channel_of("act=tgram://s3cr3t/1"))


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("mailto://user:pass@mail.example?to=a@b.c", "mailto://mail.example/…"),
        ("ntfys://ntfy.sh/topic", "ntfys://ntfy.sh/…"),
        ("json://127.0.0.1:8080/hook?x=1", "json://127.0.0.1:8080/…"),
        ("tgram://123456:ABC-def/4242", "tgram://…"),
        ("slack://TokenA/TokenB/TokenC", "slack://…"),
        ("discord://id/token", "discord://…"),
        ("user:pass", "…"),
        ("", "…"),
    ],
)
def test_a_channel_is_shown_without_what_is_secret_in_it(address, shown):
    assert redact(address) == shown
