"""Export: the log as files, by the same filters."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse, StreamingResponse

from difflog.export import csv_lines, jsonl
from models.rows import STATEMENT_KEYS, Filter, Row
from web.desk import At, Desk
from web.filters import WantedRows

router = APIRouter(include_in_schema=False)
SIZE = 500  # rows read at a time
_TYPES = {"csv": "text/csv; charset=utf-8", "jsonl": "application/jsonl; charset=utf-8", "json": "application/json"}


@router.get("/export")
def export(request: Request, desk: At) -> HTMLResponse:
    """What can be taken along, and in which forms."""
    return desk.page(request, "export.html", title="Export")


@router.get("/export/findings")
def findings(desk: At, wanted: WantedRows, shape: str = "csv") -> StreamingResponse:
    """The findings of a filter as CSV that no spreadsheet takes for formulas, as JSONL, or as one JSON list."""
    if shape not in _TYPES:
        raise HTTPException(422, f"{shape!r} is no form of export; use csv, jsonl or json.")
    name = f"beltwatch-findings.{shape}"
    return StreamingResponse(
        _lines(_all(desk, wanted.filter), shape),
        media_type=_TYPES[shape],
        headers={"content-disposition": f'attachment; filename="{name}"'},
    )


def _all(desk: Desk, wanted: Filter) -> Iterator[Row]:
    """Every finding of a filter, read page by page, so that a large export holds no memory and begins at once."""
    rows = desk.store.findings(wanted, SIZE)
    while rows:
        yield from rows
        rows = desk.store.findings(replace(wanted, before=rows[-1].number), SIZE) if len(rows) == SIZE else []


def _lines(rows: Iterable[Row], shape: str) -> Iterator[str]:
    plain = (row.as_json() for row in rows)
    if shape == "json":
        yield "["
        for number, row in enumerate(plain):
            yield ("," if number else "") + json.dumps(row, ensure_ascii=False)
        yield "]"
        return
    for line in _csv(plain) if shape == "csv" else map(jsonl, plain):
        yield line + "\n"


def _csv(plain: Iterator[dict[str, Any]]) -> Iterator[str]:
    """A header of all keys there can be, so that it need not be known first which rows will come."""
    empty = dict.fromkeys(STATEMENT_KEYS)
    first = next(plain, None)
    if first is None:
        return
    header, line, *_ = csv_lines([empty | first])
    yield from (header, line)
    for row in plain:
        yield list(csv_lines([empty | row]))[1]
