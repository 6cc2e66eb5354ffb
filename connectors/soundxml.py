"""Text that is to be read as XML, freed of what no XML may hold."""

import re

from connectors.cleaning import without_commands

_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,300}\?>")
_REFERENCE = re.compile(r"&#(?:x([0-9a-fA-F]{1,8})|([0-9]{1,9}));")
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def sound_xml(text: str) -> str:
    """Take out of ``text`` the declaration, which speaks of bytes, and the characters that no XML may hold."""
    text = without_commands(text)
    declaration = _DECLARATION.match(text)
    text = text[declaration.end() :] if declaration else text
    return _NOT_XML.sub("", _REFERENCE.sub(_sound_reference, text)).lstrip()


def _sound_reference(reference: re.Match[str]) -> str:
    """&#xD800; and &#0; name no character, and one of them would make the whole feed unreadable."""
    number = int(reference[1], 16) if reference[1] else int(reference[2])
    is_character = number in (9, 10, 13) or 0x20 <= number < 0xD800 or 0xE000 <= number < 0xFFFE or 0x10000 <= number < 0x110000
    return reference[0] if is_character else ""
