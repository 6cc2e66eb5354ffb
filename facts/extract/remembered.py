"""What is built once for a topic and a language."""

from collections.abc import Callable
from typing import Generic, TypeVar

from facts.watch import Topic

T = TypeVar("T")
_MOST = 16


class Remembered(Generic[T]):
    """Calls ``build`` once for each topic and language.

    By identity, because a topic holds mappings and cannot be hashed; the topic stays referenced, so its id stays its own.
    """

    def __init__(self, build: Callable[[Topic, str], T]) -> None:
        self._build = build
        self._built: dict[tuple[int, str], tuple[Topic, T]] = {}

    def __call__(self, topic: Topic, language: str) -> T:
        key = (id(topic), language)
        if key not in self._built:
            if len(self._built) >= _MOST:
                self._built.clear()
            self._built[key] = (topic, self._build(topic, language))
        return self._built[key][1]
