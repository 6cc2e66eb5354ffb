"""The set phrases of diplomacy, speaker by speaker: since when, how often lately, with which verb, and what became of them."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from facts.compare.formulas import read_verb, track
from facts.compare.turns import Change, Turn, turns
from facts.known import FormulaUse
from facts.watch import Topic
from models import ledger
from models.knowledge import TEXTS
from models.store import Store

REMEMBERED = 500  # of a speaker's latest texts first use and turns are looked for in

SHOWN = ("speaker", "label", "verb", "used", "first", "last", "turned")


def phrases(store: Store, topic: Topic, speaker: str | None = None) -> Iterator[dict[str, Any]]:
    """One row for each set phrase of each speaker, by name.

    speaker  any part of a name, in whatever case; None: everybody
    """
    labels = {one.id: one.label for one in topic.formulas}
    for name in ledger.speakers(store):
        if speaker is None or speaker.casefold() in name.casefold():
            uses = ledger.formulas(store, name, partial(read_verb, topic=topic), last=REMEMBERED)
            yield from _of_speaker(name, uses, labels)


def short(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row as a table has room for it: "3 of the last 10", and the latest turn alone."""
    latest = row["turns"][-1] if row["turns"] else None
    return {**row, "used": f"{row['used_in']} of the last {row['of_last']}", "turned": _told(latest) if latest else None}


def _of_speaker(speaker: str, uses: Sequence[FormulaUse], labels: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    whole, lately, turned = track(uses), track(uses[:TEXTS]), turns(uses)
    for formula, one in sorted(whole.items()):
        yield {
            "speaker": speaker,
            "formula": formula,
            "label": labels.get(formula, formula),
            "verb": one.verb or None,
            "used_in": lately[formula].uses if formula in lately else 0,
            "of_last": min(len(uses), TEXTS),
            "first": _day(one.first),
            "last": _day(one.last),
            "turns": [_turn(turn) for turn in turned if turn.formula == formula],
        }


def _turn(turn: Turn) -> dict[str, Any]:
    return {"day": _day(turn.day), "change": str(turn.change), "was": turn.was or None, "now": turn.now or None}


def _told(turn: Mapping[str, Any]) -> str:
    what = f"{turn['was']} → {turn['now']}" if turn["change"] == Change.CHANGED_VERB else turn["change"]
    return f"{what} {turn['day'] or ''}".rstrip()


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
