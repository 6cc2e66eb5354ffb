"""N7: a certificate that does not hold is an error, never silently accepted."""

import contextlib
import ssl
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from connectors.client import Client
from connectors.errors import NoAnswer, TlsError

NOW = datetime.now(UTC)
ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"


def certificate(folder: Path, name: str, until: datetime = NOW + timedelta(days=2)) -> Path:
    """Write a home-made certificate with its key; returns the file."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(NOW - timedelta(days=30))
        .not_valid_after(until)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = folder / f"{name}.pem"
    private = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    file.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    return file


@contextlib.contextmanager
def serving(hostile, file: Path) -> Iterator[None]:
    """Let the hostile server speak TLS with this certificate."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    plain, lock = hostile.play, threading.Lock()

    def play(connection):
        with lock, contextlib.suppress(OSError), context.wrap_socket(connection, server_side=True) as secure:
            plain(secure)

    hostile.play = play
    yield


def fetch(run, hostile, trusted: Path | None, **how):
    async def work():
        tls = ssl.create_default_context(cafile=trusted) if trusted else None
        pairs = frozenset({("tls.test", hostile.port), ("other.test", hostile.port)})
        async with Client("beltwatch/test", pairs, deadline=2, lookup=lambda host, port: ["127.0.0.1"], tls=tls) as client:
            return await client.get(f"https://tls.test:{hostile.port}/x", **how)

    return run(work())


def test_a_certificate_that_holds_is_accepted(run, hostile, tmp_path):
    file = certificate(tmp_path, "tls.test")
    hostile.serve(ANSWER)
    with serving(hostile, file):
        assert fetch(run, hostile, file).body == b"ok"


@pytest.mark.parametrize(
    ("name", "until", "trusted", "words"),
    [
        pytest.param("tls.test", NOW - timedelta(days=1), True, "expired", id="N7 expired"),
        pytest.param("other.test", NOW + timedelta(days=1), True, "match", id="N7 another's name"),
        pytest.param("tls.test", NOW + timedelta(days=1), False, "self-signed", id="N7 self-made"),
    ],
)
def test_a_certificate_that_does_not_hold_is_an_error(run, hostile, tmp_path, name, until, trusted, words):
    file = certificate(tmp_path, name, until)
    hostile.serve(ANSWER)
    with serving(hostile, file), pytest.raises(TlsError, match="certificate does not hold") as raised:
        fetch(run, hostile, file if trusted else None)

    assert words in raised.value.reason
    assert hostile.asked == []


@pytest.mark.parametrize(
    ("name", "until", "trusted", "words"),
    [
        pytest.param("tls.test", NOW - timedelta(days=1), True, "expired", id="expired"),
        pytest.param("other.test", NOW + timedelta(days=1), True, "match", id="another's name"),
        pytest.param("tls.test", NOW + timedelta(days=1), False, "self-signed", id="self-made"),
    ],
)
def test_where_any_certificate_will_do_the_answer_says_what_does_not_hold(run, hostile, tmp_path, name, until, trusted, words):
    file = certificate(tmp_path, name, until)
    hostile.serve(ANSWER)
    with serving(hostile, file):
        response = fetch(run, hostile, file if trusted else None, any_certificate=True)

    assert response.body == b"ok"
    assert words in response.doubt


def test_a_certificate_that_holds_leaves_no_doubt_where_any_would_do(run, hostile, tmp_path):
    file = certificate(tmp_path, "tls.test")
    hostile.serve(ANSWER)
    with serving(hostile, file):
        assert fetch(run, hostile, file, any_certificate=True).doubt == ""


def test_any_certificate_will_do_on_the_sources_own_host_only(run, hostile, tmp_path):
    file = certificate(tmp_path, "tls.test")
    hostile.serve(f"HTTP/1.1 302 Found\r\nLocation: https://other.test:{hostile.port}/y\r\nContent-Length: 0\r\n\r\n".encode())
    hostile.serve(ANSWER, "/y")
    with serving(hostile, file), pytest.raises(TlsError, match="certificate does not hold"):
        fetch(run, hostile, None, any_certificate=True)

    assert not any("/y" in asked for asked in hostile.asked)


def test_robots_txt_is_asked_under_the_same_certificate_as_the_page(run, hostile, tmp_path):
    hostile.serve(ANSWER)
    with serving(hostile, certificate(tmp_path, "tls.test")):
        assert fetch(run, hostile, None, any_certificate=True, robots=True).body == b"ok"

    assert "/robots.txt" in hostile.asked[0]


def test_a_server_that_speaks_no_tls_is_an_error(run, hostile):
    hostile.serve(ANSWER)

    with pytest.raises((TlsError, NoAnswer)):
        fetch(run, hostile, None)
