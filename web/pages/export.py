"""Export: the log as files, by the same filters."""

import json
from collections.abc import Iterator

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse, StreamingResponse

from difflog.export import csv_lines, jsonl
from models.rows import Row
from web.desk import At
from web.filters import WantedRows

router = APIRouter(include_in_schema=False)
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
    rows = desk.store.findings(wanted.filter)
    name = f"beltwatch-findings.{shape}"
    return StreamingResponse(
        _lines(rows, shape), media_type=_TYPES[shape], headers={"content-disposition": f'attachment; filename="{name}"'}
    )


def _lines(rows: list[Row], shape: str) -> Iterator[str]:
    if shape == "json":
        yield json.dumps([row.as_json() for row in rows], ensure_ascii=False)
        return
    plain = (row.as_json() for row in rows)
    for line in csv_lines(plain) if shape == "csv" else map(jsonl, plain):
        yield line + "\n"
