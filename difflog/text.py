"""Findings for a terminal: one line each in the log, everything about one in ``show``."""

from collections.abc import Iterator, Sequence
from typing import Any

from rich.text import Text

from facts.known import KnownFigure
from models.rows import Row
from models.values import Review

SIGNS = {
    "updates": "▲",
    "refines": "▲",
    "conflicts": "≠",
    "mirror_gap": "≠",
    "scope_conflict": "≠",
    "period_conflict": "≠",
    "inconsistent": "≠",
    "drift": "≠",
    "unit_conflict": "$",
    "edited": "!",
    "shifted": "!",
    "formula_new": "+",
    "formula_absent": "−",
    "new": "+",
    "backfills": "◂",
    "confirms": "=",
    "repeats": "=",
    "reworded": "≈",
}
_COLOURS = {"act": "bold red", "note": "yellow", "log": "dim"}
_BIDI = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F])
_CONTROLS = dict.fromkeys([*range(0x20), *range(0x7F, 0xA0)], "␛")
_INERT = {**_CONTROLS, ord("\n"): " ", ord("\t"): " ", **_BIDI}


def inert(text: str) -> str:
    """Text from outside, made harmless for a terminal: controls show as ␛, direction overrides are taken out."""
    return text.translate(_INERT)


def line(row: Row) -> Text:
    """One finding in one line: sign, number, day, verdict, old → new."""
    text = Text(f"{SIGNS.get(row.verdict, '·')} ", style=_COLOURS.get(row.level, ""))
    text.append(f"{row.id:<7}", style="bold")
    text.append(f"{row.recorded_at:%d %b} ", style="dim")
    text.append(f"{row.verdict:<14} ", style=_COLOURS.get(row.level, ""))
    text.append(inert(row.summary))
    if row.state != "new":
        text.append(f"  [{row.state}]", style="green" if row.state == "accepted" else "magenta")
    return text


def fields(row: Row) -> Iterator[tuple[str, str]]:
    """Everything about one finding as label and value, in the order an analyst asks."""
    yield "what", row.summary
    yield "verdict", f"{row.verdict}, level {row.level}, {row.state}"
    yield from _fact(row)
    yield "words", f"{row.text}  (characters {row.start}–{row.end})"
    yield "sentence", _marked(row)
    if row.reading:
        yield "read as", row.reading
    yield from _before(row)
    for number, check in enumerate(row.checks):
        yield ("checks" if number == 0 else ""), check
    yield "source", " · ".join(part for part in (row.outlet, row.camp, row.lang, row.source) if part)
    yield "address", row.url
    yield "origins", f"{row.origins} independent, {row.copies} {'copy' if row.copies == 1 else 'copies'}"
    yield "hash", f"{row.hash}  after {row.previous_hash}"
    yield "to cite", cite(row)


def sightings(known: Sequence[KnownFigure]) -> Iterator[tuple[str, str]]:
    """Every place where the same point was stated, each with its own words, in the order we learned of them."""
    for number, one in enumerate(known):
        place, told = one.place, f"“{one.figure.text}”"
        where = " · ".join(part for part in (place.outlet, place.language, place.published and f"{place.published}", place.url) if part)
        yield ("stated in" if number == 0 else ""), f"{one.id} {told}  {where}"


def decisions(reviews: Sequence[Review]) -> Iterator[tuple[str, str]]:
    """Every decision on the finding, oldest first."""
    for number, one in enumerate(reviews):
        why = " – ".join(part for part in (one.reason, one.note) if part)
        yield ("reviewed" if number == 0 else ""), f"{one.at:%Y-%m-%d %H:%M} {one.state} by {one.by}{': ' if why else ''}{why}"


def cite(row: Row) -> str:
    """A line that can stand in a footnote."""
    return (
        f"{row.outlet}, “{row.text}”, {row.url} (article {row.article}, version {row.version}; read {row.recorded_at:%Y-%m-%d}; {row.id})"
    )


def _fact(row: Row) -> Iterator[tuple[str, str]]:
    if row.fact == "statement":
        yield "speaker", f"{row.speaker or 'not named'}, {row.mode}"
        yield "about", ", ".join([*row.topics, *row.formulas]) or "–"
        return
    parts = (row.flow, row.scope, f"reported by {row.reporter}" if row.reporter else None, row.kind, row.modality)
    yield "metric", " · ".join(part for part in (row.metric, *parts) if part)
    yield "value", f"{_amount(row.as_json())}   for {row.period or 'no stated period'}"
    yield "said by", row.attributed_to or "not attributed"


def _amount(plain: dict[str, Any]) -> str:
    low, high, value = plain["low"], plain["high"], plain["value"]
    shown = value if value is not None else f"{low or '…'} to {high or '…'}"
    return f"{plain['qualifier']} {shown} {plain['unit']}"


def _before(row: Row) -> Iterator[tuple[str, str]]:
    before, step = row.before, row.step
    if before:
        known = before.get("text") or f"{before.get('value')} {before.get('unit')} ({before.get('period') or 'no period'})"
        yield "before", f"{before['id']}: {known}"
    if step and (step.get("percent") is not None or step.get("why")):
        size = f"{step['percent']} %" if step.get("percent") is not None else "not counted"
        why = f": {step['why']}" if step.get("why") else ""
        yield "step", f"{size}, {'like for like' if step.get('like_for_like') else 'not like for like'}{why}"


def _marked(row: Row) -> str:
    """The sentence with the words of the fact between arrows."""
    return row.sentence.replace(row.text, f"▶{row.text}◀", 1) if row.text else row.sentence
