"""What letters a pattern cannot do without, so that a text which lacks them need not be searched with it."""

import re
from collections.abc import Iterator

from facts.extract.languages.atoms import atom_end, branches, group_end

_COUNT = re.compile(r"[?*]\??|\{0?,\d*\}|\{0\}")
_LOOKS = ("(?!", "(?<", "(?=")
_SETTING = re.compile(r"\?(?:-?[a-z]*:|P<\w+>)")


def must_hold(read: str) -> tuple[str, ...]:
    r"""Letters, in lower case, one of which stands in whatever a pattern matches.

    read     a row's pattern: r"\b(?:Roman )?Golovchenko\b", "[习習]近平".
    returns  ("golovchenko",); () where nothing is sure.
    """
    runs = [_longest(alternative) for alternative in branches(read)]
    return tuple(run for many in runs for run in many) if all(runs) else ()


def alternatives(read: str) -> Iterator[str]:
    r"""Patterns that together match what ``read`` matches, each with fewer ways to do so.

    returns  r"\b(?:Minsk)\b" and r"\b(?:Brest)\b" for r"\b(?:Minsk|Brest)\b": the first group that must stand is opened, no further one
    """
    for one in branches(read):
        groups = ((start, stop) for start, stop, optional in _places(one) if one[start] == "(" and not optional)
        group = next((each for each in groups if not one.startswith(_LOOKS, each[0])), None)
        if group is None or one.startswith("(?-", group[0]):
            yield one
            continue
        start, stop = group
        yield from (f"{one[:start]}(?:{each}){one[stop:]}" for each in branches(inside(one[start:stop])))


def all_of(read: str) -> frozenset[str]:
    r"""Letters, in lower case, all of which stand in whatever a pattern with one alternative matches.

    returns  {"brest", "region"} for r"\bBrest region\b"; nothing where the pattern has several alternatives
    """
    if len(list(branches(read))) > 1:
        return frozenset()
    runs, inner = [""], frozenset[str]()
    for atom, optional in _atoms(read):
        if len(atom) == 1 and atom.isalpha() and not optional:
            runs[-1] += atom.lower()
            continue
        runs.append("")
        if _must_stand(atom) and not optional:
            inner |= all_of(inside(atom))
    return inner.union(filter(None, runs))


def _longest(alternative: str) -> tuple[str, ...]:
    """The longest run of letters outside optional parts; where that is short or none, the longer ones of a group that must stand."""
    runs, groups = [""], []
    for atom, optional in _atoms(alternative):
        if len(atom) == 1 and atom.isalpha() and not optional:
            runs[-1] += atom.lower()
            continue
        runs.append("")
        if _must_stand(atom) and not optional:
            groups.append(must_hold(inside(atom)))
    longest = max(runs, key=len)
    # One letter of an alphabet is in every text, and two in most; one Chinese character is not.
    if len(longest) > 2 or longest > "\u3000":
        return (longest,)
    sure = [(longest,)] if len(longest) > 1 else []
    return max([*sure, *filter(None, groups)], key=lambda group: min(map(len, group)), default=())


def _must_stand(atom: str) -> bool:
    return atom[0] == "(" and not atom.startswith(_LOOKS)


def inside(group: str) -> str:
    """A group without its brackets."""
    return _SETTING.sub("", group[1:-1], count=1) if group[1] == "?" else group[1:-1]


def _atoms(read: str) -> Iterator[tuple[str, bool]]:
    """Cut a pattern into letters, classes and whole groups, each with whether it may be missing."""
    return ((read[start:stop], optional) for start, stop, optional in _places(read))


def _places(read: str) -> Iterator[tuple[int, int, bool]]:
    """Where each letter, class and whole group of a pattern begins and ends, and whether it may be missing."""
    at = 0
    while at < len(read):
        stop = group_end(read, at) if read[at] == "(" else atom_end(read, at)
        count = _COUNT.match(read, stop)
        yield at, stop, count is not None
        at = count.end() if count else stop
