"""Every fault of the list in docs/faults.md has a test, and the test says which fault it is about."""

import ast
import re
from functools import cache

import pytest

from tests.docs.conftest import ROOT

PAGE = (ROOT / "docs/faults.md").read_text(encoding="utf-8")
ROWS = {match["code"]: match["rest"] for match in re.finditer(r"^\| (?P<code>[A-Z]\d+) \| (?P<rest>.+) \|$", PAGE, re.MULTILINE)}
_LIST = re.search(r"^Codes: (.+)\.$", PAGE, re.MULTILINE)


def listed():
    """Every code of the list, whose stretches are written as N1–N10."""
    assert _LIST
    for letter, last in re.findall(r"([A-Z])1–\1(\d+)", _LIST[1]):
        yield from (f"{letter}{number}" for number in range(1, int(last) + 1))


def proofs(code):
    """The tests a row names: file and function."""
    return re.findall(r"`(tests/[\w/]+\.py)::(test_\w+)`", ROWS[code].rpartition(" | ")[2])


@cache
def told(file):
    """What each test of a file says of itself, its cases and the file's description included."""
    source = (ROOT / file).read_text(encoding="utf-8")
    module = ast.parse(source)
    tests = [node for node in module.body if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")]
    around = [node for node in module.body if not isinstance(node, ast.FunctionDef)]
    cases = {ast.unparse(name): ast.get_source_segment(source, node) for node in around for name in getattr(node, "targets", ())}
    return {node.name: _words(node, source, cases, ast.get_docstring(module) or "") for node in tests}


def _words(test, source, cases, description):
    decorators = "\n".join(ast.get_source_segment(source, one) or "" for one in test.decorator_list)
    named = "\n".join(text or "" for name, text in cases.items() if re.search(rf"\b{name}\b", decorators))
    return f"{test.name}\n{ast.get_docstring(test) or ''}\n{decorators}\n{named}\n{description}"


def test_every_code_of_the_list_has_a_row_and_every_row_a_code():
    assert list(ROWS) == list(listed())
    assert len(ROWS) == 124 + 17


@pytest.mark.parametrize("code", ROWS)
def test_every_fault_has_a_test_that_is_there_and_at_least_one_that_names_it(code):
    found = proofs(code)

    assert found, f"{code} has no test"
    gone = [f"{file}::{test}" for file, test in found if not (ROOT / file).exists() or test not in told(file)]
    assert not gone
    naming = re.compile(rf"\b{code}\b|_{code.lower()}_")
    assert any(naming.search(told(file)[test]) for file, test in found), f"no test names {code}"


def test_no_test_names_a_fault_that_is_not_in_the_list():
    names = {name for file in ROOT.glob("tests/**/test_*.py") for name in told(str(file.relative_to(ROOT)))}
    codes = {code.upper() for name in names for code in re.match(r"test_((?:[nhfpdcsaowli]\d+_)*)", name)[1].split("_") if code}

    assert codes <= set(listed())
