"""Facts to rows of the ledger and back: every sighting of a figure and of a statement."""

from collections.abc import Mapping, Sequence
from enum import Enum
from functools import lru_cache
from typing import Any, TypeVar

from sqlalchemy import Connection, Row, Table, select

from facts.compare.units import settle
from facts.figure import Figure, Flow, Kind, Modality, Qualifier, Reporter, Scope
from facts.known import Facts, KnownFigure, KnownStatement, Place, UnitDoubt
from facts.period import Period
from facts.statement import Mode, Statement
from models.tables import figures, statements

_Word = TypeVar("_Word", bound=Enum)


def place_row(place: Place) -> dict[str, Any]:
    """The columns that say where a fact stood."""
    return {
        "article_id": place.article,
        "version": place.version,
        "document": place.document,
        "origin": place.origin,
        "source": place.source,
        "outlet": place.outlet,
        "camp": str(place.camp),
        "language": place.language,
        "url": place.url,
        "published": place.published,
    }


def place_of(row: Row[Any]) -> Place:
    """Where the fact of a row stood."""
    return Place(
        document=row.document,
        origin=row.origin,
        source=row.source,
        outlet=row.outlet,
        camp=row.camp,
        language=row.language,
        url=row.url,
        published=row.published,
        article=row.article_id,
        version=row.version,
    )


def figure_row(figure: Figure, point_key: str, series_key: str) -> dict[str, Any]:
    """The columns that hold a figure."""
    return {
        "start": figure.start,
        "end": figure.end,
        "text": figure.text,
        "value": figure.value,
        "low": figure.low,
        "high": figure.high,
        "qualifier": str(figure.qualifier),
        "unit": figure.unit,
        "metric": figure.metric,
        "kind": str(figure.kind),
        "flow": _name(figure.flow),
        "reporter": _name(figure.reporter),
        "scope": _name(figure.scope),
        "modality": str(figure.modality),
        "cumulative": figure.cumulative,
        "period": _name(figure.period),
        "attributed_to": figure.attributed_to,
        "about_relations": figure.about_relations,
        "resolution": figure.resolution,
        "reading": figure.reading,
        "point_key": point_key,
        "series_key": series_key,
    }


def figure_of(row: Row[Any]) -> Figure:
    """The figure of a row."""
    return Figure(
        start=row.start,
        end=row.end,
        text=row.text,
        value=row.value,
        low=row.low,
        high=row.high,
        qualifier=_QUALIFIERS[row.qualifier],
        unit=row.unit,
        metric=row.metric,
        kind=_KINDS[row.kind],
        flow=Flow(row.flow) if row.flow else None,
        reporter=Reporter(row.reporter) if row.reporter else None,
        scope=_SCOPES[row.scope] if row.scope else None,
        modality=_MODALITIES[row.modality],
        cumulative=row.cumulative,
        period=_period(row.period) if row.period else None,
        attributed_to=row.attributed_to,
        about_relations=row.about_relations,
        resolution=row.resolution,
        reading=row.reading,
    )


def statement_row(statement: Statement) -> dict[str, Any]:
    """The columns that hold a statement."""
    return {
        "start": statement.start,
        "end": statement.end,
        "text": statement.text,
        "mode": str(statement.mode),
        "speaker": statement.speaker,
        "speaker_role": statement.speaker_role,
        "cue": statement.cue,
        "topics": list(statement.topics),
        "formulas": list(statement.formulas),
        "statement_language": statement.language,
    }


def statement_of(row: Row[Any]) -> Statement:
    """The statement of a row."""
    return Statement(
        start=row.start,
        end=row.end,
        text=row.text,
        mode=Mode(row.mode),
        speaker=row.speaker,
        speaker_role=row.speaker_role,
        cue=row.cue,
        topics=tuple(row.topics),
        formulas=tuple(row.formulas),
        language=row.statement_language,
    )


def known_figure(
    row: Row[Any],
    origins: Sequence[str] | None = None,
    camps: Sequence[str] | None = None,
    doubts: Mapping[tuple[str, str], UnitDoubt] | None = None,
) -> KnownFigure:
    """A row of ``figures`` as a figure of the ledger; alone it has one origin, its own."""
    known = KnownFigure(
        id=row.label or f"K-{row.id}",
        figure=figure_of(row),
        place=place_of(row),
        learned=row.learned,
        origins=frozenset([row.origin] if origins is None else origins),
        camps=frozenset([row.camp] if camps is None else camps),
        accepted=row.accepted is not None,
    )
    return settle(known, doubts) if doubts else known


def known_statement(row: Row[Any]) -> KnownStatement:
    """A row of ``statements`` as a statement of the ledger."""
    return KnownStatement(
        id=row.label or f"S-{row.id}", statement=statement_of(row), place=place_of(row), learned=row.learned, said_on=row.said_on
    )


def facts_of_version(connection: Connection, version_id: int) -> Facts:
    """Everything that was taken out of one article version, in the order of the text."""
    return facts_of_versions(connection, (version_id,))[version_id]


def facts_of_versions(connection: Connection, version_ids: Sequence[int]) -> dict[int, Facts]:
    """Everything that was taken out of some article versions, by version, each in the order of its text."""
    numbers, words = (_taken_out(connection, table, version_ids) for table in (figures, statements))
    return {
        each: Facts(figures=tuple(map(figure_of, numbers.get(each, ()))), statements=tuple(map(statement_of, words.get(each, ()))))
        for each in version_ids
    }


def _taken_out(connection: Connection, table: Table, version_ids: Sequence[int]) -> dict[int, list[Row[Any]]]:
    query = select(table).where(table.c.version_id.in_(version_ids)).order_by(table.c.start, table.c.id)
    found: dict[int, list[Row[Any]]] = {}
    for row in connection.execute(query):
        found.setdefault(row.version_id, []).append(row)
    return found


def _name(value: object | None) -> str | None:
    return None if value is None else str(value)


def _words(words: type[_Word]) -> dict[str, _Word]:
    return {str(word): word for word in words}


# Looked up and not called: of the many figures that a page or an article asks for, each has four of these words.
_QUALIFIERS, _KINDS, _MODALITIES = _words(Qualifier), _words(Kind), _words(Modality)
_SCOPES = _words(Scope)
_period = lru_cache(maxsize=10_000)(Period)
