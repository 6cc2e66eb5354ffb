"""XML that is plainly well-formed → elements, in Python alone: no parser written in C sees a stranger's bytes here.

Stricter than XML: what a feed hardly ever has – a document type, entities of its own, namespaces declared further down –
is refused, and so is everything ill-formed. One pass in linear time; whoever wants more goes to a real parser in a child.
"""

import re
from collections.abc import Iterator

_NAME = r"[A-Za-z_][\w.-]*+(?::[A-Za-z_][\w.-]*+)?+"
_ATTRIBUTES = rf"""(?:\s++{_NAME}\s*+=\s*+(?:"[^<"]*+"|'[^<']*+'))*+"""
_CDATA = r"<!\[CDATA\[(?P<{}>(?:[^\]]++|\](?!\]>))*+)\]\]>"
# Most elements hold one piece of text and nothing else, and are taken whole.
_TOKEN = re.compile(
    rf"""(?P<text>[^<]++)
    |<(?P<leaf>{_NAME})(?P<its>{_ATTRIBUTES})\s*+>(?:(?P<words>[^<]*+)|{_CDATA.format("raw")})</(?P=leaf)\s*+>
    |<(?P<close>/?+)(?P<name>{_NAME})(?P<attributes>{_ATTRIBUTES})\s*+(?P<empty>/?+)>
    |{_CDATA.format("cdata")}
    |<!--(?:[^-]++|-[^-])*+-->
    |<\?(?!xml[\s?]).*?\?>""",
    re.DOTALL | re.ASCII | re.VERBOSE,
)
_PAIR = re.compile(rf"""({_NAME})\s*+=\s*+(?:"([^<"]*+)"|'([^<']*+)')""", re.ASCII)
_REFERENCE = re.compile(r"&(?:#([0-9]{1,7})|#x([0-9a-fA-F]{1,6})|(lt|gt|amp|quot|apos));")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"', "apos": "'"}
_BLANKS = str.maketrans("\t\n", "  ")
_DEEPEST = 12


class NotPlainError(Exception):
    """It has to be read another way."""


class Element:
    """An element.

    name        as it is written: "dc:date"
    tag         with its namespace: "{http://purl.org/dc/elements/1.1/}date"
    attributes  by their names as written
    words       all its text that stands in no child
    """

    __slots__ = ("attributes", "children", "name", "tag", "words")

    def __init__(self, name: str, tag: str, attributes: dict[str, str], words: str = "") -> None:
        self.name = name
        self.tag = tag
        self.attributes = attributes
        self.children: list[Element] = []
        self.words = words

    def all(self, tag: str) -> Iterator["Element"]:
        """Its children of that tag, in order."""
        return (child for child in self.children if child.tag == tag)


def read_elements(text: str) -> Element:
    """Read ``text``, a document without its declaration, and return its root.

    raises  NotPlainError
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    reading, end = _Reading(), 0
    for token in _TOKEN.finditer(text):
        if token.start() != end:
            raise NotPlainError
        end = token.end()
        reading.take(token)
    if end != len(text):
        raise NotPlainError
    return reading.root()


class _Reading:
    """The elements that are open, and the namespaces of the root."""

    def __init__(self) -> None:
        self._top = Element("", "", {})
        self._open = [self._top]
        self._tags: dict[str, str] = {}
        self._spaces: dict[str, str] = {}

    def take(self, token: re.Match[str]) -> None:
        kind = token.lastgroup
        if kind == "words":
            self._add(token["leaf"], token["its"], unescaped(token["words"]))
        elif kind == "raw":
            self._add(token["leaf"], token["its"], token["raw"])
        elif kind == "text":
            self._open[-1].words += unescaped(token[0])
        elif kind == "cdata":
            self._open[-1].words += token["cdata"]
        elif kind and token["close"]:
            self._end(token)
        elif kind:
            self._begin(token)

    def root(self) -> Element:
        if len(self._open) > 1 or len(self._top.children) != 1 or self._top.words.strip():
            raise NotPlainError
        return self._top.children[0]

    def _add(self, name: str, written: str, words: str = "") -> Element:
        attributes = self._attributes(written) if written else {}
        element = Element(name, self._tags.get(name) or self._tag(name), attributes, words)
        self._open[-1].children.append(element)
        return element

    def _begin(self, token: re.Match[str]) -> None:
        element = self._add(token["name"], token["attributes"])
        if not token["empty"]:
            self._open.append(element)
            if len(self._open) > _DEEPEST:
                raise NotPlainError

    def _end(self, token: re.Match[str]) -> None:
        if token["attributes"] or token["empty"] or self._open.pop().name != token["name"]:
            raise NotPlainError

    def _attributes(self, written: str) -> dict[str, str]:
        pairs = [(name, _value(double or single)) for name, double, single in _PAIR.findall(written)]
        attributes = dict(pairs)
        if len(attributes) != len(pairs):
            raise NotPlainError
        if not self._top.children:
            spaces = [name for name in attributes if name.partition(":")[0] == "xmlns"]
            self._spaces = {name.partition(":")[2]: attributes.pop(name) for name in spaces}
        prefixes = {name.partition(":")[0] for name in attributes if ":" in name}
        if "xmlns" in attributes or not prefixes <= {"xml", *self._spaces} - {"xmlns"}:
            raise NotPlainError
        return attributes

    def _tag(self, name: str) -> str:
        prefix, colon, local = name.rpartition(":")
        space = self._spaces.get(prefix, "")
        if colon and not space:
            raise NotPlainError
        tag = self._tags[name] = f"{{{space}}}{local}" if space else local
        return tag


def _value(written: str) -> str:
    return unescaped(written.translate(_BLANKS)) if written else ""


def unescaped(words: str) -> str:
    """Tell the references in ``words``; raises NotPlainError for a bare &, and for one that XML itself does not define."""
    if "]]>" in words:
        raise NotPlainError
    if "&" not in words:
        return words
    told, references = _REFERENCE.subn(_character, words)
    if references != words.count("&"):
        raise NotPlainError
    return told


def _character(reference: re.Match[str]) -> str:
    decimal, hexadecimal, name = reference.groups()
    if name:
        return _NAMED[name]
    number = int(decimal) if decimal else int(hexadecimal, 16)
    if number not in (9, 10, 13) and not (0x20 <= number < 0xD800 or 0xE000 <= number < 0xFFFE or 0x10000 <= number < 0x110000):
        raise NotPlainError
    return chr(number)
