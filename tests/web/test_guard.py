"""What is refused before a page sees it."""

from html.parser import HTMLParser

import httpx
import pytest
from starlette.routing import Mount, Route

from web.app import create_app
from web.door import door_of
from web.guard import BODY, OPEN

TOKEN = "a-token-of-enough-letters"


def _paths(store, watchlist):
    app = create_app(store, door_of("127.0.0.1", 1, None), watchlist)
    for route in _flat(app.routes):
        if isinstance(route, Mount):
            yield "GET", f"{route.path}/style.css"
        else:
            for method in route.methods or ():
                yield method, route.path.replace("{number}", "1").replace("{metric}", "exports")


def _flat(routes):
    for route in routes:
        inner = getattr(route, "original_router", None)
        if inner is not None:
            yield from _flat(inner.routes)
        elif isinstance(route, Route | Mount):
            yield route


def test_every_route_asks_for_the_token_but_the_open_ones(serve, store, watchlist):
    page = serve(token=TOKEN)
    walked = list(_paths(store, watchlist))

    for method, path in walked:
        answer = page.client.request(method, path)
        if path in OPEN and method in ("GET", "HEAD"):
            assert answer.status_code == 200, (method, path)
        elif method in ("GET", "HEAD"):
            assert answer.status_code == 401, (method, path)
        else:
            assert answer.status_code == 403, (method, path)
    assert {path for _, path in walked} >= {"/", "/log", "/review", "/api/v1/findings", "/metrics", "/log.atom", "/export/findings"}


def test_a_browser_without_the_token_is_led_to_the_login(serve):
    answer = serve(token=TOKEN).get("/log")

    assert (answer.status_code, answer.headers["location"]) == (303, "/login")


def test_the_token_opens_a_new_session_and_logging_out_ends_it(serve):
    page = serve(token=TOKEN)
    asked = page.get("/login")
    key = asked.text.split('name="form_key" value="', 1)[1].split('"', 1)[0]
    before = page.client.cookies["beltwatch"]

    wrong = page.client.post("/login", data={"form_key": key, "token": "no"}, headers={"accept": "text/html"})
    entered = page.client.post("/login", data={"form_key": key, "token": TOKEN}, headers={"accept": "text/html"})

    assert (wrong.status_code, entered.status_code) == (403, 303)
    assert page.client.cookies["beltwatch"] != before
    assert page.get("/log").status_code == 200
    assert httpx.get(f"{page.base}/log", cookies={"beltwatch": before}, trust_env=False).status_code == 401
    page.post("/logout", {})
    assert page.get("/log").status_code == 303


def test_w6_tries_at_the_token_are_limited(serve):
    page = serve(token=TOKEN)
    key = page.get("/login").text.split('name="form_key" value="', 1)[1].split('"', 1)[0]

    codes = [page.client.post("/login", data={"form_key": key, "token": str(number)}).status_code for number in range(12)]

    assert codes[0] == 403
    assert codes[-1] == 429


@pytest.mark.parametrize("host", ["evil.test", "127.0.0.1", "127.0.0.1:1", "localhost.evil.test:80", ""])
def test_w5_a_foreign_host_name_is_not_answered(page, host):
    assert page.client.get("/log", headers={"host": host}).status_code in (400, 421)


@pytest.mark.parametrize("origin", ["https://evil.test", "null", "http://127.0.0.1:1"])
def test_w4_a_form_from_another_site_changes_nothing(page, origin):
    answer = page.post("/review", {"finding": "F-1", "decision": "accept"}, origin=origin)

    assert answer.status_code == 403
    assert page.store.finding("F-1").state == "new"


def test_w4_a_form_without_its_key_changes_nothing(page):
    answer = page.client.post("/review", data={"finding": "F-1", "decision": "accept"})

    assert answer.status_code == 403
    assert page.store.finding("F-1").state == "new"


def test_w4_reading_changes_nothing(page):
    assert page.get("/review").status_code in (404, 405)
    assert page.get("/undo").status_code in (404, 405)


def test_w6_a_long_body_is_refused_before_it_is_held(page):
    assert page.client.post("/review", content=b"x" * (BODY + 1)).status_code == 413


def test_w7_a_long_address_is_refused(page):
    assert page.get("/log?speaker=" + "x" * 5_000).status_code == 414


def test_w8_every_answer_carries_the_headers(page):
    for path in ("/", "/log", "/nowhere", "/static/style.css", "/api/v1/findings", "/log.atom"):
        headers = page.get(path).headers
        assert "default-src 'none'" in headers["content-security-policy"], path
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-frame-options"] == "DENY"
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["cache-control"] == "no-store"
        assert "server" not in headers
        assert "access-control-allow-origin" not in headers


def test_the_cookie_is_out_of_reach(page):
    given = page.get("/log").headers["set-cookie"]

    assert "HttpOnly" in given
    assert "SameSite=Strict" in given


@pytest.mark.parametrize("wanted", ["//evil.test", "https://evil.test/", "/\\evil.test", "javascript:alert(1)", "", "/log\nx"])
def test_w7_a_decision_leads_back_to_a_page_of_ours_only(page, wanted):
    answer = page.post("/review", {"finding": "F-1", "decision": "watch", "next": wanted})

    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/log?")


@pytest.mark.parametrize("path", ["/static/../app.py", "/static/%2e%2e/app.py", "/finding/../../etc/passwd", "/article/1/../../x"])
def test_w7_no_path_leads_out(page, path):
    assert page.client.get(path).status_code in (404, 401, 307)


def test_w7_words_in_a_filter_are_no_query_of_the_database(page):
    answer = page.get("/log?metric=x' OR '1'='1&speaker=%25'%3B--&verdict=updates")

    assert answer.status_code == 200
    assert "No findings match" in answer.text


class _Elements(HTMLParser):
    def __init__(self):
        super().__init__()
        self.scripts = []

    def handle_starttag(self, tag, attrs):
        if tag == "script":
            self.scripts.append(dict(attrs).get("src"))
        assert not any(name.startswith("on") or name == "style" for name, _ in attrs), (tag, attrs)


def test_no_page_has_a_script_or_a_style_in_it(page):
    for path in ("/", "/log", "/finding/F-1", "/ledger", "/ledger?metric=exports", "/statements", "/articles", "/article/1"):
        elements = _Elements()
        elements.feed(page.get(path).text)
        assert elements.scripts == ["/static/keys.js"], path
