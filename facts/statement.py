"""Statement: what somebody said, as an article gives it."""

from dataclasses import dataclass
from enum import StrEnum


class Mode(StrEnum):
    """In the speaker's words, or in the reporter's."""

    DIRECT = "direct"
    INDIRECT = "indirect"


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One statement of an article.

    speaker       canonical English name, or the role where no name is given ("Ambassador of China to Belarus");
                  None where the text does not say
    text          the words without the outer quotation marks, equal to article text [start:end]
    cue           the verb or phrase that attributes it, as printed: "said", «отметил», 表示
    topics        ids from the topic file
    formulas      ids of the set phrases of diplomacy found in it
    """

    start: int
    end: int
    text: str
    mode: Mode
    speaker: str | None = None
    speaker_role: str | None = None
    cue: str = ""
    topics: tuple[str, ...] = ()
    formulas: tuple[str, ...] = ()
    language: str = ""
