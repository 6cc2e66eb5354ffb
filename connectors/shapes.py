"""Nodes of a YAML file → frozen dataclasses, with every fault and its line.

The dataclass is the schema: its fields are the keys, its annotations the types, its defaults what may be left out.
Nothing here knows what a source or a metric is; what must hold beyond the types is given as rules.
"""

import difflib
import types
from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, Field, dataclass, field, fields, is_dataclass
from enum import Enum
from functools import cache
from typing import Any, Final, Union, get_args, get_origin, get_type_hints

import yaml

from connectors.errors import Fault
from connectors.scalars import SCALARS, NotThisError

FAULTY: Final = object()
"""Stands for a value that could not be read; its fault is already noted."""

Told = tuple[str, str]
"""What is wrong, and what to do."""

_WRITE_A_LIST = "write a list, each row behind a dash"
_WRITE_KEYS = "write keys with a colon and a value each"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What must hold beyond the types.

    fields     by dataclass and field: asked with the value and its line as soon as that field is read
    wholes     by dataclass: asked once the whole value stands; each answer begins with the field it is about, or ""
    keys       by annotation: the only keys that a mapping of it may have
    completed  by dataclass: adds what follows from the fields that were given
    """

    fields: Mapping[tuple[type, str], Callable[[Any, int], Iterable[Told]]] = field(default_factory=dict)
    wholes: Mapping[type, Callable[[Any], Iterable[tuple[str, str, str]]]] = field(default_factory=dict)
    keys: Mapping[Any, frozenset[str]] = field(default_factory=dict)
    completed: Mapping[type, Callable[[dict[str, Any]], dict[str, Any]]] = field(default_factory=dict)


_hints = cache(get_type_hints)


def nearest(word: str, choices: Iterable[str]) -> str:
    """Say which of ``choices`` was likely meant, as the tail of a sentence; with no likely one, name them all."""
    known = sorted(choices)
    close = difflib.get_close_matches(word, known, n=1, cutoff=0.6)
    return f'did you mean "{close[0]}"?' if close else f"choose from {', '.join(known) or 'nothing: none is known'}"


class Reading:
    """One file being read; ``faults`` collects what is wrong in it."""

    def __init__(self, file: str, rules: Rules) -> None:
        self.file = file
        self.faults: list[Fault] = []
        self._rules = rules

    def fault(self, line: int, what: str, remedy: str) -> object:
        """Note a fault; returns FAULTY for the caller to hand on."""
        self.faults.append(Fault(self.file, line, what, remedy))
        return FAULTY

    def read(self, node: yaml.Node, wanted: Any, name: str) -> Any:
        """Read ``node`` as ``wanted``: a dataclass, enum, scalar, ``tuple[X, ...]``, ``Mapping[str, X]`` or ``X | None``.

        name     what the value is called in a message.
        returns  the value, or FAULTY once at least one fault is noted.
        """
        origin = get_origin(wanted)
        if origin in (Union, types.UnionType):
            inner = next(choice for choice in get_args(wanted) if choice is not type(None))
            return None if _is_null(node) else self.read(node, inner, name)
        if origin is tuple:
            return self._rows(node, get_args(wanted)[0], name)
        if isinstance(origin, type) and issubclass(origin, Mapping):
            return self._mapping(node, wanted, name)
        if wanted not in SCALARS and is_dataclass(wanted):
            return self._record(node, wanted, name)
        return self._scalar(node, wanted, name)

    def _rows(self, node: yaml.Node, wanted: Any, name: str) -> Any:
        if isinstance(node, yaml.MappingNode) and is_dataclass(wanted):
            keyed = self._keyed(node, wanted, name)
            return FAULTY if keyed is FAULTY else tuple(keyed.values())
        if not isinstance(node, yaml.SequenceNode):
            return self.fault(_line(node), f"{name} is a list, not {_looks(node)}", _WRITE_A_LIST)
        read = [self.read(item, wanted, f"row {number} of {name}") for number, item in enumerate(node.value, 1)]
        return FAULTY if FAULTY in read else tuple(read)

    def _mapping(self, node: yaml.Node, wanted: Any, name: str) -> Any:
        if not isinstance(node, yaml.MappingNode):
            return self.fault(_line(node), f"{name} is a mapping, not {_looks(node)}", _WRITE_KEYS)
        inner, allowed = get_args(wanted)[1], self._rules.keys.get(wanted)
        if is_dataclass(inner):
            return self._keyed(node, inner, name)
        read: dict[str, Any] = {}
        for key, value in self._pairs(node, name):
            if allowed is not None and key.value not in allowed:
                read[key.value] = self.fault(_line(key), f'"{key.value}" is no key of {name}', nearest(key.value, allowed))
            else:
                read[key.value] = self.read(value, inner, f"{key.value} of {name}")
        return FAULTY if FAULTY in read.values() else read

    def _keyed(self, node: yaml.MappingNode, wanted: Any, name: str) -> Any:
        """Read rows written as a mapping: each key is the first field, the name or id, of its row."""
        first = fields(wanted)[0].name
        read = {key.value: self._record(value, wanted, f'"{key.value}"', {first: key}) for key, value in self._pairs(node, name)}
        return FAULTY if FAULTY in read.values() else read

    def _pairs(self, node: yaml.MappingNode, name: str) -> list[tuple[yaml.ScalarNode, yaml.Node]]:
        for key, _ in node.value:
            if not isinstance(key, yaml.ScalarNode):
                self.fault(_line(key), f"a key of {name} is {_looks(key)}", "write a plain word before the colon")
        return [(key, value) for key, value in node.value if isinstance(key, yaml.ScalarNode)]

    def _record(self, node: yaml.Node, wanted: Any, name: str, given: Mapping[str, yaml.Node] | None = None) -> Any:
        """Read a mapping as a dataclass; ``given`` are fields that stood before the colon."""
        if not isinstance(node, yaml.MappingNode):
            return self.fault(_line(node), f"{name} has keys, it is not {_looks(node)}", _WRITE_KEYS)
        known = {one.name: one for one in fields(wanted)}
        nodes = {**(given or {}), **{key.value: value for key, value in self._pairs(node, name) if key.value in known}}
        name = _called(nodes.get(next(iter(known))), name)
        begin = _line(next(iter(nodes.values()), node))
        meant = self._unknown_keys(node, known.keys() - nodes.keys(), known, name)
        return self._built(wanted, name, nodes, begin, meant)

    def _unknown_keys(self, node: yaml.MappingNode, free: Iterable[str], known: Iterable[str], name: str) -> set[str]:
        """Note the keys that no field has; return the fields they were likely meant for, so that those do not count as missing too."""
        meant: set[str] = set()
        for key, _ in self._pairs(node, name):
            if key.value not in known:
                self.fault(_line(key), f'"{key.value}" is no key of {name}', nearest(key.value, known))
                meant.update(difflib.get_close_matches(key.value, list(free), n=1))
        return meant

    def _built(self, wanted: Any, name: str, nodes: Mapping[str, yaml.Node], begin: int, meant: set[str]) -> Any:
        hints = _hints(wanted)
        read = {key: self._field(wanted, key, node, hints[key], name) for key, node in nodes.items()}
        missed = meant | {key for key, value in read.items() if value is FAULTY}
        read = self._rules.completed.get(wanted, dict)({key: value for key, value in read.items() if value is not FAULTY})
        lacking = [one.name for one in fields(wanted) if _is_needed(one) and one.name not in read.keys() | missed]
        for key in lacking:
            self.fault(begin, f'{name} lacks "{key}"', f"add {key}: with its value")
        if missed or lacking:
            return FAULTY
        return self._checked(wanted, read, {"": begin} | {key: _line(node) for key, node in nodes.items()})

    def _field(self, owner: Any, key: str, node: yaml.Node, wanted: Any, name: str) -> Any:
        value = self.read(node, wanted, f"{key} of {name}")
        if value == "" and _is_needed(next(one for one in fields(owner) if one.name == key)):
            return self.fault(_line(node), f"{key} of {name} is empty", "write something between the quotation marks")
        rule = self._rules.fields.get((owner, key))
        told = list(rule(value, _line(node))) if rule and value is not FAULTY else []
        for what, remedy in told:
            self.fault(_line(node), f"{name}: {what}", remedy)
        return FAULTY if told else value

    def _checked(self, wanted: Any, read: Mapping[str, Any], lines: Mapping[str, int]) -> Any:
        value = wanted(**read)
        told = list(self._rules.wholes[wanted](value)) if wanted in self._rules.wholes else []
        for key, what, remedy in told:
            self.fault(lines.get(key, lines[""]), what, remedy)
        return FAULTY if told else value

    def _scalar(self, node: yaml.Node, wanted: Any, name: str) -> Any:
        if not isinstance(node, yaml.ScalarNode):
            return self.fault(_line(node), f"{name} is one value, not {_looks(node)}", "write it behind the colon, on one line")
        if _is_null(node):
            return self.fault(_line(node), f"{name} is empty", "write a value behind the colon, or take the line away")
        if issubclass(wanted, Enum):
            choices = {str(member.value): member for member in wanted}
            if node.value in choices:
                return choices[node.value]
            return self.fault(_line(node), f'{name} cannot be "{node.value}"', nearest(node.value, choices))
        try:
            return SCALARS[wanted](node.value)
        except NotThisError as error:
            return self.fault(_line(node), f'{name} cannot be "{node.value}"', str(error))


def _is_needed(one: Field[Any]) -> bool:
    return one.default is MISSING and one.default_factory is MISSING


def _called(first: yaml.Node | None, name: str) -> str:
    """Call a row by its first field, its name or id, where it has one: readers look for "belta-en", not for row 7."""
    return f'"{first.value}"' if isinstance(first, yaml.ScalarNode) and not _is_null(first) else name


def _is_null(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and bool(node.tag == "tag:yaml.org,2002:null")


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1


def _looks(node: yaml.Node) -> str:
    if isinstance(node, yaml.ScalarNode):
        return "empty" if _is_null(node) else f'"{node.value}"'
    return "a list" if isinstance(node, yaml.SequenceNode) else "a mapping"
