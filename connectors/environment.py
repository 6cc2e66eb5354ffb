"""Where each setting was written: the variables around us and the lines of .env."""

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from connectors.errors import Fault
from connectors.nodes import read_text
from connectors.shapes import nearest

PREFIX = "BELTWATCH_"

_LINE = re.compile(r"\s*(?:export\s+)?(?P<name>[A-Za-z_][A-Za-z0-9_]*)\s*=\s*(?P<value>.*)")
_QUOTED = re.compile(r"""(["'])(?:\\.|(?!\1).)*\1\s*(?:#.*)?$""")


@dataclass(frozen=True, slots=True)
class Places:
    """Every variable of ours that was found.

    known    names of the settings, in small letters and without the prefix
    around   variables of the process, by setting
    lines    lines of .env, by setting
    legible  whether .env can be read at all, or is not there
    """

    dotenv: Path
    known: frozenset[str]
    around: Mapping[str, str]
    lines: Mapping[str, int]
    faults: list[Fault] = field(default_factory=list)
    legible: bool = True

    @classmethod
    def read(cls, dotenv: Path, known: frozenset[str]) -> "Places":
        """Look at the process and, where there is one, at .env."""
        around = {_setting(name): name for name, value in os.environ.items() if value and name.upper().startswith(PREFIX)}
        lines: dict[str, int] = {}
        faults: list[Fault] = []
        text: str | None = ""
        if dotenv.is_file():
            text, faults = read_text(dotenv)
            for number, name in _assignments(text or "", dotenv.name, faults):
                if name.upper().startswith(PREFIX):
                    lines[_setting(name)] = number
        return cls(dotenv, known, around, lines, faults, text is not None)

    def of(self, setting: str) -> tuple[str, int]:
        """Return the place that a fault of ``setting`` names: .env and its line, unless the process has the variable, whose value wins."""
        if setting in self.around or setting not in self.lines:
            return "environment", 0
        return self.dotenv.name, self.lines[setting]


def wrong_names(places: Places) -> Iterator[Fault]:
    """Find variables that look like ours and are none: a typo would otherwise leave the default in force without a word."""
    names = [PREFIX + setting.upper() for setting in places.known]
    for setting in sorted({*places.around, *places.lines} - places.known):
        file, line = places.of(setting)
        yield Fault(file, line, f"{PREFIX}{setting.upper()} is no setting", nearest(PREFIX + setting.upper(), names))


def wrong_permissions(places: Places, secret: frozenset[str]) -> Iterator[Fault]:
    """Refuse secrets from a .env that other users may read or write."""
    held = sorted(secret & places.lines.keys())
    if not held or os.name != "posix":
        return
    if places.dotenv.stat().st_mode & 0o077:
        names = ", ".join(f"{PREFIX}{name.upper()}" for name in held)
        yield Fault(places.dotenv.name, places.lines[held[0]], f"it holds {names} and other users may read or write it", "chmod 600 .env")


def _setting(name: str) -> str:
    return name.upper().removeprefix(PREFIX).lower()


def _assignments(text: str, file: str, faults: list[Fault]) -> Iterator[tuple[int, str]]:
    """Yield line and name of each assignment; a line that is none is noted, for the reader of values would skip it silently."""
    rows = iter(enumerate(text.splitlines(), 1))
    for number, row in rows:
        found = _LINE.match(row)
        if found is None:
            if row.strip() and not row.lstrip().startswith("#"):
                faults.append(Fault(file, number, "this line is no NAME=value", "write one, or begin it with #"))
            continue
        yield number, found["name"]
        _skip_rest(found["value"], rows)


def _skip_rest(value: str, rows: Iterator[tuple[int, str]]) -> None:
    """Go past the further lines of a value whose quotation mark is still open."""
    if value[:1] not in ("'", '"') or _QUOTED.match(value):
        return
    for _, row in rows:
        value += row
        if _QUOTED.match(value):
            return
