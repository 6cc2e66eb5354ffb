"""The API against its own description: whatever the description allows or forbids is sent, and every answer must be one it names."""

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import CHECKS

from models.rows import Filter
from models.tokens import make_token

TOKEN = "a-token-of-enough-letters"
schemathesis.checks.load_all_checks()
# "since" and "until" take what a sentence says, not a pattern; and the checks that ask again without the token send ours along,
# what strangers are answered is asked of every route in test_guard.
LEFT_OUT = CHECKS.get_by_names(["positive_data_acceptance", "ignored_auth"])
# In an address everything is text, "true" as well: which words a filter takes is asked one by one below.
LEFT_OUT_OF_ADDRESSES = [*LEFT_OUT, *CHECKS.get_by_names(["negative_data_rejection"])]
BOUNDED = settings(max_examples=15, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


CALLS = (
    ("GET", "/api/v1/findings"),
    ("GET", "/api/v1/findings/{number}"),
    ("POST", "/api/v1/reviews"),
    ("GET", "/api/v1/ledger"),
    ("GET", "/api/v1/sources"),
    ("GET", "/api/v1/articles/{number}"),
)


def test_no_call_is_left_out(shown):
    paths = shown.client.get("/api/v1/openapi.json").json()["paths"]

    assert sorted((method.upper(), path) for path, calls in paths.items() for method in calls) == sorted(CALLS)


@pytest.mark.parametrize("mode", list(GenerationMode))
@pytest.mark.parametrize(("method", "path"), CALLS)
def test_every_answer_is_one_the_description_names(serve, store, method, path, mode):
    page = serve(token=TOKEN)
    headers = {"authorization": f"Bearer {make_token(store, 'fuzz', 'review')}"}
    operation = schemathesis.openapi.from_url(f"{page.base}/api/v1/openapi.json", headers=headers)[path][method]

    @BOUNDED
    @given(case=operation.as_strategy(generation_mode=mode))
    def ask(case):
        case.call_and_validate(headers=headers, excluded_checks=LEFT_OUT_OF_ADDRESSES if method == "GET" else LEFT_OUT)

    ask()


def test_the_description_is_kept_from_strangers(serve):
    assert httpx.get(f"{serve(token=TOKEN).base}/api/v1/openapi.json", trust_env=False).status_code == 401


def test_the_description_names_the_token_and_every_refusal(shown):
    described = shown.client.get("/api/v1/openapi.json").json()

    assert described["components"]["securitySchemes"]["token"]["scheme"] == "bearer"
    for path, calls in described["paths"].items():
        for call in calls.values():
            assert set(call["responses"]) >= {"200", "401", "403", "413", "421", "422", "429"}, path


def test_the_api_page_tells_every_call_and_loads_nothing_from_elsewhere(shown):
    text = shown.get("/api").text
    described = shown.client.get("/api/v1/openapi.json").json()

    assert [path for path in described["paths"] if f"<code>{path}</code>" not in text] == []
    assert "http" not in text.replace(shown.base, "")


def test_a_page_of_the_api_is_bounded(shown):
    assert shown.client.get("/api/v1/findings", params={"limit": 1_001}).status_code == 422
    assert len(shown.client.get("/api/v1/findings", params={"limit": 1}).json()) == 1


@pytest.mark.parametrize(
    "wanted",
    [
        {"speaker": "'; DROP TABLE findings; --"},
        {"source": "new' OR '1'='1"},
        {"camp": "%"},
        {"metric": "exports\x00"},
        {"lang": "en", "source": '" OR 1=1 --'},
    ],
)
def test_a_filter_is_a_value_never_a_command(shown, wanted):
    everything = len(shown.store.findings(Filter()))

    assert shown.client.get("/api/v1/findings", params=wanted).json() == []
    assert len(shown.store.findings(Filter())) == everything
