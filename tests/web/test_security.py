"""The list of what a page that others may reach must hold to, point by point; what the guard refuses stands in test_guard."""

import os
import re
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import httpx
import pytest
import uvicorn
from starlette.testclient import TestClient

from models.tables import metadata
from models.tokens import make_token
from tests.web.test_guard import TOKEN, _paths
from web.app import create_app
from web.desk import make_desk
from web.door import Door, Secret, door_of
from web.guard import BODY, HEADERS, OPEN
from web.limits import Backoff, Rate
from web.server import Patient, configured
from web.sessions import Sessions

TEMPLATES = Path(__file__).parents[2] / "web" / "templates"


def test_w9_another_address_than_this_machine_s_own_needs_a_token(tmp_path):
    told = os.environ | {"BELTWATCH_WEB_HOST": "0.0.0.0", "BELTWATCH_DATA_DIR": str(tmp_path)}
    told.pop("BELTWATCH_WEB_TOKEN", None)

    ended = subprocess.run(
        [sys.executable, "-c", "from cli.main import main; main()", "web"],
        env=told,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert ended.returncode == 2
    assert "WEB_TOKEN" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_the_token_is_kept_as_a_salted_scrypt_hash_only():
    one, other = Secret(TOKEN), Secret(TOKEN)

    assert TOKEN.encode() not in b"".join(value for value in vars(one).values() if isinstance(value, bytes))
    assert vars(one) != vars(other)
    assert TOKEN not in repr(door_of("127.0.0.1", 1, TOKEN))
    assert one.is_(TOKEN)
    assert not one.is_(TOKEN + "x")


def test_a_wrong_token_costs_time_and_each_further_one_more():
    clock = [0.0]
    tries = Backoff(lambda: clock[0])
    pauses = []
    for _ in range(8):
        tries.failed("one")
        pauses.append(tries.left("one"))

    assert pauses == [0, 0, 0, 2, 4, 8, 16, 32]
    assert tries.left("two") == 0
    clock[0] += 31.5
    assert tries.left("one") == pytest.approx(0.5)
    tries.succeeded("one")
    assert tries.left("one") == 0


def test_w6_trying_tokens_is_slowed_down_and_a_program_s_own_token_is_not(serve, store):
    page = serve(token=TOKEN)
    own = make_token(store, "dashboard", "read")

    def asked(token):
        return page.client.get("/api/v1/sources", headers={"authorization": f"Bearer {token}"}).status_code

    assert [asked(f"wrong {number}") for number in range(6)] == [401] * 4 + [429] * 2
    assert asked(TOKEN) == 429
    assert asked(own) == 200


def test_over_https_the_cookie_is_for_https_only(store, watchlist):
    app = create_app(store, Door(hosts=frozenset({"log.example"})), watchlist)

    answer = TestClient(app, base_url="https://log.example").get("/login")

    assert answer.headers["set-cookie"].endswith("; HttpOnly; SameSite=Strict; Secure")


@pytest.mark.parametrize(
    "path",
    ["/health/", "//health", "/HEALTH", "/log/health", "/login/", "/static/style.css/", "/static/../log", "/health%2f", "/x/login"],
)
def test_only_the_exact_paths_are_open(serve, path):
    answer = serve(token=TOKEN).client.get(path)

    assert answer.status_code in (307, 401, 404), path
    assert "finding" not in answer.text
    if path not in OPEN:
        assert answer.status_code == 401


def test_w4_no_method_but_get_and_head_passes_without_the_form_s_key(serve, store, watchlist):
    page = serve()
    for method in ("POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "REVIEW"):
        for path in ("/review", "/undo", "/log", "/api/v1/reviews", "/api/v1/findings"):
            assert page.client.request(method, path).status_code == 403, (method, path)


def test_w4_no_get_changes_anything(serve, store, watchlist):
    page = serve()

    def rows():
        with store.reading() as connection:
            return {table.name: connection.execute(table.select()).fetchall() for table in metadata.sorted_tables}

    before = rows()
    for method, path in _paths(store, watchlist):
        if method in ("GET", "HEAD"):
            page.client.request(method, f"{path}?decision=accept&finding=F-1&undo=F-1:accepted")
    assert rows() == before


def test_the_policy_lets_nothing_in_and_nothing_inline(shown):
    policy = dict(part.strip().split(" ", 1) for part in HEADERS["content-security-policy"].split(";"))

    assert policy == {
        "default-src": "'none'",
        "style-src": "'self'",
        "img-src": "'self'",
        "script-src": "'self'",
        "connect-src": "'self'",
        "form-action": "'self'",
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
    }
    assert shown.get("/log").headers["content-security-policy"] == HEADERS["content-security-policy"]
    for path in ("/chart/exports.svg", "/phrases.svg?speaker=x", "/editions/1.svg"):
        answer = shown.get(path)
        assert answer.headers["content-security-policy"] == "default-src 'none'; style-src 'unsafe-inline'", path
        assert "<script" not in answer.text


def test_no_other_site_is_let_in_by_headers(shown):
    answer = shown.client.request("GET", "/api/v1/findings", headers={"origin": "https://evil.test"})

    assert [name for name in answer.headers if name.startswith("access-control")] == []
    assert answer.headers["cross-origin-resource-policy"] == "same-origin"


def test_templates_escape_and_none_opts_out(store, watchlist):
    door = Door(hosts=frozenset())
    desk = make_desk(store, door, watchlist, Sessions(door.stamp), Backoff())

    assert desk.templates.env.from_string("{{ x }}").render(x="<b>") == "&lt;b&gt;"
    for file in TEMPLATES.glob("*.html"):
        assert not re.search(r"\|\s*safe\b|autoescape|Markup", file.read_text(encoding="utf-8")), file.name


def test_nothing_is_loaded_from_elsewhere(shown):
    for path in ("/", "/log", "/finding/F-1", "/ledger?metric=trade_turnover", "/statements", "/help", "/api"):
        loaded = re.findall(r'<(?:script|link|img|source|iframe)[^>]*(?:src|href)="([^"]+)"', shown.get(path).text)
        assert loaded, path
        assert [one for one in loaded if not one.startswith("/") or one.startswith("//")] == [], path
    style = shown.get("/static/style.css").text
    assert "url(" not in style
    assert "@import" not in style
    assert "http" not in shown.get("/static/keys.js").text


def test_links_to_the_world_tell_it_nothing(shown):
    text = "".join(shown.get(path).text for path in ("/finding/F-1", "/article/1", "/rejected"))
    out = re.findall(r'<a href="http[^>]*>', text)

    assert out
    assert all('rel="noopener noreferrer nofollow"' in one for one in out)


def test_w6_an_address_may_ask_only_so_often():
    rate = Rate(60)

    assert [rate.allows("a") for _ in range(61)] == [True] * 60 + [False]
    assert rate.allows("b")


def test_a_form_of_endless_fields_is_refused(shown):
    assert (
        shown.client.post("/review", content=b"a=1&" * 3_000, headers={"content-type": "application/x-www-form-urlencoded"}).status_code
        == 413
    )


def test_w7_a_page_is_bounded_whatever_is_asked(shown):
    for path in (
        "/log?before=99999999999999999999",
        "/api/v1/findings?limit=100000",
        "/articles?before=-1",
        f"/statements?speaker={'x' * 400}",
    ):
        assert shown.get(path).status_code == 422, path


def test_w6_slow_clients_hold_no_place(store, watchlist):
    class Hasty(Patient):
        patience = 0.5

    listening = socket.create_server(("127.0.0.1", 0))
    port = listening.getsockname()[1]
    server = uvicorn.Server(configured(create_app(store, door_of("127.0.0.1", port, None), watchlist), http=Hasty))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    slow = [socket.create_connection(("127.0.0.1", port)) for _ in range(30)]
    for number, one in enumerate(slow):
        one.sendall(b"GET /log HTTP/1.1\r\nHost: 127" if number % 2 else b"")
    answered = httpx.get(f"http://127.0.0.1:{port}/health", trust_env=False).status_code
    began = time.monotonic()
    ended = [one.settimeout(10) or one.recv(100) for one in slow]
    for one in slow:
        one.close()
    server.should_exit = True
    thread.join(10)

    assert answered == 200
    assert ended == [b""] * 30
    assert time.monotonic() - began < 9


def test_w6_a_body_that_never_ends_is_cut_and_one_that_is_too_long_refused(page):
    assert page.client.post("/review", content=iter([b"x" * 100_000] * 11)).status_code == 413
    assert page.client.get("/health").status_code == 200
    assert BODY == 1_000_000


def test_strangers_learn_no_version_and_no_name(serve):
    page = serve(token=TOKEN)
    for path in ("/health", "/login", "/log", "/api/v1/openapi.json", "/nowhere", "/metrics"):
        answer = page.client.get(path)
        told = f"{answer.text}{answer.headers}".lower().replace("127.0.0.1", "")
        assert not re.search(r"\d+\.\d+\.\d+|uvicorn|fastapi|starlette|sqlite|postgres|python/", told.lower().replace("127.0.0.1", "")), (
            path
        )


def test_i13_a_fault_of_ours_shows_no_trace(store, watchlist):
    app = create_app(store, Door(hosts=frozenset({"127.0.0.1"})), watchlist)
    with store.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE passes RENAME TO gone")

    answer = TestClient(app, base_url="http://127.0.0.1", raise_server_exceptions=False).get("/runs", headers={"accept": "text/html"})

    assert answer.status_code in (500, 503)
    assert "Traceback" not in answer.text
    assert "SELECT" not in answer.text
    assert "beltwatch" in answer.text
