"""Row: one finding as it was recorded, with the state its reviews left it in; and the filter that asks for rows."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from models.columns import stamp

KEYS = (
    *("id", "recorded_at", "level", "verdict", "fact", "metric", "flow", "scope", "reporter", "kind", "modality", "period"),
    *("value", "low", "high", "qualifier", "unit", "before", "step", "speaker", "text", "sentence", "reading", "attributed_to"),
    *("outlet", "camp", "lang", "source", "url", "article", "version", "start", "end", "origins", "copies", "state", "summary"),
    *("hash", "previous_hash"),
)
"""The keys of one finding as JSON, in their order."""

STATEMENT_KEYS = tuple(key for name in KEYS for key in ((name, "mode", "topics", "formulas") if name == "speaker" else (name,)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One finding of the log. Fields are the keys of its JSON, which design calls by the same names.

    value, low, high     plain decimals: "8900000000"
    before               {"id", "value", "unit", "period"} of a figure, {"id", "text"} of a statement, or None
    step                 {"absolute", "percent", "like_for_like", "why"} or None
    article, version     None for what stands in no article
    start, end           offsets into the text of that version; None where the words stand in no article
    origins, copies      independent origins of the point, and articles of the story, on the day it was recorded
    state                new, accepted, rejected or watching: the last review's
    checks               the evidence, one plain sentence each
    rule                 what made the finding: "compare/updates"
    """

    id: str
    recorded_at: datetime
    level: str
    verdict: str
    fact: str
    metric: str | None = None
    flow: str | None = None
    scope: str | None = None
    reporter: str | None = None
    kind: str | None = None
    modality: str | None = None
    period: str | None = None
    value: str | None = None
    low: str | None = None
    high: str | None = None
    qualifier: str | None = None
    unit: str | None = None
    before: dict[str, Any] | None = None
    step: dict[str, Any] | None = None
    speaker: str | None = None
    mode: str | None = None
    topics: tuple[str, ...] = ()
    formulas: tuple[str, ...] = ()
    text: str = ""
    sentence: str = ""
    reading: str = ""
    attributed_to: str | None = None
    outlet: str = ""
    camp: str = ""
    lang: str = ""
    source: str = ""
    url: str = ""
    article: int | None = None
    version: int | None = None
    start: int | None = None
    end: int | None = None
    origins: int = 1
    copies: int = 1
    state: str = "new"
    summary: str = ""
    hash: str = ""
    previous_hash: str = ""
    # Not in the JSON of the log; what `show` leads on to.
    checks: tuple[str, ...] = ()
    group: str = ""
    rule: str = ""
    title: str = ""
    published: str | None = None
    text_hash: str = ""
    raw_hash: str = ""
    version_id: int | None = None
    point_key: str | None = None

    @property
    def number(self) -> int:
        """Its place in the log: 1042 of "F-1042"."""
        return number_of(self.id)

    def as_json(self) -> dict[str, Any]:
        """The finding as one JSON object, keys in the order of the contract; a statement has three more."""
        names = STATEMENT_KEYS if self.fact == "statement" else KEYS
        plain = {"recorded_at": stamp(self.recorded_at), "topics": list(self.topics), "formulas": list(self.formulas)}
        return {name: plain[name] if name in plain else getattr(self, name) for name in names}


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Which findings to show; an empty field asks for all.

    since, until   recorded at or after, and before
    speakers       canonical names; matched whatever the case
    before         only findings of a lower number: a page of the log goes on where the one above ended
    """

    since: datetime | None = None
    until: datetime | None = None
    verdicts: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    metrics: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    camps: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    versions: tuple[int, ...] = field(default=())
    before: int | None = None


def number_of(finding: str) -> int:
    """The number in "F-1042"; "f-1042" and "1042" are read too.

    raises  ValueError when it is none of these.
    """
    digits = finding.strip().upper().removeprefix("F-")
    if not digits.isdecimal() or len(digits) > 18:
        raise ValueError(f"{finding!r} is not the number of a finding; write F-1042")
    return int(digits)
