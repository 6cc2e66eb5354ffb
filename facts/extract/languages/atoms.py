"""Walking through a pattern of a table: where an atom ends, where a group does, and where one alternative stops."""

import re
from collections.abc import Iterator

_ATOM = re.compile(r"\\.|\[(?:\\.|[^\]\\])+\]|[^\\\[]", re.DOTALL)

_SIGNS = re.compile(r"\\.|\[(?:\\.|[^\]\\])+\]|[()|]", re.DOTALL)  # what may be a bracket or a bar, and what only looks like one


def atom_end(read: str, at: int) -> int:
    """Where the character, escape or class at ``at`` ends."""
    match = _ATOM.match(read, at)
    return match.end() if match else at + 1


def group_end(read: str, at: int) -> int:
    """Where the group that opens at ``at`` is closed; the end of the pattern where it is not."""
    depth = 0
    for sign in _SIGNS.finditer(read, at):
        depth += (sign[0] == "(") - (sign[0] == ")")
        if depth == 0:
            return sign.end()
    return len(read)


def branches(read: str) -> Iterator[str]:
    """The alternatives of a pattern."""
    start = depth = 0
    for sign in _SIGNS.finditer(read):
        depth += (sign[0] == "(") - (sign[0] == ")")
        if sign[0] == "|" and depth == 0:
            yield read[start : sign.start()]
            start = sign.end()
    yield read[start:]
