"""Help: what the words of the log and the keys mean; and the API, call by call."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from difflog.glossary import LEVELS, STATES, VERDICTS
from difflog.text import SIGNS
from web.desk import At

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True)
class Call:
    """One call of the API; a field has a name, a kind and a sentence."""

    method: str
    path: str
    told: str
    fields: list[tuple[str, str, str]]
    answers: list[tuple[str, str]]
    example: str


@router.get("/help")
def explain(request: Request, desk: At) -> HTMLResponse:
    """What the words and keys mean."""
    return desk.page(request, "help.html", title="Help", levels=LEVELS, verdicts=VERDICTS, states=STATES, signs=SIGNS)


@router.get("/api")
def api(request: Request, desk: At) -> HTMLResponse:
    """The API in the words of its own description; nothing of this page comes from elsewhere."""
    described: dict[str, Any] = request.app.openapi()
    base = f"{request.url.scheme}://{request.headers['host']}"
    return desk.page(request, "api.html", title="API", version=described["openapi"], calls=list(_calls(described, base)))


def _calls(described: Mapping[str, Any], base: str) -> Iterator[Call]:
    for path, methods in described["paths"].items():
        for method, call in methods.items():
            yield Call(
                method.upper(),
                path,
                call.get("description", call.get("summary", "")),
                [*_parameters(call), *_body(described, call)],
                [(code, answer["description"].rstrip(".")) for code, answer in call["responses"].items()],
                _example(base, method, path),
            )


def _parameters(call: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    for one in call.get("parameters", ()):
        yield one["name"], _kind(one["schema"]), one.get("description", "")


def _body(described: Mapping[str, Any], call: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    for content in call.get("requestBody", {}).get("content", {}).values():
        schema = described["components"]["schemas"][content["schema"]["$ref"].rpartition("/")[2]]
        for name, field in schema["properties"].items():
            yield name, _kind(field), "needed" if name in schema.get("required", ()) else field.get("description", "")


def _kind(schema: Mapping[str, Any]) -> str:
    """A schema in a few words: "number", "one of accept, reject", "list of text"."""
    if "anyOf" in schema:
        return _kind(next(one for one in schema["anyOf"] if one.get("type") != "null"))
    if "enum" in schema:
        return "one of " + ", ".join(schema["enum"])
    if schema.get("type") == "array":
        return f"list of {_kind(schema['items'])}"
    names = {"integer": "number", "string": "text"}
    return {"date": "day", "date-time": "moment"}.get(schema.get("format", ""), names.get(schema.get("type", ""), "value"))


def _example(base: str, method: str, path: str) -> str:
    address = f"{base}{path.replace('/findings/{number}', '/findings/F-1').replace('{number}', '1')}"
    head = "curl -H 'Authorization: Bearer TOKEN'"
    if method == "post":
        body = '{"findings": ["F-1"], "decision": "reject", "reason": "unit", "by": "Anna"}'
        return f"{head} -H 'Content-Type: application/json' -d '{body}' {address}"
    return f"{head} {address}"
