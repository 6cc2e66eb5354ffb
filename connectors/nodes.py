"""YAML text → nodes that still know their lines, with what is wrong in the writing itself."""

from collections.abc import Iterator
from pathlib import Path

import yaml

from connectors.errors import Fault

_LIMIT_BYTES = 4_000_000
_LIMIT_DEPTH = 40


def read_nodes(file: Path) -> tuple[yaml.Node | None, list[Fault]]:
    """Read one YAML file as nodes.

    file     the path; its name, not its folder, stands in the faults.
    returns  the top node and the faults of the writing; the node is None where the file cannot be read on.
    """
    text, faults = read_text(file)
    if text is None:
        return None, faults
    faults = list(_faults_of_writing(text, file.name))
    if faults:
        return None, faults
    node = yaml.compose(text, Loader=yaml.CSafeLoader)
    if node is None:
        return None, [Fault(file.name, 1, "the file is empty", "write its first key, or take the file that ships with the project")]
    return node, list(_doubled_keys(node, file.name))


def read_text(file: Path) -> tuple[str | None, list[Fault]]:
    """Read a hand-written file as UTF-8; None and one fault where that cannot be done."""
    try:
        with file.open("rb") as stream:
            raw = stream.read(_LIMIT_BYTES + 1)
    except FileNotFoundError:
        return None, [Fault(file.name, 0, f"there is no such file in {file.parent}", "write it, or name another place")]
    except OSError as error:
        return None, [Fault(file.name, 0, f"it cannot be read ({error.strerror})", f"let this user read {file}")]
    if len(raw) > _LIMIT_BYTES:
        return None, [Fault(file.name, 0, "it is larger than 4 MB", "a file edited by hand is not; look what was put there")]
    try:
        return raw.decode("utf-8-sig"), []
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        return None, [Fault(file.name, line, f"byte {raw[error.start]:#04x} is not UTF-8", "save the file as UTF-8")]


def _faults_of_writing(text: str, name: str) -> Iterator[Fault]:
    """Find syntax errors, and the aliases and depth that could make a small file an endless tree."""
    depth = 0
    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            line = event.start_mark.line + 1 if event.start_mark else 0
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if isinstance(event, yaml.AliasEvent):
                yield Fault(name, line, f"*{event.anchor} is an alias", "write the row out; aliases are not read here")
            if depth > _LIMIT_DEPTH:
                yield Fault(name, line, f"rows are nested more than {_LIMIT_DEPTH} deep", "close the brackets before this line")
                return
            if isinstance(event, yaml.DocumentStartEvent) and event.explicit and line > 1 and _has_content_before(text, line):
                yield Fault(name, line, "a second document begins here", "take the --- away; one file holds one document")
    except yaml.MarkedYAMLError as error:
        yield _syntax_fault(error, name)
    except yaml.YAMLError as error:
        yield Fault(name, 1, f"this is no YAML: {error}", "take out the characters that cannot be printed")


def _has_content_before(text: str, line: int) -> bool:
    before = text.splitlines()[: line - 1]
    return any(row.strip() and not row.lstrip().startswith(("#", "%")) for row in before)


def _syntax_fault(error: yaml.MarkedYAMLError, name: str) -> Fault:
    mark = error.problem_mark or error.context_mark
    line = mark.line + 1 if mark else 1
    context = error.context_mark if error.context else None
    began = f" ({error.context}, begun on line {context.line + 1})" if context else ""
    remedy = "look at the indent, the colon and the quotation marks of this line and the one above"
    return Fault(name, line, f"this is no YAML: {error.problem}{began}", remedy)


def _doubled_keys(node: yaml.Node, name: str) -> Iterator[Fault]:
    """Find keys written twice in one mapping: YAML would keep the last and drop the first without a word."""
    if isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _doubled_keys(item, name)
    if isinstance(node, yaml.MappingNode):
        first: dict[str, int] = {}
        for key, value in node.value:
            line = key.start_mark.line + 1
            if isinstance(key, yaml.ScalarNode) and first.setdefault(key.value, line) != line:
                yield Fault(name, line, f'"{key.value}" stands here again after line {first[key.value]}', "keep one of the two")
            yield from _doubled_keys(value, name)
