"""What became of a speaker's set phrases: each time one came, went or changed its verb, by the rules that make a finding of it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from facts.compare.formulas import Occasion, appeared, occasions, turned, vanished
from facts.known import FormulaUse

LATELY = 10  # occasions a phrase is looked for in: one that comes back after more has appeared again


class Change(StrEnum):
    """What can become of a set phrase."""

    APPEARED = "appeared"
    DISAPPEARED = "disappeared"
    CHANGED_VERB = "changed verb"


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One change with one set phrase.

    day       of the occasion it showed on; None where that has none
    was, now  the verb before and after; "" where none was read
    """

    formula: str
    day: date | None
    change: Change
    was: str = ""
    now: str = ""


def turns(uses: Iterable[FormulaUse]) -> list[Turn]:
    """Every change in one speaker's set phrases, oldest first.

    uses  the speaker's texts, newest first
    """
    told = occasions(uses)
    return [turn for at in reversed(range(len(told))) for turn in _on(told[at], told[at + 1 : at + 1 + LATELY])]


def _on(here: Occasion, before: Sequence[Occasion]) -> Iterator[Turn]:
    for name, verb in here.verbs.items():
        if was := turned(name, verb, before):
            yield Turn(formula=name, day=here.day, change=Change.CHANGED_VERB, was=was, now=verb)
        elif appeared(name, before):
            yield Turn(formula=name, day=here.day, change=Change.APPEARED, now=verb)
    for name in vanished(here.verbs, here.day, before):
        was = next((one.verbs[name] for one in before if one.verbs.get(name)), "")
        yield Turn(formula=name, day=here.day, change=Change.DISAPPEARED, was=was)
