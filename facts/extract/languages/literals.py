"""What letters a pattern cannot do without, so that a text which lacks them need not be searched with it."""

import re
from collections.abc import Iterator

from facts.extract.languages.atoms import atom_end, group_end

_COUNT = re.compile(r"[?*]\??|\{0?,\d*\}|\{0\}")
_SETTING = re.compile(r"\?(?:-?[a-z]*:|P<\w+>)")


def must_hold(read: str) -> tuple[str, ...]:
    r"""Letters, in lower case, one of which stands in whatever a pattern matches.

    read     a row's pattern: r"\b(?:Roman )?Golovchenko\b", "[习習]近平".
    returns  ("golovchenko",); () where nothing is sure.
    """
    runs = [_longest(alternative) for alternative in _split(read)]
    return tuple(run for many in runs for run in many) if all(runs) else ()


def _longest(alternative: str) -> tuple[str, ...]:
    """The longest run of letters outside optional parts; failing that, what the first group that must stand holds."""
    runs, groups = [""], []
    for atom, optional in _atoms(alternative):
        if len(atom) == 1 and atom.isalpha() and not optional:
            runs[-1] += atom.lower()
            continue
        runs.append("")
        if atom[0] == "(" and not optional and not atom.startswith(("(?!", "(?<", "(?=")):
            groups.append(must_hold(_SETTING.sub("", atom[1:-1], count=1) if atom[1] == "?" else atom[1:-1]))
    longest = max(runs, key=len)
    # One letter of an alphabet is in every text; one Chinese character is not.
    return (longest,) if len(longest) > 1 or longest > "\u3000" else next(filter(None, groups), ())


def _atoms(read: str) -> Iterator[tuple[str, bool]]:
    """Cut a pattern into letters, classes and whole groups, each with whether it may be missing."""
    at = 0
    while at < len(read):
        stop = group_end(read, at) if read[at] == "(" else atom_end(read, at)
        count = _COUNT.match(read, stop)
        yield read[at:stop], count is not None
        at = count.end() if count else stop


def _split(read: str) -> Iterator[str]:
    """The alternatives of a pattern."""
    start = at = 0
    while at < len(read):
        if read[at] == "|":
            yield read[start:at]
            start = at + 1
        at = group_end(read, at) if read[at] == "(" else atom_end(read, at)
    yield read[start:]
