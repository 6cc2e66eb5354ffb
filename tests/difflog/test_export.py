"""Findings for other programs."""

import csv
import io
import json

import pytest

from difflog.export import cell, csv_lines, jsonl


@pytest.mark.parametrize("text", ["=1+1", "+375 17", "-5", "@sum", "\tx", "\rx"])
def test_o10_a_cell_that_begins_like_a_formula_is_text(text):
    assert cell(text) == "'" + text


@pytest.mark.parametrize(
    ("value", "shown"), [(None, ""), ("89亿美元", "89亿美元"), (5, "5"), (True, "true"), ({"id": "B-01"}, '{"id": "B-01"}')]
)
def test_other_values_are_written_plainly(value, shown):
    assert cell(value) == shown


def test_csv_reads_back_with_its_header():
    rows = [{"id": "F-1", "summary": 'a "b", c\nd'}, {"id": "F-2", "summary": "=x"}]

    read = list(csv.DictReader(io.StringIO("\n".join(csv_lines(rows)))))

    assert read == [{"id": "F-1", "summary": 'a "b", c\nd'}, {"id": "F-2", "summary": "'=x"}]


def test_a_row_is_one_line_of_json_whatever_stands_in_it():
    line = jsonl({"text": "строка\nдва 中文 \u2028"})

    assert "\n" not in line
    assert json.loads(line) == {"text": "строка\nдва 中文 \u2028"}
