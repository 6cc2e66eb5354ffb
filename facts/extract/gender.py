"""Whether "he" or "she" can mean somebody."""

from enum import StrEnum

from facts.extract.languages.rows import load_genders
from facts.extract.languages.speech import Speech
from facts.watch import Party


class Gender(StrEnum):
    """Which pronoun means a person."""

    SHE = "she"
    HE = "he"


def gender_of_pronoun(words: str, speech: Speech) -> Gender | None:
    """Of whom a pronoun is said; None for "they" and for one that fits both."""
    return next((gender for gender in Gender if speech[gender].fullmatch(words.lower())), None)


def gender_of(name: str, party: Party | None) -> Gender | None:
    """Which pronoun means somebody: as the topic file says, else by the canonical name; None where neither tells."""
    if party is not None:
        told = Gender.SHE if party.woman else Gender.HE
        return told if party.kind == "person" else None
    women, men = load_genders()
    if women.search(name):
        return Gender.SHE
    return Gender.HE if men.search(name) else None
