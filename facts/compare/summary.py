"""One line of at most 200 characters that says what a finding is."""

from facts.compare.wording import amount, clean, period, shorten
from facts.countries import name_of
from facts.figure import Figure, Modality, Scope
from facts.known import KnownFigure, KnownStatement, Place
from facts.statement import Mode, Statement
from facts.watch import Metric

LONGEST = 200
_SCOPES = {Scope.GOODS: "goods", Scope.SERVICES: "services", Scope.GOODS_AND_SERVICES: "goods and services"}
_ELSEWHERE = "a third side's statistics"


def label(figure: Figure, metric: Metric | None) -> str:
    """What is counted, and which way: "Trade turnover BY<->CN"."""
    name = metric.label if metric is not None else figure.metric.replace("_", " ")
    name = name[:1].upper() + name[1:]
    return f"{name} {figure.flow}" if figure.flow else name


def stated(figure: Figure) -> str:
    """A value with its period: "$8.9bn (Jan–Nov 2025)"."""
    return f"{amount(figure)} ({period(figure.period)})" if figure.period else amount(figure)


def of_figure(figure: Figure, place: Place, metric: Metric | None, told: str, tail: str = "") -> str:
    """The line of a figure: what is counted, ``told``, the side and scope, who says so where, and ``tail``."""
    head = f"{label(figure, metric)}: {told}"
    parts = [head, *_qualities(figure)]
    line = f"{', '.join(parts)}. {says(figure, place)}."
    return fit(line, tail)


def moved(figure: Figure, known: KnownFigure, sign: str = "→") -> str:
    """From the known value to the new one: "£5.8bn (2022) → $8.9bn (Jan–Nov 2025)"."""
    return f"{stated(known.figure)} {sign} {stated(figure)}"


def says(figure: Figure, place: Place) -> str:
    """Who says so: "Nikolai Snopkov via BelTA, zh"."""
    outlet = place.outlet or place.source
    who = f"{figure.attributed_to} via {outlet}" if figure.attributed_to and figure.attributed_to != outlet else outlet
    return ", ".join(part for part in (who, place.language) if part)


def of_statement(statement: Statement, place: Place, told: str, before: KnownStatement | None = None) -> str:
    """The line of a statement: who, what happened, the words, and those they are set beside."""
    who = statement.speaker or statement.speaker_role or "A speaker not named"
    # Only the speaker's own words stand in quotation marks; what was reported of him does not.
    words = f"“{shorten(statement.text, 90)}”" if statement.mode is Mode.DIRECT else shorten(statement.text, 90)
    was = f" Before ({before.id}): “{shorten(before.statement.text, 40)}”." if before else ""
    return fit(f"{who} {told}: {words} ({place.outlet or place.source}, {place.language}).", was)


def fit(line: str, tail: str = "") -> str:
    """A line with its tail in the space there is; the tail goes first."""
    whole = clean(f"{line} {tail}")
    if len(whole) <= LONGEST:
        return whole
    room = LONGEST - len(clean(line)) - 1
    return f"{clean(line)} {shorten(tail, room)}" if tail and room > 20 else shorten(line, LONGEST)


def side(figure: Figure) -> str:
    """Whose statistics a figure is from: "Belarus side", or "" where the text does not say."""
    if figure.reporter is None:
        return ""
    return _ELSEWHERE if figure.reporter == "other" else f"{name_of(figure.reporter)} side"


def _qualities(figure: Figure) -> list[str]:
    modality = "" if figure.modality is Modality.ACTUAL else str(figure.modality)
    return [part for part in (_SCOPES.get(figure.scope, "") if figure.scope else "", side(figure), modality) if part]
