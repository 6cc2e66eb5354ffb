"""What must stand in a text for a pattern to be found in it: words and stems, in the text with all but letters and digits blanked."""

import re
from collections.abc import Iterator

from facts.extract.languages.atoms import atom_end, branches, group_end
from facts.extract.languages.literals import inside

_GAP = re.compile(r"\W+")
_COUNT = re.compile(r"(?:[?*+]|\{\d*(?:,\d*)?\})\??")
_BLANKS = re.compile(r"\[(?:\\u00a0|\\u202f|\\s|[^\w\\^\]-])+\]")  # a class of blanks and marks
_EDGES = frozenset({r"\b", r"(?<!\w)", r"(?!\w)", "^", "$", r"\s", r"\n", r"\W"})
_LOOKS = ("(?!", "(?<!", "(?<=", "(?=")
_CHARACTERS = re.compile(r"\[[\u3400-\u9fff]+\]")
_SHORTEST = 2  # letters, of an alphabet; one Chinese character says as much


def blanked(text: str) -> str:
    """A text in small letters, one blank for whatever stands between words, and one at both ends."""
    return f" {_GAP.sub(' ', text.lower())} "


def footholds(read: str) -> tuple[str, ...]:
    r"""Letters one of which stands in the blanked form of whatever a pattern matches, with the blanks that are sure beside them.

    read     a row's pattern: r"\b(?:Mr )?Smith\b", "[习習]近平".
    returns  (" smith ",); ("近平",); () where nothing is sure.
    """
    found = [_best(branch) for branch in branches(read)]
    return tuple(dict.fromkeys(key for keys in found for key in keys)) if all(found) else ()


def _best(branch: str) -> tuple[str, ...]:
    """The run of letters that tells most, or the runs of a group that do."""
    runs, groups = [""], []
    for atom, count in _atoms(branch):
        sign = _sign(atom, count)
        if sign is not None:
            runs[-1] += sign if sign != " " or not runs[-1].endswith(" ") else ""
            continue
        runs.append("")
        if count[:1] not in ("?", "*", "{"):
            groups.append(_within(atom))
    able = [keys for keys in (*((run,) for run in runs), *groups) if keys and all(map(_tells, keys))]
    return max(able, key=lambda keys: min(map(_weight, keys)), default=())


def _atoms(branch: str) -> Iterator[tuple[str, str]]:
    """The characters, escapes, classes and whole groups of a pattern, each with how often it may stand."""
    at = 0
    while at < len(branch):
        stop = group_end(branch, at) if branch[at] == "(" else atom_end(branch, at)
        count = _COUNT.match(branch, stop)
        yield branch[at:stop], count.group() if count else ""
        at = count.end() if count else stop


def _sign(atom: str, count: str) -> str | None:
    """How a part of a pattern reads in a blanked text: a letter, " " for what is no letter, "" for nothing; None: cannot be told."""
    if atom in _EDGES or _BLANKS.fullmatch(atom):
        return " " if count in ("", "+") else None
    if atom.startswith(_LOOKS):
        return ""
    letter = atom[1] if len(atom) == 2 and atom[0] == "\\" and not atom[1].isalnum() else atom
    if count or len(letter) > 1 or letter == "_" or atom == ".":
        return None
    return letter.lower() if letter.isalnum() else " "


def _within(atom: str) -> tuple[str, ...]:
    """What a group or a class of a pattern cannot do without."""
    if _CHARACTERS.fullmatch(atom):
        return tuple(atom[1:-1])
    return footholds(inside(atom)) if atom[0] == "(" else ()


def _tells(key: str) -> bool:
    letters = key.strip()
    return len(letters) >= _SHORTEST or letters > "\u3000" or (len(letters) == 1 and len(key) > _SHORTEST)


def _weight(key: str) -> int:
    return 2 * len(key.strip()) + len(key)
