"""The filters of the log as they stand in an address, for the page, the API, the feed and the export alike."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated
from urllib.parse import urlencode

from fastapi import Depends, HTTPException, Query

from difflog.spans import moment
from facts.finding import Level, Verdict
from models.rows import Filter
from web.desk import At

NAMES = ("since", "until", "verdict", "level", "metric", "speaker", "state", "lang", "camp", "fact", "source")
STATES = ("new", "accepted", "rejected", "watching")
VERDICTS = tuple(str(one) for one in Verdict)
LEVELS = tuple(str(one) for one in reversed(Level))
FACTS = ("figure", "statement")
_CLOSED = {"verdict": VERDICTS, "level": LEVELS, "state": STATES, "fact": FACTS}

Some = Annotated[list[str] | None, Query(max_length=20)]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A filter, and the words it was asked in."""

    filter: Filter
    asked: dict[str, list[str]]

    def address(self, path: str, **more: str | int | None) -> str:
        """The address of ``path`` with the same filter and something more."""
        pairs = [(name, value) for name, values in self.asked.items() for value in values if name not in more]
        pairs += [(name, str(value)) for name, value in more.items() if value is not None]
        return f"{path}?{urlencode(pairs)}" if pairs else path


def wanted(  # noqa: PLR0913 - one parameter a filter
    desk: At,
    *,
    since: str | None = None,
    until: str | None = None,
    verdict: Some = None,
    level: Some = None,
    metric: Some = None,
    speaker: Some = None,
    state: Some = None,
    lang: Some = None,
    camp: Some = None,
    fact: Some = None,
    source: Some = None,
    before: Annotated[int | None, Query(ge=1, le=2**53)] = None,
) -> Wanted:
    """Read the filter of an address; an empty field asks for everything."""
    lists = dict(zip(NAMES[2:], (verdict, level, metric, speaker, state, lang, camp, fact, source), strict=True))
    asked = {name: [value for value in values or [] if value] for name, values in lists.items()}
    asked |= {name: [text] for name, text in (("since", since), ("until", until)) if text}
    _hold_to(asked)
    return Wanted(
        Filter(
            since=_moment(since, desk),
            until=_moment(until, desk),
            verdicts=tuple(asked["verdict"]),
            levels=tuple(asked["level"]),
            metrics=tuple(asked["metric"]),
            speakers=tuple(asked["speaker"]),
            states=tuple(asked["state"]),
            languages=tuple(asked["lang"]),
            camps=tuple(asked["camp"]),
            facts=tuple(asked["fact"]),
            sources=tuple(asked["source"]),
            before=before,
        ),
        {name: values for name, values in asked.items() if values},
    )


WantedRows = Annotated[Wanted, Depends(wanted)]
"""A parameter that is given the filter of the address."""


def _hold_to(asked: dict[str, list[str]]) -> None:
    """A word that no finding can have would only ever find nothing: it is refused, with those there are."""
    for name, known in _CLOSED.items():
        for value in asked[name]:
            if value not in known:
                raise HTTPException(422, f"{value!r} is no {name}; there are {', '.join(known)}.")


def _moment(text: str | None, desk: At) -> datetime | None:
    if not text:
        return None
    try:
        return moment(text, desk.store.reckoned(desk.door.now()))
    except ValueError as error:
        raise HTTPException(422, str(error)) from None
