"""Where the client goes and where it does not: addresses inside, names that change their mind, redirects. H6 to H12."""

import pytest

from connectors.errors import AddressRefused, BadAddress, BadRedirect, HttpStatus, NoAnswer
from tests.connectors.served import answer, fetch

SPELLINGS = [
    "http://127.0.0.1:{port}/",
    "http://localhost:{port}/",
    "http://[::1]:{port}/",
    "http://127.1:{port}/",
    "http://2130706433:{port}/",
    "http://0x7f000001:{port}/",
    "http://0177.0.0.1:{port}/",
    "http://[::ffff:127.0.0.1]:{port}/",
    "http://[::ffff:7f00:1]:{port}/",
    "http://[64:ff9b::7f00:1]:{port}/",
    "http://[2002:7f00:1::]:{port}/",
    "http://0.0.0.0:{port}/",
    "http://news.example@127.0.0.1:{port}/",
    "http://news.example\\@127.0.0.1:{port}/",
    "http://169.254.169.254/latest/meta-data/",
    "http://10.0.0.1/",
    "http://192.168.1.1/",
    "http://172.16.0.1/",
    "http://100.64.0.1/",
    "http://[fe80::1]/",
    "http://[fd00::1]/",
    "http://224.0.0.1/",
    "http://255.255.255.255/",
    "//127.0.0.1:{port}/",
]


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_h7_a_redirect_inside_is_refused_at_connect(run, hostile, canary, spelling):
    place = spelling.format(port=canary.port)
    hostile.serve(answer(b"", f"Location: {place}", status="302 Found"))

    with pytest.raises(
        (AddressRefused, NoAnswer, BadAddress, BadRedirect), match=r"not on the open internet|does not resolve|no web address"
    ):
        fetch(run, hostile)

    assert canary.asked == []


@pytest.mark.parametrize("spelling", SPELLINGS[:-1])
def test_h9_an_address_inside_is_refused_when_it_is_asked_for(run, canary, spelling):
    with pytest.raises(
        (AddressRefused, NoAnswer, BadAddress, BadRedirect), match=r"not on the open internet|does not resolve|no web address"
    ):
        fetch(run, canary, spelling.format(port=canary.port), allow=frozenset())

    assert canary.asked == []


def test_h7_the_allowed_address_is_allowed_in_its_own_spelling_only(run, hostile):
    hostile.serve(answer())

    assert fetch(run, hostile).status == 200
    with pytest.raises(AddressRefused):
        fetch(run, hostile, f"http://127.1:{hostile.port}/x")


def test_h8_a_name_is_looked_up_once_and_the_connection_goes_to_what_was_judged(run, hostile):
    hostile.serve(answer())
    looked_up = []

    def lookup(host, port):
        looked_up.append(host)
        return ["127.0.0.1"] if len(looked_up) == 1 else ["10.0.0.1"]

    response = fetch(
        run, hostile, f"http://rebound.test:{hostile.port}/x", allow=frozenset({("rebound.test", hostile.port)}), lookup=lookup
    )

    assert response.status == 200
    assert looked_up == ["rebound.test"]


def test_h8_any_answer_inside_refuses_the_name(run, canary):
    with pytest.raises(AddressRefused, match=r"rebound\.test"):
        fetch(
            run, canary, f"http://rebound.test:{canary.port}/", allow=frozenset(), lookup=lambda host, port: ["93.184.216.34", "127.0.0.1"]
        )

    assert canary.asked == []


def test_h6_ten_hops_are_followed_and_not_one_more(run, hostile):
    for hop in range(40):
        hostile.serve(answer(b"", f"Location: /hop/{hop + 1}", status="302 Found"), f"/hop/{hop}")
    hostile.serve(answer(), "/hop/10")
    assert fetch(run, hostile, "/hop/0").final_url == f"{hostile.url}/hop/10"

    hostile.asked.clear()
    with pytest.raises(BadRedirect, match="more than 10"):
        fetch(run, hostile, "/hop/11")
    assert len(hostile.asked) == 11


def test_h10_a_password_is_not_told_to_another_host(run, hostile, canary):
    hostile.serve(answer(b"", f"Location: {canary.url}/x", "Set-Cookie: id=1; Path=/", status="302 Found"))
    canary.serve(answer())
    allow = hostile.allow | canary.allow

    response = fetch(run, hostile, f"http://user:secret@{hostile.host}:{hostile.port}/x", allow=allow)

    assert response.status == 200
    assert "authorization" in hostile.asked[0].lower()
    assert "authorization" not in canary.asked[0].lower()
    assert "cookie" not in canary.asked[0].lower()
    assert "secret" not in response.final_url


def test_a_password_stands_in_no_message(run, hostile):
    hostile.serve(answer(b"", status="500 Oh"))

    with pytest.raises(HttpStatus) as raised:
        fetch(run, hostile, f"http://user:secret@{hostile.host}:{hostile.port}/x")

    assert "secret" not in str(raised.value)


def test_h11_an_address_that_is_none_is_an_error_and_no_crash(run, hostile):
    for address in (
        "data:text/xml,x",
        "javascript:alert(1)",
        "http://",
        "http://[::1",
        "ftp://news.example/",
        "",
        "http://\x00/",
        "x" * 9_000,
    ):
        with pytest.raises(BadAddress):
            fetch(run, hostile, f"{address}" if "://" in address else f"{address}#://")


def test_h12_where_an_address_moved_for_good_is_told(run, hostile):
    hostile.serve(answer(b"", "Location: /b", status="301 Moved Permanently"), "/a")
    hostile.serve(answer(b"", "Location: /c", status="308 Permanent Redirect"), "/b")
    hostile.serve(answer(b"", "Location: /d", status="302 Found"), "/c")
    hostile.serve(answer(), "/d")

    response = fetch(run, hostile, "/a")

    assert response.moved_to == f"{hostile.url}/c"
    assert response.final_url == f"{hostile.url}/d"
