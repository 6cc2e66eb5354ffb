"""Recording a judgement: facts, findings and the alerts they cause, in one transaction or not at all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import Connection, bindparam, func, insert, null, select, true, update
from sqlalchemy import Row as Record

from facts.compare.points import point_key
from facts.compare.units import doubted
from facts.figure import Figure
from facts.finding import Finding, Level, Verdict
from facts.known import Facts, KnownFigure, KnownStatement, Place
from facts.statement import Statement
from models.chain import append, end_of
from models.columns import keyed
from models.database import Database, Lock, lock
from models.doubts import doubt
from models.errors import LedgerMovedError, StoreError
from models.learning import Learned, learn_figures, learn_statements, own_columns
from models.leases import FREED
from models.log import fresh_row, rows_where
from models.newest import MARK
from models.numbering import numbers_of
from models.payloads import Evidence, finding_payload
from models.points import LISTED
from models.posting import post_findings
from models.rows import Row
from models.sentences import sentence_around
from models.tables import articles, figures, findings, points, standings, statements, versions


@dataclass(frozen=True, slots=True)
class _Setting:
    """One article version and what was just learned from it."""

    text: Record[Any]
    place: Place
    sightings: Mapping[Figure | Statement, int]
    origins: Mapping[str, frozenset[str]]
    copies: int


class Judgements(Database):
    """The last door of the judge step."""

    def record_judgement(
        self,
        version_id: int,
        *,
        language: str,
        relevance: tuple[bool, float, Sequence[str]],
        facts: Facts,
        findings: Sequence[Finding],
        quiet: bool,
        now: datetime,
        mark: int | None = None,
    ) -> list[Row]:
        """Write what was found in one article version and end its lease, all in one transaction.

        relevance  whether it is coverage, how surely, and why
        quiet      findings are recorded, but nothing goes out
        mark       the ledger's mark from before ``known_for``: refused when something was learned since; None: not looked at
        returns    the findings as recorded; for a version judged before, those recorded then, and nothing is written
        raises     StoreError when a fact's words do not stand where it says they do; LedgerMovedError when the mark is old.
                   Nothing is recorded then.
        """
        judged = {"language": language, "relevant": relevance[0], "score": float(relevance[1]), "why": list(relevance[2])}
        what = partial(_record, version=version_id, judged=judged, facts=facts, found=tuple(findings), quiet=quiet, now=now, mark=mark)
        return self.written(what)


def _record(
    connection: Connection,
    *,
    version: int,
    judged: dict[str, Any],
    facts: Facts,
    found: tuple[Finding, ...],
    quiet: bool,
    now: datetime,
    mark: int | None,
) -> list[Row]:
    lock(connection, Lock.LEDGER)
    text = _text(connection, version, facts)
    if text.state == "judged":
        return rows_where(connection, findings.c.version_id == version)
    if mark is not None and text.mark != mark:
        raise LedgerMovedError("The ledger learned something since it was asked.", "Look up, compare and record again.")
    _hold_spans(text, facts)
    place = _place(text, judged["language"])
    learned = _learn(connection, facts, text, place, now)
    written = _log(connection, found, _Setting(text, place, learned.ids, learned.origins, text.copies), now)
    seqs = [row["seq"] for row in written]
    _doubt(connection, found, seqs, place)
    _await(connection, found, seqs)
    if not quiet:
        act = [(seq, finding.group or f"finding {seq}") for seq, finding in zip(seqs, found, strict=True) if finding.level is Level.ACT]
        post_findings(connection, act, now)
    closed = {"judged_at": now, "of": version} | judged
    connection.execute(_CLOSE, closed)
    if text.article_language != judged["language"]:
        connection.execute(_NAME_LANGUAGE, {"of": text.article_id, "to": judged["language"]})
    return [fresh_row(row) for row in written]


def _learn(connection: Connection, facts: Facts, text: Record[Any], place: Place, now: datetime) -> Learned:
    said = [(statement, own_columns(place.published)) for statement in facts.statements]
    numbers = learn_figures(connection, facts.figures, place, text.id, now, numbers=text.figure_ids)
    words = learn_statements(connection, said, place, text.id, now, numbers=text.statement_ids)
    return replace(numbers, ids={**numbers.ids, **words})


def _text(connection: Connection, version: int, facts: Facts) -> Record[Any]:
    query = _TEXT_AND_NUMBERS if connection.dialect.name == "postgresql" else _TEXT_ALONE
    given = {"version": version, "figure_count": len(facts.figures), "statement_count": len(facts.statements)}
    row = connection.execute(query, given).one_or_none()
    if row is None:
        raise StoreError(f"There is no article version {version}.", "Judge only what `unjudged` gave out.")
    return row


def _place(text: Record[Any], language: str) -> Place:
    return Place(
        document=f"article:{text.article_id}",
        origin=f"story:{text.story_id}",
        source=text.source,
        outlet=text.outlet,
        camp=text.camp,
        language=language,
        url=text.url,
        published=text.published,
        article=text.article_id,
        version=text.number,
    )


def _hold_spans(text: Record[Any], facts: Facts) -> None:
    """Every fact must lead back to its words: a span that does not hold is a fault of the reader, not a fact."""
    found: list[Figure | Statement] = [*facts.figures, *facts.statements]
    for fact in found:
        if text.text[fact.start : fact.end] != fact.text:
            span = f"{fact.start} to {fact.end}"
            raise StoreError(f"{text.url}: {fact.text[:80]!r} does not stand at {span}.", "The article is left unjudged.")


def _log(connection: Connection, found: Sequence[Finding], setting: _Setting, now: datetime) -> list[dict[str, Any]]:
    payloads = [finding_payload(finding, _evidence(connection, finding, setting), now) for finding in found]
    return append(connection, findings, payloads, after=(setting.text.end_seq, setting.text.end_hash))


def _evidence(connection: Connection, finding: Finding, setting: _Setting) -> Evidence:
    fact, text = finding.fact, setting.text
    key = point_key(fact) if isinstance(fact, Figure) else None
    stands = text.text[fact.start : fact.end] == fact.text
    return Evidence(
        place=setting.place,
        version_id=text.id,
        title=text.title,
        text_hash=text.text_hash,
        raw_hash=text.raw_hash,
        sighting=setting.sightings.get(fact),
        sentence=sentence_around(text.text, fact.start, fact.end) if stands else fact.text,
        point_key=key,
        origins=_origins(connection, finding, key, setting),
        copies=setting.copies,
    )


def _origins(connection: Connection, finding: Finding, key: str | None, setting: _Setting) -> int:
    """How many independent origins state it, this one included; LISTED stands for so many or more."""
    own = setting.place.origin
    if key is not None:
        held = setting.origins.get(keyed(key))
        origins = held if held is not None else connection.execute(_STATED_BY, {"key": key}).scalar() or []
        agreed = own in origins or (len(origins) >= LISTED and finding.verdict in (Verdict.CONFIRMS, Verdict.REFINES))
        return len(origins) if agreed else 1
    same = finding.verdict in (Verdict.REPEATS, Verdict.REWORDED) and isinstance(finding.before, KnownStatement)
    return 2 if same and finding.before is not None and finding.before.place.origin != own else 1


def _await(connection: Connection, found: Sequence[Finding], seqs: Sequence[int]) -> None:
    """What asks for action stands as new from the start, so that what still waits is found without reading what is decided."""
    rows = [{"finding": seq, "state": "new"} for seq, finding in zip(seqs, found, strict=True) if finding.level is Level.ACT]
    if rows:
        connection.execute(insert(standings), rows)


def _doubt(connection: Connection, found: Sequence[Finding], seqs: Sequence[int], place: Place) -> None:
    """Remember whose currency is in doubt: told once, inherited by its remaining figures."""
    for seq, finding in zip(seqs, found, strict=True):
        if finding.verdict is Verdict.UNIT_CONFLICT and isinstance(finding.before, KnownFigure):
            document, unit = doubted(finding, place)
            doubt(connection, document, unit, why=finding.summary, finding=seq)


_KIN = articles.alias()
_COPIES = select(func.count()).select_from(_KIN).where(_KIN.c.story_id == articles.c.story_id).correlate(articles).scalar_subquery()
_END = end_of(findings).subquery()
# One question for all that is needed of the text, of the ledger and of the log: each would cost as much as all of them.
_TEXT = (
    select(versions, articles.c.story_id, articles.c.source, articles.c.outlet, articles.c.camp)
    .add_columns(articles.c.language.label("article_language"), _COPIES.label("copies"), MARK.label("mark"))
    .add_columns(_END.c.seq.label("end_seq"), _END.c.hash.label("end_hash"))
    .join(articles, articles.c.id == versions.c.article_id)
    .outerjoin(_END, true())
    .where(versions.c.id == bindparam("version"))
    .with_for_update(of=versions)
)
_TEXT_ALONE = _TEXT.add_columns(null().label("figure_ids"), null().label("statement_ids"))
_TEXT_AND_NUMBERS = _TEXT.add_columns(
    numbers_of(figures, bindparam("figure_count")).label("figure_ids"),
    numbers_of(statements, bindparam("statement_count")).label("statement_ids"),
)
_STATED_BY = select(points.c.origins).where(points.c.point_key == bindparam("key"))
_CLOSE = (
    update(versions)
    .where(versions.c.id == bindparam("of"))
    .values(state="judged", trace="", **FREED, **{name: bindparam(name) for name in ("judged_at", "language", "relevant", "score", "why")})
)
_NAME_LANGUAGE = update(articles).where(articles.c.id == bindparam("of")).values(language=bindparam("to"))
