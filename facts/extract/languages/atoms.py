"""Walking through a pattern of a table: where an atom ends, and where a group does."""

import re

_ATOM = re.compile(r"\\.|\[(?:\\.|[^\]\\])+\]|[^\\\[]", re.DOTALL)


def atom_end(read: str, at: int) -> int:
    """Where the character, escape or class at ``at`` ends."""
    match = _ATOM.match(read, at)
    return match.end() if match else at + 1


def group_end(read: str, at: int) -> int:
    """Where the group that opens at ``at`` is closed; the end of the pattern where it is not."""
    depth = 0
    while at < len(read):
        depth += (read[at] == "(") - (read[at] == ")")
        at = atom_end(read, at)
        if depth == 0:
            return at
    return at
