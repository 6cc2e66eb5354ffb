"""Judge: take the facts out of each article version, compare them, record findings. One transaction a version."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from connectors.errors import ChildError
from facts.compare.formulas import read_verb
from facts.extract import Reading
from facts.finding import Finding
from facts.known import Facts, Found
from flows.desk import Desk
from flows.reading import Folder, compare_in, read_in
from flows.report import Missed, Report
from models.errors import LedgerMovedError, StoreError
from models.queue import ATTEMPTS
from models.rows import Row
from models.values import Unjudged

BATCH = 50
SECONDS = 60.0  # a child's first article also pays for loading the tables, on a busy machine dearly
ROUNDS = 5  # comparisons with a ledger that keeps moving; then the last one stands


async def judge(desk: Desk) -> Report:
    """Judge every version that waits, oldest publication first. One that came in quietly is recorded without alerting."""
    report = Report()
    while waiting := desk.store.unjudged(desk.now(), owner=desk.owner, size=BATCH):
        for work in waiting:
            report += await _judge_version(work, desk)
            desk.tell("judge", 1)
    return report


async def _judge_version(work: Unjudged, desk: Desk) -> Report:
    """Both pure parts run in a child: whatever a text does to them costs only its own article."""
    try:
        reading = await desk.children.call(read_in, folder_of(desk), work.article, seconds=SECONDS)
        rows = await decide(work, reading, desk)
    except (ChildError, StoreError) as error:
        return failed(work, error, desk)
    return Report(judged=1, findings=tuple(rows))


async def decide(work: Unjudged, reading: Reading, desk: Desk) -> Sequence[Row]:
    """Compare and record. Who judges at the same time may have taught the ledger something in between: then compare again."""
    for _ in range(ROUNDS):
        findings, mark = await _compared(work, reading, desk)
        try:
            return _record(work, reading, findings, desk, mark)
        except LedgerMovedError:
            continue
    findings, _ = await _compared(work, reading, desk)
    return _record(work, reading, findings, desk, None)


async def _compared(work: Unjudged, reading: Reading, desk: Desk) -> tuple[Sequence[Finding], int | None]:
    """The findings, and the mark of the ledger they were compared with."""
    if not reading.relevance.relevant:
        return (), None
    verbs = partial(read_verb, topic=desk.watchlist.topic)
    known = desk.store.known_for(reading.facts, work.place, work.article.published, verbs)
    return await desk.children.call(compare_in, folder_of(desk), _found(work, reading), known, seconds=SECONDS), known.mark


def _record(work: Unjudged, reading: Reading, findings: Sequence[Finding], desk: Desk, mark: int | None) -> Sequence[Row]:
    relevance = reading.relevance
    return desk.store.record_judgement(
        work.id,
        language=reading.language,
        relevance=(relevance.relevant, relevance.score, relevance.why),
        facts=reading.facts if relevance.relevant else Facts(),
        findings=findings,
        quiet=work.quiet,
        now=desk.now(),
        mark=mark,
    )


def folder_of(desk: Desk) -> Folder:
    """Where a child finds the watchlist of this pass."""
    settings = desk.scene.settings
    return Folder(settings.watchlist, settings.allow_addresses)


def _found(work: Unjudged, reading: Reading) -> Found:
    return Found(
        article=work.article,
        place=replace(work.place, language=reading.language),  # as it was told from the text, not as the feed declares it
        facts=reading.facts,
        before=work.before,
        before_read_at=work.before_read_at,
        read_at=work.read_at,
        original=work.original,
        corrected=work.corrected,
    )


def failed(work: Unjudged, error: ChildError | StoreError, desk: Desk) -> Report:
    """Note the failure; the queue tries again after a pause, and parks what failed too often with its trace."""
    why, trace = (error.reason, error.trace) if isinstance(error, ChildError) else (str(error), "")
    if work.attempts >= ATTEMPTS:
        desk.store.park(work.id, trace or why, desk.now())
        why = f"parked after {work.attempts} attempts: {why}"
    else:
        desk.store.judgement_failed(work.id, trace or why, desk.now())
    return Report(missed=(Missed(step="judge", what=work.article.url or work.article.id, why=why),))
