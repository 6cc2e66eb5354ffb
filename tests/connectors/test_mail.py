"""Letters over a real mail server: two forms in one, the same identity on a repeat, and a refusal told by its number."""

import asyncio
import socket

import pytest

from connectors.channels import send
from connectors.errors import ChannelError
from tests.receivers import receivers, text_of


@pytest.fixture
def box():
    """A mailbox."""
    with receivers() as (_, opened):
        yield opened


def post(box, title="Trade", body="Trade grew.", key="k-1", html="", address=""):
    return asyncio.run(send(address or box.channel(), title, body, key=key, html=html))


def test_a_letter_is_text_and_html_in_one(box):
    post(box, title="Торговля выросла", body="Строка\n中文", html="<p>中文</p>")

    [letter] = box.letters
    assert letter.get_content_type() == "multipart/alternative"
    assert (letter["Subject"], letter["To"]) == ("Торговля выросла", "her@desk.example")
    assert text_of(letter).replace("\r", "").strip() == "Строка\n中文"
    assert text_of(letter, "html").strip() == "<p>中文</p>"
    assert letter["Auto-Submitted"] == "auto-generated"


def test_without_html_it_is_plain_text(box):
    post(box)

    assert box.letters[0].get_content_type() == "text/plain"


def test_the_same_key_gives_the_same_message_id(box):
    for key in ("a", "a", "b"):
        post(box, key=key)

    first, again, other = (letter["Message-ID"] for letter in box.letters)
    assert first == again != other


def test_a_title_cannot_add_a_header(box):
    post(box, title="Trade\r\nBcc: all@news.example\nX-Evil: 1")

    [letter] = box.letters
    assert letter["Bcc"] is None
    assert letter["X-Evil"] is None


@pytest.mark.parametrize(
    ("answer", "final", "ambiguous", "words"),
    [
        ("550 no such box", True, False, "answered 550"),
        ("552 too large", True, False, "answered 552"),
        ("451 later", False, False, "answered 451"),
        ("421 busy", False, False, "answered 421"),
        ("", False, True, "may have taken the letter or not"),
    ],
)
def test_a_refusal_says_whether_to_try_again(box, answer, final, ambiguous, words):
    box.answer = lambda: answer

    with pytest.raises(ChannelError, match=words) as raised:
        post(box)

    assert (raised.value.final, raised.value.ambiguous) == (final, ambiguous)


def test_a_server_that_is_not_there_was_not_written_to():
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        address = f"mailto://user:s3cr3t@127.0.0.1:{unused.getsockname()[1]}?from=us@news.example&to=her@desk.example"

        with pytest.raises(ChannelError, match="cannot be reached") as raised:
            post(None, address=address)

    assert not raised.value.ambiguous
    assert "s3cr3t" not in str(raised.value)
