"""Tokens of the API: hashed, scoped, in a header only."""

import pytest

from models.errors import StoreError
from models.tokens import make_token, tokens, withdraw_token

PAGE_TOKEN = "a-token-of-enough-letters"


def _with(token):
    return {"authorization": f"Bearer {token}"}


def test_a_reading_token_reads_and_does_not_decide(serve, store):
    page = serve(token=PAGE_TOKEN)
    token = make_token(store, "dashboard", "read")

    read = page.client.get("/api/v1/findings", headers=_with(token))
    decided = page.client.post("/api/v1/reviews", json={"findings": ["F-1"], "decision": "accept"}, headers=_with(token))

    assert (read.status_code, decided.status_code) == (200, 403)
    assert store.finding("F-1").state == "new"


def test_a_reviewing_token_decides(serve, store):
    token = make_token(store, "desk", "review")

    answer = serve(token=PAGE_TOKEN).client.post(
        "/api/v1/reviews", json={"findings": ["F-1"], "decision": "reject", "reason": "unit", "by": "desk"}, headers=_with(token)
    )

    assert answer.status_code == 200
    assert answer.json()[0]["state"] == "rejected"


def test_the_page_s_own_token_may_do_both(serve, store):
    client = serve(token=PAGE_TOKEN).client

    assert client.get("/api/v1/sources", headers=_with(PAGE_TOKEN)).status_code == 200
    assert client.post("/api/v1/reviews", json={"findings": ["F-1"], "decision": "watch"}, headers=_with(PAGE_TOKEN)).status_code == 200


@pytest.mark.parametrize("token", ["wrong", "a" * 200])
def test_an_unknown_token_reaches_nothing(serve, token):
    assert serve(token=PAGE_TOKEN).client.get("/api/v1/findings", headers=_with(token)).status_code == 401


def test_a_token_is_no_login_for_the_pages(serve, store):
    token = make_token(store, "dashboard", "review")

    assert serve(token=PAGE_TOKEN).get("/log", **_with(token)).status_code == 403


def test_a_token_in_the_address_counts_for_nothing(serve, store):
    token = make_token(store, "dashboard", "read")

    assert serve(token=PAGE_TOKEN).client.get(f"/api/v1/findings?token={token}").status_code == 401


def test_only_the_hash_is_kept(store):
    token = make_token(store, "dashboard", "read")

    with store.reading() as connection:
        dump = str(connection.exec_driver_sql("SELECT * FROM settings").fetchall())
    assert token not in dump
    assert tokens(store) == [("dashboard", "read")]


def test_a_token_withdrawn_is_worthless(serve, store):
    page = serve(token=PAGE_TOKEN)
    token = make_token(store, "dashboard", "read")

    assert withdraw_token(store, "dashboard")
    assert not withdraw_token(store, "dashboard")
    assert page.client.get("/api/v1/findings", headers=_with(token)).status_code == 401


def test_one_token_a_name_and_only_known_scopes(store):
    make_token(store, "dashboard", "read")

    with pytest.raises(StoreError, match="dashboard"):
        make_token(store, "dashboard", "read")
    with pytest.raises(StoreError, match="no scope"):
        make_token(store, "other", "everything")
