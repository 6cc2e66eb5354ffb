"""Findings for other programs: one JSON object a line, or CSV that no spreadsheet takes for formulas."""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


def jsonl(row: Mapping[str, Any]) -> str:
    """One row as JSON without a line break; Cyrillic and Chinese stay as they are."""
    return json.dumps(row, ensure_ascii=False, separators=(",", ":"))


def csv_lines(rows: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Rows as CSV lines, the header first; nested values as JSON. A row without a key another has leaves it empty."""
    kept = list(rows)
    keys = list(dict.fromkeys(key for row in kept for key in row))
    if keys:
        yield _csv(keys)
    for row in kept:
        yield _csv([cell(row.get(key)) for key in keys])


def cell(value: Any) -> str:
    """One value for a spreadsheet: a text that begins like a formula gets a quote before it."""
    if value is None:
        return ""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return f"'{text}" if text.startswith(_FORMULA_SIGNS) else text


def _csv(values: list[str]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="").writerow(values)
    return line.getvalue()
