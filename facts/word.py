"""Words of a set form that data brings along, such as codes of countries: like members of an enum, each is one object."""

import re
from typing import ClassVar, Self


class Word(str):
    """A word of one form. Every spelling has one object, also after a journey through a pickle, so that ``is`` compares them.

    raises  ValueError where a word is not of the form
    """

    __slots__ = ()
    form: ClassVar[re.Pattern[str]]
    _known: ClassVar[dict[tuple[type, str], "Word"]] = {}

    def __new__(cls, word: str) -> Self:
        known = cls._known.get((cls, word))
        if known is None:
            if cls.form.fullmatch(word) is None:
                raise ValueError(f'"{word}" is no {cls.__name__.lower()}')
            known = cls._known[cls, str(word)] = super().__new__(cls, word)
        assert isinstance(known, cls)
        return known

    def __reduce__(self) -> tuple[type[Self], tuple[str]]:
        return type(self), (str(self),)
