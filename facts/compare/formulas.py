"""The set phrases of diplomacy over a speaker's texts: first use, last use, n of the last m, and what it means when one comes or goes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from facts.extract.formulas import find_verb
from facts.known import FormulaUse
from facts.statement import Statement
from facts.watch import Topic

ABSENT_AFTER = 3  # texts in a row a phrase must have stood in for its absence to be news
NEW_AFTER = 3  # texts of a speaker that must be known for a phrase to be new with him
_OCCASION = timedelta(days=2)  # reports of one occasion are printed within days


class Stance(StrEnum):
    """How a speaker stands to a set phrase, by the verb it goes with."""

    FOR = "for"
    HEEDS = "heeds"  # takes note of, understands
    AGAINST = "against"


_STANCES = {"opposes": Stance.AGAINST, "rejects": Stance.AGAINST, "understands": Stance.HEEDS, "notes": Stance.HEEDS}


@dataclass(frozen=True, slots=True)
class Track:
    """One set phrase with one speaker: first and last use, and how many of the last texts it stood in."""

    formula: str
    first: date | None
    last: date | None
    uses: int
    texts: int
    verb: str

    @property
    def words(self) -> str:
        """ "7 of the last 10 texts"."""
        return f"{self.uses} of the last {self.texts} texts"


@dataclass(frozen=True, slots=True)
class Occasion:
    """All that was printed of one speaker within days: several reports of one speech count once."""

    day: date | None
    verbs: dict[str, str]
    documents: tuple[str, ...]


def stance(verb: str) -> Stance | None:
    """How a verb stands to what it governs; None where no verb was read."""
    return _STANCES.get(verb, Stance.FOR) if verb else None


def read_verb(words: str, formula: str, language: str, topic: Topic) -> str:
    """The canonical verb a set phrase goes with in ``words``: "supports"; "" where none was read."""
    return find_verb(words, formula, language, topic)


def track(uses: Sequence[FormulaUse]) -> dict[str, Track]:
    """Every set phrase of one speaker.

    uses  the speaker's texts, newest first, as the ledger hands them over
    """
    names = dict.fromkeys(name for use in uses for name in use.verbs)
    return {name: _track(name, uses) for name in names}


def occasions(uses: Iterable[FormulaUse]) -> list[Occasion]:
    """Fold the texts of one speaker into occasions, newest first; texts without a day stand alone."""
    folded: list[Occasion] = []
    for use in uses:
        last = folded[-1] if folded else None
        if last and last.day and use.said_on and abs(last.day - use.said_on) <= _OCCASION:
            verbs = {**use.verbs, **{name: verb or use.verbs.get(name, "") for name, verb in last.verbs.items()}}
            folded[-1] = Occasion(last.day, verbs, (*last.documents, use.document))
        else:
            folded.append(Occasion(use.said_on, dict(use.verbs), (use.document,)))
    return folded


def verbs_here(statements: Iterable[Statement], topic: Topic) -> dict[str, str]:
    """The set phrases in one speaker's statements of one text, each with its verb."""
    verbs: dict[str, str] = {}
    for statement in statements:
        for name in statement.formulas:
            verbs[name] = verbs.get(name) or read_verb(statement.text, name, statement.language, topic)
    return verbs


def appeared(name: str, before: Sequence[Occasion]) -> bool:
    """Whether a set phrase is new with a speaker of whom enough is known."""
    return len(before) >= NEW_AFTER and not any(name in one.verbs for one in before)


def vanished(here: dict[str, str], day: date | None, before: Sequence[Occasion]) -> list[str]:
    """The set phrases that stood in each of the speaker's last comparable texts, and do not stand in this one.

    Comparable are texts with set phrases in them, and this one only where it has half as many as they had at least; another report
    of a known occasion may just be shorter.
    """
    comparable = [one for one in before if one.verbs]
    if not here or len(comparable) < ABSENT_AFTER or _known_occasion(day, comparable):
        return []
    last = comparable[:ABSENT_AFTER]
    if 2 * len(here) < min(len(one.verbs) for one in last):
        return []
    return [name for name in last[0].verbs if name not in here and all(name in one.verbs for one in last)]


def turned(name: str, verb: str, before: Sequence[Occasion]) -> str:
    """The verb a set phrase last went with, where the speaker now takes another stand to it; else ""."""
    stands = [(one.verbs[name], stance(one.verbs[name])) for one in before if one.verbs.get(name)]
    now = stance(verb)
    if now is None or not stands or any(stand is now for _, stand in stands[:ABSENT_AFTER]):
        return ""
    return stands[0][0]


def _known_occasion(day: date | None, before: Sequence[Occasion]) -> bool:
    return day is None or any(one.day is not None and abs(one.day - day) <= _OCCASION for one in before)


def _track(name: str, uses: Sequence[FormulaUse]) -> Track:
    with_it = [use for use in uses if name in use.verbs]
    days = sorted(use.said_on for use in with_it if use.said_on)
    verb = next((use.verbs[name] for use in with_it if use.verbs[name]), "")
    return Track(name, days[0] if days else None, days[-1] if days else None, len(with_it), len(uses), verb)
